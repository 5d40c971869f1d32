import { sumOf, type Sums } from '../../../shared/metrics/measures.ts'
import type { Curve, Standard, StandardMeasure } from './scheme.ts'

/** One sum over one count; `count` null for what is only counted. */
export interface Share {
  /** In the measure's own unit times `count`. */
  readonly sum: number
  readonly count: number | null
}

/** What a standard rests on, out of a person's sums. [M13]–[M18] */
export function shareOf(measure: StandardMeasure, sums: Sums): Share {
  switch (measure) {
    case 'csat':
      return percent(sumOf(sums, 'csatSatisfied'), sumOf(sums, 'csatAnswered'))
    case 'nps':
      return percent(
        sumOf(sums, 'npsPromoters') - sumOf(sums, 'npsDetractors'),
        sumOf(sums, 'npsAnswered'),
      )
    case 'fcr':
      return percent(sumOf(sums, 'resolved'), sumOf(sums, 'judged'))
    case 'quality':
      return { sum: sumOf(sums, 'qualityHundredths') / 100, count: sumOf(sums, 'assessed') }
    case 'handleTimeInBand':
      return percent(sumOf(sums, 'inBand'), sumOf(sums, 'handled'))
    case 'followUpRate':
      return percent(sumOf(sums, 'followUpsDone'), sumOf(sums, 'followUpsDue'))
    case 'contributions':
      return { sum: sumOf(sums, 'contributions'), count: null }
    default:
      return measure satisfies never
  }
}

const percent = (sum: number, count: number): Share => ({ sum: sum * 100, count })

/** The plain value; null when nothing was counted. */
export function valueOf({ sum, count }: Share): number | null {
  if (count === null) return sum
  return count > 0 ? sum / count : null
}

export const sampleOf = ({ sum, count }: Share): number => count ?? sum

/** (k + K·m) ÷ (n + K): a small sample is drawn towards the cohort's mean. [S4] */
export function shrunkOf(share: Share, mean: number | null, weight: number): number | null {
  const plain = valueOf(share)
  if (share.count === null || plain === null || mean === null) return plain
  return (share.sum + weight * mean) / (share.count + weight)
}

const straightOf = ({ floor, target }: Standard): Curve => [
  [floor, 0],
  [target, 100],
]

/** The published line: straight unless the scheme bends it. */
export const curveOf = (standard: Standard): Curve => standard.curve ?? straightOf(standard)

/** 0–100 on the standard's published line. [S2] */
export function pointsOf(standard: Standard, value: number): number {
  const { curve, floor, target } = standard
  if (!curve) return Math.min(100, Math.max(0, ((value - floor) / (target - floor)) * 100))
  const above = curve.findIndex(([at]) => value < at)
  if (above === 0) return curve[0]?.[1] ?? 0
  if (above === -1) return curve.at(-1)?.[1] ?? 100
  const [from, low] = curve[above - 1] ?? [0, 0]
  const [to, high] = curve[above] ?? [from, low]
  return low + ((value - from) / (to - from)) * (high - low)
}
