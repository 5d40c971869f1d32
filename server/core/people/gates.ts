import { sumOf, type Sums } from '../../../shared/metrics/measures.ts'
import type { Scheme } from './scheme.ts'

/** Open: not enough is known to say, which is never a pass. [S3] */
export type GateState = 'passed' | 'closed' | 'open'

/** One gate before the score, with what it was decided by. */
export interface Gate {
  readonly kind: 'compliance' | 'satisfaction' | 'quality' | 'transfers' | 'repeats'
  readonly state: GateState
  readonly value: number | null
  readonly limit: number | null
  readonly n: number
}

/** All gates of a person. `cohort` are the sums of everybody compared, this person among them. [S3] */
export function gatesOf(sums: Sums, cohort: Sums, scheme: Scheme): Gate[] {
  const { satisfactionFloor, qualityFloor } = scheme.gates
  const { satisfaction, quality } = scheme.standards
  const assessed = sumOf(sums, 'assessed')
  const breaches = sumOf(sums, 'breaches')
  return [
    {
      kind: 'compliance',
      state: breaches > 0 ? 'closed' : assessed > 0 ? 'passed' : 'open',
      value: breaches,
      limit: 0,
      n: assessed,
    },
    floorGate('satisfaction', satisfactionFloor, satisfaction.minimumSample, {
      sum: 100 * sumOf(sums, 'csatSatisfied'),
      n: sumOf(sums, 'csatAnswered'),
    }),
    floorGate('quality', qualityFloor, Math.max(1, quality.minimumSample), {
      sum: sumOf(sums, 'qualityHundredths') / 100,
      n: assessed,
    }),
    rateGate('transfers', scheme, transfers(sums), transfers(cohort)),
    rateGate('repeats', scheme, repeats(sums), repeats(cohort)),
  ]
}

interface Sample {
  readonly sum: number
  readonly n: number
}

const transfers = (sums: Sums): Sample => ({
  sum: 100 * sumOf(sums, 'transferred'),
  n: sumOf(sums, 'handled'),
})

/** A contact that was not resolved the first time came back, or will. [M15] */
const repeats = (sums: Sums): Sample => ({
  sum: 100 * (sumOf(sums, 'judged') - sumOf(sums, 'resolved')),
  n: sumOf(sums, 'judged'),
})

function floorGate(kind: Gate['kind'], limit: number, minimum: number, { sum, n }: Sample): Gate {
  const value = n > 0 ? sum / n : null
  const state = value === null || n < minimum ? 'open' : value < limit ? 'closed' : 'passed'
  return { kind, state, value, limit, n }
}

/** Too few contacts to say stop nobody here: the minimum sample keeps them out of the order already. */
function rateGate(kind: Gate['kind'], scheme: Scheme, own: Sample, cohort: Sample): Gate {
  const value = own.n > 0 ? own.sum / own.n : null
  const limit = cohort.n > 0 ? (cohort.sum / cohort.n) * scheme.gates.timesCohort : null
  const closed =
    value !== null && limit !== null && own.n >= scheme.minimumContacts && value > limit + 1e-9
  return { kind, state: closed ? 'closed' : 'passed', value, limit, n: own.n }
}

/** The gates together: one closed closes; else one open leaves it open. */
export function gateState(gates: readonly Gate[]): GateState {
  if (gates.some(({ state }) => state === 'closed')) return 'closed'
  return gates.some(({ state }) => state === 'open') ? 'open' : 'passed'
}
