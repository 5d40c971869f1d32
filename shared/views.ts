import type { MetricId } from './metrics/index.ts'
import type { PeopleView } from './people.ts'
import type { EpochMs } from './time.ts'

export type Language = 'zh-CN' | 'en'

/** A text in each language; names that people or machines gave are the same in both. */
export type Text = Readonly<Record<Language, string>>

/** What a value is held against. AHT is a band: under it is as far from good as over it. [M20] */
export type Target =
  | { readonly kind: 'atLeast'; readonly value: number }
  | { readonly kind: 'atMost'; readonly value: number }
  | { readonly kind: 'band'; readonly from: number; readonly to: number }

/** One metric as a screen shows it. */
export interface MetricView {
  /** Rounded as displayed (percent and score: one decimal; seconds: whole); null when there is nothing to show. */
  readonly value: number | null
  readonly unit: 'seconds' | 'percent' | 'count' | 'score'
  /** How many visits, legs or contacts the value rests on. */
  readonly n: number
  /** Under the minimum sample. [M21] */
  readonly provisional: boolean
  readonly target: Target | null
  /** Ends of the needle's line, in the metric's unit. */
  readonly scale: readonly [from: number, to: number] | null
  /** Outside the target long enough to say so (P2 of section 7). */
  readonly warning: 'over' | 'under' | null
}

export type AlarmLevel = 'P1' | 'P2'

/** Why an alarm is on: words are made from it on the screen. */
export type AlarmReason =
  | { readonly kind: 'waitingPast'; readonly count: number; readonly seconds: number }
  | { readonly kind: 'longestPast'; readonly seconds: number }
  | { readonly kind: 'nobodyFree'; readonly waiting: number }
  | { readonly kind: 'metricOutside'; readonly metric: MetricId; readonly side: 'over' | 'under' }

export interface AlarmView {
  /** `queue:rule`; stable while the alarm lives. */
  readonly id: string
  readonly level: AlarmLevel
  /** Absent for an alarm about the whole site. */
  readonly queue: string | null
  readonly reason: AlarmReason
  readonly since: EpochMs
  readonly state: 'active' | 'recovered'
  readonly recoveredAt: EpochMs | null
  readonly owner: { readonly name: Text; readonly at: EpochMs } | null
  readonly shelvedUntil: EpochMs | null
}

export interface QueueView {
  readonly id: string
  readonly name: Text
  /** Exact. [M10] */
  readonly waiting: number
  /**
   * Since when each shown caller waits, keyed by a short number that stays with the caller. At most 24
   * entries; with more waiting only the oldest 12, the rest is `waiting` minus those.
   */
  readonly callers: Readonly<Record<string, EpochMs>>
  /** Entry of the oldest open visit. [M11] */
  readonly longestSince: EpochMs | null
  /** Members who could take a contact now; null where the source does not say who serves the queue. */
  readonly free: number | null
  /** Seconds at which a waiting caller turns amber and vermilion. */
  readonly amberAfter: number
  readonly redAfter: number
  readonly metrics: Readonly<Partial<Record<MetricId, MetricView>>>
  /** Last moment heard of, when the source of this queue has fallen silent. */
  readonly staleSince: EpochMs | null
}

/** How fresh the data is, apart from the connection between screen and server. */
export type Freshness = 'noData' | 'live' | 'slow' | 'stale' | 'lost'

export interface WallView {
  readonly site: { readonly id: string; readonly name: Text; readonly timezone: string }
  readonly windowMinutes: number
  /** Name of the current shift or null. */
  readonly shift: Text | null
  /** T6: a replay says so. */
  readonly replay: {
    readonly file: string
    readonly speed: number | 'max'
    readonly ended: boolean
  } | null
  readonly phase: 'open' | 'closed'
  /** When the floor opens next; null when open or without a schedule. */
  readonly opensAt: EpochMs | null
  readonly freshness: Freshness
  readonly metrics: Readonly<Partial<Record<MetricId, MetricView>>>
  /** In the order of the site file; never by pressure. */
  readonly queues: readonly QueueView[]
  readonly alarms: readonly AlarmView[]
  /** Version of the definitions behind these figures. [M22] */
  readonly definitions: number
  /** The people's half; null on a site that names nobody, and operations then fill the wall. */
  readonly people: PeopleView | null
}

/** How one screen is set up; sent on joining, and again when the site file changes. */
export interface ScreenSettings {
  readonly id: string
  readonly layout: 'auto' | 'standard' | 'focus' | 'compact'
  readonly theme: 'night' | 'day' | 'auto'
  readonly language: Language
  readonly inches: number | null
  readonly farthestSeatMetres: number | null
  readonly sound: boolean
  readonly reducedMotion: boolean
}
