import type { StarPoint } from '../../../shared/people.ts'
import type { ExplainedStandard, Explanation } from '../../../shared/protocol/peopleExplanation.ts'
import type { EpochMs } from '../../../shared/time.ts'
import type { CohortSums } from './cohortSums.ts'
import type { Gate, GateState } from './gates.ts'
import type { EarlierStanding } from './personState.ts'
import type { Curve, Scheme } from './scheme.ts'
import { shownScore, type Scorecard } from './scorecard.ts'
import { curveOf } from './standardMeasure.ts'
import { rounded } from './standardView.ts'

/** A standard with everything its points came from. */
export interface DerivedStandard extends ExplainedStandard {
  readonly curve: Curve
  /** What small samples are drawn to; null: nobody to compare with. [S4] */
  readonly mean: number | null
  /** K of the shrinkage. [S4] */
  readonly shrinkage: number
  /** What it adds to the score, after the gates. */
  readonly earned: number
}

/** A person's score and place taken apart: the agent's page, the lead's page and tests read the same. [S9] */
export interface Derivation extends Explanation {
  readonly standards: readonly DerivedStandard[]
  readonly gates: readonly Gate[]
  readonly gate: GateState
  /** How it was about an hour ago, in the same period. */
  readonly anHourAgo: {
    readonly at: EpochMs
    readonly score: number
    readonly place: number | null
  } | null
}

/** Every standard of a card with what its points came from. [S9] */
export function derivedStandards(
  card: Scorecard,
  means: CohortSums['means'],
  scheme: Scheme,
  earlier: EarlierStanding | null,
): DerivedStandard[] {
  return card.standards.map((scored, index) => {
    const { point, standard, shown, n, shrunk, points, earned } = scored
    const before = earlier?.values[index] ?? null
    return {
      point,
      value: rounded(shown, standard.unit),
      unit: standard.unit,
      n,
      minimumSample: standard.minimumSample,
      shrunk: shrunk === null ? null : shownScore(shrunk),
      points: points === null ? null : shownScore(points),
      weight: standard.weight,
      gate: gateOf(point, card.gates),
      change: before === null || shown === null ? null : rounded(shown - before, standard.unit),
      curve: curveOf(standard),
      mean: means[standard.measure],
      shrinkage: standard.shrinkage ?? scheme.shrinkage,
      earned: shownScore(earned),
    }
  })
}

const gatesOfPoint: Readonly<Record<StarPoint, readonly Gate['kind'][]>> = {
  satisfaction: ['satisfaction'],
  firstContact: ['repeats'],
  quality: ['quality', 'compliance'],
  handleTime: ['transfers'],
  teamwork: [],
}

function gateOf(point: StarPoint, gates: readonly Gate[]): GateState | null {
  const own = gates.filter(({ kind }) => gatesOfPoint[point].includes(kind))
  if (own.some(({ state }) => state === 'closed')) return 'closed'
  if (own.some(({ state }) => state === 'open')) return 'open'
  return own.length > 0 ? 'passed' : null
}
