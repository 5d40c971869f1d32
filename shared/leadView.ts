import type { MetricId } from './metrics/index.ts'
import type { Audience, Behaviour, PointProgress, StandardView, StarPoint, Team } from './people.ts'
import type { DayKey, EpochMs } from './time.ts'
import type { AlarmView, Freshness, MetricView, Text } from './views.ts'

/** A fact worth a thank-you, on the lead's tablet. The system notes it, the person says it. */
export interface Moment {
  readonly id: string
  readonly person: string
  readonly at: EpochMs
  readonly behaviour: string
  readonly fact: MomentFact
  readonly points: PointProgress
  readonly thanked: boolean
}

export type MomentFact =
  | {
      readonly kind: 'pointLit' | 'personalBest'
      readonly point: StarPoint
      readonly value: number
      readonly target: number | null
    }
  | { readonly kind: 'starEarned' }
  | { readonly kind: 'satisfiedCustomer'; readonly count: number }
  | { readonly kind: 'helped'; readonly count: number; readonly days: number }
  | {
      readonly kind: 'newcomerBest'
      readonly point: StarPoint
      readonly value: number
      readonly day: number
    }

export interface LeadView {
  readonly site: { readonly id: string; readonly name: Text; readonly timezone: string }
  readonly freshness: Freshness
  readonly lead: { readonly id: string; readonly name: Text }
  readonly team: Team & { readonly size: number }
  readonly metrics: Readonly<Partial<Record<MetricId, MetricView>>>
  readonly queues: readonly {
    readonly id: string
    readonly name: Text
    readonly waiting: number
    readonly longestSince: EpochMs | null
    readonly callers: Readonly<Record<string, EpochMs>>
    readonly free: number | null
    readonly amberAfter: number
    readonly redAfter: number
  }[]
  readonly alarms: readonly AlarmView[]
  readonly people: readonly {
    readonly id: string
    readonly name: Text
    readonly points: PointProgress
    readonly audience: Audience
    readonly newcomerDay: number | null
    readonly behaviour: string
  }[]
  readonly moments: readonly Moment[]
  readonly behaviours: readonly Behaviour[]
  /** Who has heard a thank-you from this lead this week. */
  readonly coverage: {
    readonly thanked: number
    readonly of: number
    readonly waiting: readonly string[]
  }
  /** Sent, and still to be taken back. */
  readonly pending: readonly {
    readonly id: string
    readonly to: string
    readonly at: EpochMs
    readonly visibleAt: EpochMs
    readonly audience: Audience
  }[]
  /** Walls that have not answered for three heartbeats. */
  readonly darkScreens: readonly string[]
  readonly publication: PublicationView
}

/** 公示: the same text for everyone. */
export interface PublicationView {
  readonly schemeVersion: number
  readonly period: { readonly from: DayKey; readonly to: DayKey }
  readonly standards: readonly {
    readonly point: StarPoint
    readonly target: StandardView['target']
    readonly unit: StandardView['unit']
    readonly minimumSample: number
  }[]
  readonly weights: readonly { readonly dimension: string; readonly weight: number }[]
  readonly awards: readonly { readonly name: Text; readonly award: Text; readonly at: EpochMs }[]
  readonly corrections: readonly { readonly at: EpochMs; readonly text: Text }[]
}
