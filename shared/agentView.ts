import type { Audience, Giver, PointProgress, StandardView, StarPoint } from './people.ts'
import type { EpochMs } from './time.ts'
import type { Freshness, Text } from './views.ts'

/** An agent's own glance. It holds no field of another person. [P18] */
export interface AgentView {
  readonly site: { readonly id: string; readonly name: Text; readonly timezone: string }
  readonly freshness: Freshness
  readonly me: { readonly id: string; readonly name: Text; readonly team: Text }
  /** null for newcomers, when too little is measured, or when switched off. Ties share a place. [S6] */
  readonly rank: {
    readonly place: number
    readonly of: number
    readonly risenSinceYesterday: number | null
  } | null
  readonly newcomerDay: number | null
  readonly points: PointProgress
  readonly standards: readonly StandardView[]
  readonly nextStep: NextStep | null
  readonly thanks: {
    readonly thisWeek: number
    readonly last: { readonly sentence: Text; readonly from: Giver; readonly at: EpochMs } | null
  }
  readonly audience: Audience | null
  readonly rankHidden: boolean
  /** P1 in a queue of mine. */
  readonly pressed: readonly { readonly name: Text; readonly waiting: number }[]
}

/** The one smallest change within reach; never shorter calls. [S9] */
export interface NextStep {
  readonly point: StarPoint
  /** How many more of what is counted. */
  readonly count: number
  readonly place: number | null
  readonly lights: boolean
  readonly completesStar: boolean
}
