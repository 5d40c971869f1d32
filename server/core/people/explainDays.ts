import type { DayKey } from '../../../shared/time.ts'
import type { Floor } from '../floor.ts'
import { cohortSums } from './cohortSums.ts'
import { derivedStandards, type Derivation } from './derivation.ts'
import type { PeopleRun } from './peopleRun.ts'
import { daysFrom, personSums } from './personPeriod.ts'
import { entrantOf, placesOf } from './places.ts'
import { scorecard, shownScore } from './scorecard.ts'

/**
 * A person's score and place over any days still kept, out of the sums of those days, by the scheme and the
 * cohort of today. It holds no field of another person. null: nobody by that name. [S9] [P18]
 */
export function explainDays(
  run: PeopleRun,
  floor: Floor,
  person: string,
  from: DayKey,
  to: DayKey,
): Derivation | null {
  const { scheme, index } = run
  const own = run.states.get(person)
  if (!scheme || !index || !own) return null
  const days = daysFrom(from, to)
  const members = run.standings.cohort(own.cohort).map((state) => ({
    state,
    nameKey: index.nameOf(state.person).en,
    newcomer: index.newcomerDay(state.person, to) !== null,
    sums: personSums(floor.tally, index.agentsOf(state.person), days),
  }))
  const cohort = cohortSums(
    members.map(({ sums }) => sums),
    scheme,
  )
  const cards = members.map((member) => ({
    ...member,
    card: scorecard(member.sums, cohort, scheme, member.newcomer),
  }))
  const card = cards.find(({ state }) => state === own)?.card
  if (!card) return null
  const placed = placesOf(
    cards.flatMap(
      ({ state, nameKey, card, newcomer }) =>
        entrantOf(state.person, nameKey, card, newcomer) ?? [],
    ),
    scheme.sameWithin,
  )
  const rank = placed.find((place) => place.person === person)
  return {
    schemeVersion: scheme.version,
    period: { from, to },
    score: card.provisional ? null : shownScore(card.score),
    cohortSize: members.length,
    standards: derivedStandards(card, cohort.means, scheme, null),
    rank: rank ? { place: rank.place, of: placed.length, shared: rank.shared } : null,
    nextStep: null,
    contacts: [],
    gates: card.gates,
    gate: card.gate,
    anHourAgo: null,
  }
}
