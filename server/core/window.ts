import type { Sums } from '../../shared/metrics/measures.ts'
import {
  after,
  dayKey,
  epochMs,
  HOUR,
  MINUTE,
  type Calendar,
  type DayKey,
  type EpochMs,
} from '../../shared/time.ts'
import type { Tally } from './tally.ts'

/** Sums of the rolling window: the current minute and the whole ones before it. [T4] */
export function liveSums(tally: Tally, subject: string, at: EpochMs, minutes: number): Sums {
  const last = Math.floor(at / MINUTE)
  return tally.minutes(subject, last - minutes + 1, last)
}

/** Sums of the clock-aligned interval that `at` lies in. [T4] */
export function intervalSums(
  tally: Tally,
  subject: string,
  at: EpochMs,
  minutes: 15 | 30,
  calendar: Calendar,
): Sums {
  const start = intervalStart(at, minutes, calendar)
  return tally.minutes(subject, Math.floor(start / MINUTE), Math.floor(at / MINUTE))
}

/** Where clocks on the floor's wall show :00, :15, :30 or :45, whatever the zone and the day's start. */
export function intervalStart(at: EpochMs, minutes: number, calendar: Calendar): EpochMs {
  const into = calendar.wallClock(at).minute % minutes
  return epochMs((Math.floor(at / MINUTE) - into) * MINUTE)
}

export type DayWindow = 'today' | 'week' | 'month' | 'all'

/** Which business days a window holds. Weeks start on Monday. [T4] */
export function daysOf(
  window: DayWindow,
  at: EpochMs,
  calendar: Calendar,
): (day: DayKey) => boolean {
  const today = calendar.dayOf(at)
  switch (window) {
    case 'today':
      return (day) => day === today
    case 'week': {
      const days = new Set<DayKey>(weekOf(today))
      return (day) => days.has(day)
    }
    case 'month':
      return (day) => day.slice(0, 7) === today.slice(0, 7)
    case 'all':
      return () => true
    default:
      return window satisfies never
  }
}

/** Business days are names on a calendar; their arithmetic needs no time zone. */
function weekOf(day: DayKey): DayKey[] {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  const noon = Date.UTC(year, month - 1, date)
  const monday = noon - ((new Date(noon).getUTCDay() + 6) % 7) * 24 * HOUR
  return Array.from({ length: 7 }, (_, index) =>
    dayKey(new Date(after(epochMs(monday), index * 24 * HOUR)).toISOString().slice(0, 10)),
  )
}
