import { after, MINUTE, type Calendar, type EpochMs } from '../../shared/time.ts'
import type { Text } from '../../shared/views.ts'
import type { DayStretch, SiteConfig } from './siteConfig.ts'

export interface HoursNow {
  readonly open: boolean
  readonly opensAt: EpochMs | null
  readonly shift: Text | null
}

const DAY_MINUTES = 1440

/** Whether the floor is open, when it opens next, and which shift is on. No hours given: always open. */
export function hoursAt(site: SiteConfig, calendar: Calendar, at: EpochMs): HoursNow {
  const shift = site.shifts.find((stretch) => covers(stretch, calendar, at))?.name ?? null
  if (site.hours.length === 0) return { open: true, opensAt: null, shift }
  const open = site.hours.some((stretch) => covers(stretch, calendar, at))
  return { open, opensAt: open ? null : nextOpening(site, calendar, at), shift }
}

function covers(stretch: DayStretch, calendar: Calendar, at: EpochMs): boolean {
  const { weekday, minute } = calendar.wallClock(at)
  if (stretch.days.includes(weekday) && minute >= stretch.from && minute < stretch.to) return true
  const yesterday = ((weekday + 5) % 7) + 1
  return stretch.days.includes(yesterday) && minute + DAY_MINUTES < stretch.to
}

/** Looks ahead a week in quarter hours, then exactly. */
function nextOpening(site: SiteConfig, calendar: Calendar, at: EpochMs): EpochMs | null {
  const firstMinute = after((Math.floor(at / MINUTE) * MINUTE) as EpochMs, MINUTE)
  for (let quarter = 0; quarter < 7 * 24 * 4; quarter += 1) {
    const end = after(firstMinute, (quarter + 1) * 15 * MINUTE)
    if (!site.hours.some((stretch) => covers(stretch, calendar, end))) continue
    for (let minute = 0; minute <= 15; minute += 1) {
      const moment = after(firstMinute, quarter * 15 * MINUTE + minute * MINUTE)
      if (site.hours.some((stretch) => covers(stretch, calendar, moment))) return moment
    }
  }
  return null
}
