import type { Measure, Sums } from '../../shared/metrics/measures.ts'
import { emptySums, addSums } from '../../shared/metrics/measures.ts'
import { cohortSums, withMeans, type CohortSums } from '../../server/core/people/cohortSums.ts'
import { entrantOf, placesOf } from '../../server/core/people/places.ts'
import { defaultScheme, type Scheme } from '../../server/core/people/scheme.ts'
import { scorecard } from '../../server/core/people/scorecard.ts'
import { sums } from './floors.ts'

export type PersonStory = Partial<Record<Measure, number>>

/** Somebody who reaches every standard: 100 contacts, 50 ratings, 10 assessments. */
const allGood: PersonStory = {
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
  return withMeans(all, all)
}

/** Place by number in the list; people without a place are left out. */
export function placesAmong(
  stories: readonly PersonStory[],
  scheme: Scheme = defaultScheme,
): Map<number, number> {
  const members = stories.map((story) => sums(story))
  const cohort = cohortSums(members, scheme)
  const entrants = members.flatMap((member, index) => {
    const name = String(index).padStart(4, '0')
    const entrant = entrantOf(name, name, scorecard(member, cohort, scheme, false), false)
    return entrant ? [entrant] : []
  })
  const placed = placesOf(entrants, scheme.sameWithin)
  return new Map(placed.map(({ person, place }) => [Number(person), place]))
}
