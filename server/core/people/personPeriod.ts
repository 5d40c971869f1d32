import { addSums, emptySums, type Sums } from '../../../shared/metrics/measures.ts'
import { dayKey, HOUR, type DayKey } from '../../../shared/time.ts'
import { agentSubject, type Tally } from '../tally.ts'
import type { SchemePeriod } from './scheme.ts'

const DAY = 24 * HOUR
const AGENT = agentSubject('')

/** Business days are names on a calendar; their arithmetic needs no time zone. */
const noonOf = (day: DayKey): number => Date.parse(`${day}T12:00:00Z`)
const dayAt = (noon: number): DayKey => dayKey(new Date(noon).toISOString().slice(0, 10))

/** So many days later, or before with a minus. */
export const daysAfter = (day: DayKey, count: number): DayKey => dayAt(noonOf(day) + count * DAY)

export const daysBetween = (from: DayKey, to: DayKey): number =>
  Math.round((noonOf(to) - noonOf(from)) / DAY)

/** First day of the period a day lies in; names the period. Weeks start on Monday. [T4] */
export function periodStart(period: SchemePeriod, day: DayKey): DayKey {
  switch (period) {
    case 'day':
      return day
    case 'week':
      return daysAfter(day, -((new Date(noonOf(day)).getUTCDay() + 6) % 7))
    case 'month':
      return dayKey(`${day.slice(0, 7)}-01`)
    default:
      return period satisfies never
  }
}

export function periodEnd(period: SchemePeriod, day: DayKey): DayKey {
  const start = periodStart(period, day)
  if (period === 'day') return start
  if (period === 'week') return daysAfter(start, 6)
  return daysAfter(periodStart('month', daysAfter(start, 31)), -1)
}

/** Days from the first to the last, both included. */
export const daysFrom = (first: DayKey, last: DayKey): DayKey[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => daysAfter(first, index))

/** All agents that anything was counted of. */
export const agentsIn = (tally: Tally): string[] =>
  [...tally.subjects.keys()]
    .filter((name) => name.startsWith(AGENT))
    .map((name) => name.slice(AGENT.length))

/**
 * Sums of a person over days, across all agents that are this person. Never what came too late. [T5]
 * @param sums are overwritten, so that looking at many people leaves nothing behind.
 */
export function personSums(
  tally: Tally,
  agents: readonly string[],
  days: readonly DayKey[],
  sums: Sums = emptySums(),
): Sums {
  sums.fill(0)
  for (const agent of agents) {
    const subject = tally.subjects.get(agentSubject(agent))
    if (!subject) continue
    for (const day of days) {
      const bucket = subject.days.get(day)
      if (bucket) addSums(sums, bucket.sums)
    }
  }
  return sums
}

/** ISO week and its year. */
export function isoWeek(day: DayKey): { readonly week: number; readonly year: number } {
  const thursday = daysAfter(periodStart('week', day), 3)
  const year = Number(thursday.slice(0, 4))
  const first = dayKey(`${thursday.slice(0, 4)}-01-01`)
  return { week: Math.floor(daysBetween(first, thursday) / 7) + 1, year }
}
