import { epochMs, MINUTE, type Calendar, type EpochMs } from '../../shared/time.ts'
import type { Text } from '../../shared/views.ts'
import type { DayStretch, SiteConfig } from './siteConfig.ts'

export interface HoursNow {
  readonly open: boolean
  readonly opensAt: EpochMs | null
  readonly shift: Text | null
}

const DAY_MINUTES = 1440
const WEEK_MINUTES = 7 * DAY_MINUTES + 60

type WallClock = ReturnType<Calendar['wallClock']>

/** Whether the floor is open, when it opens next, and which shift is on. No hours given: always open. */
export function hoursAt(site: SiteConfig, calendar: Calendar, at: EpochMs): HoursNow {
  const clock = calendar.wallClock(at)
  const shift = site.shifts.find((stretch) => covers(stretch, clock))?.name ?? null
  if (site.hours.length === 0) return { open: true, opensAt: null, shift }
  const open = site.hours.some((stretch) => covers(stretch, clock))
  return { open, opensAt: open ? null : nextOpening(site.hours, calendar, at), shift }
}

/** Whether a stretch of the local day holds a moment. */
export function covers(stretch: DayStretch, { weekday, minute }: WallClock): boolean {
  if (stretch.days.includes(weekday) && minute >= stretch.from && minute < stretch.to) return true
  const yesterday = ((weekday + 5) % 7) + 1
  return minute + DAY_MINUTES < stretch.to && stretch.days.includes(yesterday)
}

/** Looks at each minute of the week ahead: so no stretch is too short, and clock changes need no rule. */
function nextOpening(
  hours: readonly DayStretch[],
  calendar: Calendar,
  at: EpochMs,
): EpochMs | null {
  const thisMinute = Math.floor(at / MINUTE)
  for (let ahead = 1; ahead <= WEEK_MINUTES; ahead += 1) {
    const moment = epochMs((thisMinute + ahead) * MINUTE)
    const clock = calendar.wallClock(moment)
    if (hours.some((stretch) => covers(stretch, clock))) return moment
  }
  return null
}
