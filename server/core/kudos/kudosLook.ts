import type { StarPoint } from '../../../shared/people.ts'
import type { KudosFact } from './kudosCrossing.ts'
import type { PersonReading, StandardReading } from './kudosReading.ts'
import { LEAVE_SHARE } from './kudosRule.ts'

/**
 * Where a subject stands to a rule at one moment: `over` the threshold, `between` it and the easier one by
 * which it is left, or `under` both. [K1]
 */
export interface Look {
  /** Tells apart what one rule can find of one subject. */
  readonly mark: string
  /** Part of the identity; another period starts anew. [K3] */
  readonly period: string
  readonly level: Level
  readonly fact: KudosFact
  /** At most once in the period, however often it is left. */
  readonly once: boolean
  /** Last part of the identity; null: counted within the period. */
  readonly n: number | null
}
export type Level = 'over' | 'between' | 'under'

/** Left 20 % easier than entered; a threshold of 0 or less has no easier one. [K1] */
export function levelOf(value: number, threshold: number): Level {
  if (value >= threshold) return 'over'
  return value >= Math.min(threshold, threshold * LEAVE_SHARE) ? 'between' : 'under'
}

export const standardIn = (
  standards: readonly StandardReading[],
  point: StarPoint,
): StandardReading | null => standards.find((standard) => standard.point === point) ?? null

/** One decimal, as it is shown. */
export const shown = (value: number): number => Math.round(value * 10) / 10

export const periodFact = (
  { period }: PersonReading,
  { point, value, n, unit }: StandardReading,
  target: number | null,
): KudosFact => ({
  standard: point,
  value: shown(value ?? 0),
  target: target === null ? null : shown(target),
  unit,
  n,
  window: { kind: 'period', from: period },
})
