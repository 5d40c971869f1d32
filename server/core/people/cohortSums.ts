import { addSums, emptySums, type Sums } from '../../../shared/metrics/measures.ts'
import { gatesOf, gateState } from './gates.ts'
import type { Scheme } from './scheme.ts'

/** What a cohort is held against. [S3] [S4] */
export interface CohortSums {
  /** Of everybody in it: rates are compared with theirs. */
  readonly all: Sums
  /** Of those whom no gate stops: their mean is what small samples are drawn to. */
  readonly ungated: Sums
}

/**
 * Whoever a gate stops does not move the mean that others are drawn to: so failing on purpose gains nothing
 * against anybody. [S3]
 */
export function cohortSums(members: readonly Sums[], scheme: Scheme): CohortSums {
  const made = { all: emptySums(), ungated: emptySums() }
  for (const sums of members) addSums(made.all, sums)
  for (const sums of members)
    if (gateState(gatesOf(sums, made.all, scheme)) !== 'closed') addSums(made.ungated, sums)
  return made
}
