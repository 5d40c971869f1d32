import { sumOf, type Sums } from '../../../shared/metrics/measures.ts'
import { starPoints } from '../../../shared/people.ts'
import { personSums } from '../people/personPeriod.ts'
import type { PersonState } from '../people/personState.ts'
import { standardFor, type Scheme, type StandardMeasure } from '../people/scheme.ts'
import { sampleOf, shareOf, valueOf } from '../people/standardMeasure.ts'
import type { Spans } from '../people/stepPerson.ts'
import type { Tally } from '../tally.ts'
import type { PersonReading, StandardReading } from './kudosReading.ts'

/** Of handle time it is the share in the band that counts: its seconds are read nowhere here. [K5] */
const unitOf: Readonly<Record<StandardMeasure, StandardReading['unit']>> = {
  csat: 'percent',
  nps: 'score',
  fcr: 'percent',
  quality: 'score',
  handleTimeInBand: 'percent',
  followUpRate: 'percent',
  contributions: 'count',
}

/** A person as recognition sees them: their period as it was summed at the last look, and today. */
export function readPerson(
  state: PersonState,
  agents: readonly string[],
  { tally, spans, scheme }: { tally: Tally; spans: Spans; scheme: Scheme },
): PersonReading {
  const newcomer = state.newcomerDay !== null
  const { starSums: period } = state
  const today = personSums(tally, agents, [spans.today])
  const star = state.star?.period === spans.starPeriod ? state.star : null
  const standards = standardsIn(period, scheme, newcomer)
  return {
    person: state.person,
    period: spans.starPeriod,
    standards,
    lit: standards.flatMap((standard) => {
      const lit = star?.lit[standard.point]
      return lit ? [{ ...standard, value: lit.value, n: lit.n }] : []
    }),
    starEarned: star !== null && star.earnedAt !== null,
    counts: {
      helped: sumOf(period, 'helped'),
      contributions: sumOf(period, 'contributions'),
      satisfiedCustomers: sumOf(period, 'csatSatisfied'),
      followUpsDone: sumOf(period, 'followUpsDone'),
    },
    shift:
      sumOf(today, 'handled') > 0
        ? { day: spans.today, standards: standardsIn(today, scheme, newcomer) }
        : null,
  }
}

const standardsIn = (sums: Sums, scheme: Scheme, newcomer: boolean): StandardReading[] =>
  starPoints.map((point) => {
    const { measure, target } = standardFor(scheme, point, newcomer)
    const share = shareOf(measure, sums)
    return { point, value: valueOf(share), n: sampleOf(share), target, unit: unitOf[measure] }
  })
