import type { NextStep } from '../agentView.ts'
import type { StandardView, StarPoint } from '../people.ts'
import type { DayKey, EpochMs } from '../time.ts'
import type { Text } from '../views.ts'

/** How one standard came to its part of the score. [S2] [S3] [S4] */
export interface ExplainedStandard {
  readonly point: StarPoint
  readonly value: number | null
  readonly unit: StandardView['unit']
  readonly n: number
  readonly minimumSample: number
  /** Drawn towards the cohort's mean by a small sample; equal to `value` with a large one. [S4] */
  readonly shrunk: number | null
  /** 0–100 on the published curve. */
  readonly points: number | null
  /** Of 100. */
  readonly weight: number
  /** `open`: not enough is known to say, which is never a pass. null: no gate. [S3] */
  readonly gate: 'passed' | 'closed' | 'open' | null
  /** Against an hour ago, in the value's unit; null when there was none. */
  readonly change: number | null
}

/** A contact that was counted, or left out with its reason. Nothing about the customer. */
export interface ExplainedContact {
  readonly at: EpochMs
  readonly queue: Text
  readonly handledSeconds: number | null
  /** Standards it counted for. */
  readonly counts: readonly StarPoint[]
  readonly leftOut: 'test' | 'transferred' | 'lost' | 'appealed' | null
}

/** One person's score taken apart, for that person's own page. [S9] */
export interface Explanation {
  readonly schemeVersion: number
  readonly period: { readonly from: DayKey; readonly to: DayKey }
  /** 0–100; null while something is provisional. */
  readonly score: number | null
  /** How many people are compared, by queue mix and time in the job; never who. [S5] */
  readonly cohortSize: number
  readonly standards: readonly ExplainedStandard[]
  readonly rank: { readonly place: number; readonly of: number; readonly shared: boolean } | null
  readonly nextStep: NextStep | null
  /** The last twenty, the latest first. */
  readonly contacts: readonly ExplainedContact[]
}
