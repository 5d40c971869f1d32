import { type Calendar, epochMs, MINUTE } from '../../../shared/time.ts'

const DAY_MINUTES = 1440
const QUARTER = 15 * MINUTE

const within = (minute: number): number => ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES

const shownAt = (calendar: Calendar, at: number): number => calendar.wallClock(epochMs(at)).minute

/** The hour the clock on the wall shows, 0–23. Asks the calendar once a quarter; no zone changes within one. */
export function hourReader(calendar: Calendar): (at: number) => number {
  let quarter = Number.NaN
  let hour = 0
  return (at) => {
    const current = Math.floor(at / QUARTER)
    if (current !== quarter) {
      quarter = current
      hour = Math.floor(shownAt(calendar, current * QUARTER) / 60)
    }
    return hour
  }
}

/** Whether the clock shows a time from `from` to before `to`, which may pass into the next day. */
export function isBetween(calendar: Calendar, at: number, from: number, to: number): boolean {
  return within(shownAt(calendar, at) - from) < to - from
}

/** When the clock will next show this minute of the day, on days of 23 and 25 hours too. */
export function nextShowing(calendar: Calendar, at: number, minute: number): number {
  const thisMinute = Math.floor(at / MINUTE) * MINUTE
  const ahead = within(minute - shownAt(calendar, at)) || DAY_MINUTES
  const guess = thisMinute + ahead * MINUTE
  const late = within(shownAt(calendar, guess) - minute)
  return guess - (late > DAY_MINUTES / 2 ? late - DAY_MINUTES : late) * MINUTE
}
