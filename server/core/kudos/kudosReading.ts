import type { StarPoint } from '../../../shared/people.ts'
import type { DayKey, EpochMs } from '../../../shared/time.ts'
import type { KudosLimits, KudosRule, MilestoneCount } from './kudosRule.ts'

/** One standard of one person over one stretch of days. More is better, whatever it is measured by. */
export interface StandardReading {
  readonly point: StarPoint
  /** In the measure's own unit; of handle time the share inside the band. null: nothing measured. */
  readonly value: number | null
  readonly n: number
  /** What the scheme asks of this person. */
  readonly target: number
  readonly unit: 'percent' | 'score' | 'count'
}

/** What a person's recognition may look at. There is no volume and no length of time in it. [K5] */
export interface PersonReading {
  readonly person: string
  /** First day of the star's period, which names it. */
  readonly period: DayKey
  /** Over the period so far. */
  readonly standards: readonly StandardReading[]
  /** Points of the star as they were lit: held for their while, past every gate. [S3] [S7] */
  readonly lit: readonly StandardReading[]
  readonly starEarned: boolean
  readonly counts: Readonly<Partial<Record<MilestoneCount, number>>>
  /** Over the business day of the shift being worked; null while there was none. */
  readonly shift: { readonly day: DayKey; readonly standards: readonly StandardReading[] } | null
}

export interface TeamReading {
  readonly team: string
  /** First day of the period that is scored. */
  readonly period: DayKey
  /** Mean of its members' standard scores; null: too few contacts. [S8] */
  readonly score: number | null
  readonly goal: number
}

/** An alarm that has just ended well. */
export interface QueueRecovery {
  readonly queue: string
  readonly day: DayKey
  readonly raisedAt: EpochMs
  readonly recoveredAt: EpochMs
}

/** What changed since the step before. Telling the same again changes nothing. */
export interface KudosInputs {
  /** Of the definitions in force, see `schemeInForce`. [M22] */
  readonly version: number
  readonly rules: readonly KudosRule[]
  readonly limits: KudosLimits
  /** Business day of the step: a person's shift for the cap. */
  readonly day: DayKey
  readonly people: readonly PersonReading[]
  readonly teams: readonly TeamReading[]
  readonly recoveries: readonly QueueRecovery[]
}
