import { addSums, emptySums, type Sums } from '../../../shared/metrics/measures.ts'
import { gatesOf, gateState } from './gates.ts'
import { placesOf, type Place } from './places.ts'
import type { Scheme } from './scheme.ts'
import { scorecard, type CohortSums, type Scorecard } from './scorecard.ts'

/** A member of a cohort with the sums of the period. */
export interface Member {
  readonly person: string
  readonly nameKey: string
  readonly newcomer: boolean
  readonly sums: Sums
}

/** How a cohort stands: everybody's card, and the places of those who are ranked. [S3]–[S6] */
export interface CohortStanding {
  readonly sums: CohortSums
  readonly cards: ReadonlyMap<string, Scorecard>
  readonly places: ReadonlyMap<string, Place>
}

/**
 * Whoever a gate stops does not move the mean that others are drawn to: so failing on purpose gains nothing
 * against anybody. Provisional people and newcomers have a card and no place. [S5] [M21]
 */
export function cohortStanding(members: readonly Member[], scheme: Scheme): CohortStanding {
  const sums: CohortSums = { all: emptySums(), ungated: emptySums() }
  for (const member of members) addSums(sums.all, member.sums)
  for (const member of members)
    if (gateState(gatesOf(member.sums, sums.all, scheme)) !== 'closed')
      addSums(sums.ungated, member.sums)
  const cards = new Map(
    members.map((member) => [member.person, scorecard(member.sums, sums, scheme, member.newcomer)]),
  )
  const ranked = members.flatMap((member) => {
    const card = cards.get(member.person)
    return !card || card.provisional || member.newcomer
      ? []
      : [{ ...member, gated: card.gate === 'closed', score: card.score }]
  })
  const places = placesOf(ranked, scheme.sameWithin)
  return { sums, cards, places: new Map(places.map((place) => [place.person, place])) }
}
