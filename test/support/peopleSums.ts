import type { Measure, Sums } from '../../shared/metrics/measures.ts'
import { emptySums, addSums } from '../../shared/metrics/measures.ts'
import type { CohortSums } from '../../server/core/people/scorecard.ts'
import { sums } from './floors.ts'

export type PersonStory = Partial<Record<Measure, number>>

/** Somebody who reaches every standard: 100 contacts, 50 ratings, 10 assessments. */
export const allGood: PersonStory = {
  handled: 100,
  inBand: 80,
  transferred: 5,
  csatAnswered: 50,
  csatSatisfied: 48,
  judged: 60,
  resolved: 54,
  assessed: 10,
  qualityHundredths: 95_000,
  contributions: 4,
}

export const person = (more: PersonStory = {}): Sums => sums({ ...allGood, ...more })

export function cohortOf(people: readonly Sums[]): CohortSums {
  const all = emptySums()
  for (const one of people) addSums(all, one)
  return { all, ungated: all }
}
