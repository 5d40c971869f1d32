import type { Language } from '../views.ts'
import type { Measure, Sums } from './measures.ts'

/** What is true right now beside the sums; only the live figures ask for it. */
export interface Levels {
  readonly waiting: number
  /** Open visits already past T. [M7] */
  readonly waitingPastTarget: number
  /** Age of the oldest open visit in ms, null when nobody waits. */
  readonly longestWaitMs: number | null
}

/** A result with what it rests on; `value` null when there is nothing to show. [M20] [M21] */
export interface Measured {
  readonly value: number | null
  readonly n: number
}

export interface MetricOption {
  readonly id: string
  readonly text: Readonly<Record<Language, string>>
  readonly of: (sums: Sums, levels?: Levels) => Measured
}

/** The definition of one figure: everything that can be asked about it. [M20] */
export interface Metric {
  readonly id: string
  readonly rule: string
  readonly name: Readonly<Record<Language, string>>
  readonly unit: 'seconds' | 'percent' | 'count' | 'score'
  readonly better: 'lower' | 'higher' | 'band' | 'neither'
  /** `own`: the minimum sample is of what it counts itself, not of ended visits. [M21] */
  readonly sample?: 'own'
  /** All that its formula or one of its options reads. */
  readonly measures: readonly Measure[]
  /** The definition in words (口径). */
  readonly text: Readonly<Record<Language, string>>
  readonly of: (sums: Sums, levels?: Levels) => Measured
  readonly options: readonly MetricOption[]
}

/** One sum over one count; nothing counted gives null. `scale` turns ms into seconds, shares into percent. */
export const ratio = (sum: number, count: number, scale: number, n = count): Measured => ({
  value: count > 0 ? (sum / count) * scale : null,
  n,
})

export const MS_TO_SECONDS = 0.001
export const TO_PERCENT = 100
export const PER_THOUSAND = 1000
/** Thousandths of a scale into percent of it. */
export const MILLS_TO_PERCENT = 0.1
export const HUNDREDTHS = 0.01

/** A plain count: with nothing seen at all it is 0, because nothing came in is a fact. */
export const count = (value: number): Measured => ({ value, n: value })
