import { addSums, emptySums, type Sums } from '../../../shared/metrics/measures.ts'
import { gatesOf, gateState } from './gates.ts'
import { standardMeasures, type Scheme, type StandardMeasure } from './scheme.ts'
import { shareOf, valueOf } from './standardMeasure.ts'

/** What a cohort is held against. [S3] [S4] */
export interface CohortSums {
  /** Of everybody in it: rates are compared with theirs. */
  readonly all: Sums
  /** Of those whom no gate stops: their mean is what small samples are drawn to. */
  readonly ungated: Sums
  /** The means of those, by measure. */
  readonly means: Readonly<Record<StandardMeasure, number | null>>
}

/**
 * Whoever a gate stops does not move the mean that others are drawn to: so failing on purpose gains nothing
 * against anybody. [S3]
 */
export function cohortSums(members: readonly Sums[], scheme: Scheme): CohortSums {
  const all = emptySums()
  const ungated = emptySums()
  for (const sums of members) addSums(all, sums)
  for (const sums of members)
    if (gateState(gatesOf(sums, all, scheme)) !== 'closed') addSums(ungated, sums)
  return withMeans(all, ungated)
}

export const withMeans = (all: Sums, ungated: Sums): CohortSums => ({
  all,
  ungated,
  means: Object.fromEntries(
    standardMeasures.map((measure) => [measure, valueOf(shareOf(measure, ungated))]),
  ) as CohortSums['means'],
})
