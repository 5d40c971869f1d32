import { starPoints, type StarPoint } from '../../../shared/people.ts'
import { averageHandleTime } from '../../../shared/metrics/averageHandleTime.ts'
import { sumOf, type Sums } from '../../../shared/metrics/measures.ts'
import type { CohortSums } from './cohortSums.ts'
import { gatesOf, gateState, type Gate, type GateState } from './gates.ts'
import { standardFor, type Scheme, type Standard } from './scheme.ts'
import { pointsOf, sampleOf, shareOf, shrunkOf, valueOf } from './standardMeasure.ts'

/** How one standard came to its part of the score. */
export interface ScoredStandard {
  readonly point: StarPoint
  readonly standard: Standard
  /** Plain; null when nothing was counted. [S4] */
  readonly value: number | null
  /** As the person sees it: for handle time the average in seconds, else the value. */
  readonly shown: number | null
  readonly n: number
  /** Under the minimum sample. [M21] */
  readonly provisional: boolean
  readonly shrunk: number | null
  /** 0–100 on the curve; null when there is no value. [S2] */
  readonly points: number | null
  /** What it adds to the score; 0 while a gate holds it back. [S3] */
  readonly earned: number
}

/** A person's score with its whole derivation. [S1]–[S4] */
export interface Scorecard {
  readonly standards: readonly ScoredStandard[]
  readonly gates: readonly Gate[]
  readonly gate: GateState
  readonly contacts: number
  /** Something is missing or under its minimum sample: shown, but ranks nobody. [M21] */
  readonly provisional: boolean
  /** 0–100. */
  readonly score: number
}

/** Scores a person's sums of a period. Efficiency counts only when every gate is passed. [S3] */
export function scorecard(
  sums: Sums,
  cohort: CohortSums,
  scheme: Scheme,
  newcomer: boolean,
): Scorecard {
  const gates = gatesOf(sums, cohort.all, scheme)
  const gate = gateState(gates)
  const contacts = sumOf(sums, 'handled')
  const standards = starPoints.map((point) => {
    const standard = standardFor(scheme, point, newcomer)
    const share = shareOf(standard.measure, sums)
    const mean = cohort.means[standard.measure]
    const shrunk = shrunkOf(share, mean, standard.shrinkage ?? scheme.shrinkage)
    const points = shrunk === null ? null : pointsOf(standard, shrunk)
    const withheld = standard.dimension === 'efficiency' && gate !== 'passed'
    const n = sampleOf(share)
    const value = valueOf(share)
    return {
      point,
      standard,
      value,
      shown: standard.measure === 'handleTimeInBand' ? handleSeconds(sums) : value,
      n,
      provisional: value === null || n < standard.minimumSample,
      shrunk,
      points,
      earned: withheld ? 0 : ((points ?? 0) * standard.weight) / 100,
    }
  })
  return {
    standards,
    gates,
    gate,
    contacts,
    provisional:
      contacts < scheme.minimumContacts ||
      gate === 'open' ||
      standards.some(({ provisional, standard }) => provisional && standard.weight > 0),
    score: standards.reduce((sum, { earned }) => sum + earned, 0),
  }
}

/** Talk, hold and after-contact work of a contact on average, seconds. [M6] */
const handleSeconds = (sums: Sums): number | null => averageHandleTime.of(sums).value

/** As shown: one decimal. Equal shown values share a place. [S6] */
export const shownScore = (score: number): number => Math.round(score * 10) / 10
