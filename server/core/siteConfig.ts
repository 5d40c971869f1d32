import type { Definitions } from '../../shared/events.ts'
import type { MetricId } from '../../shared/metrics/index.ts'
import type { ScreenSettings, Target, Text } from '../../shared/views.ts'
import type { PeopleConfig } from './peopleConfig.ts'

/** What raises and clears an alarm of a queue. Seconds unless named otherwise. */
export interface QueueThresholds {
  /** A waiting caller turns amber (P2) and vermilion. */
  readonly amberAfter: number
  readonly redAfter: number
  /** P1: this many callers past `redAfter` … */
  readonly redCallers: number
  /** … or the longest past this … */
  readonly longestAfter: number
  /** … or nobody free with this many waiting for `nobodyFreeFor`. */
  readonly nobodyFreeWaiting: number
  readonly nobodyFreeFor: number
}

export const defaultThresholds: QueueThresholds = {
  amberAfter: 60,
  redAfter: 120,
  redCallers: 3,
  longestAfter: 240,
  nobodyFreeWaiting: 5,
  nobodyFreeFor: 60,
}

export interface QueueConfig {
  readonly id: string
  readonly name: Text
  readonly thresholds: QueueThresholds
  readonly targets: MetricTargets
}

/** A target and the ends of the needle's line, in the metric's unit. */
export interface MetricTarget {
  readonly target: Target
  readonly scale: readonly [from: number, to: number]
}
export type MetricTargets = Readonly<Partial<Record<MetricId, MetricTarget>>>

export const defaultTargets: MetricTargets = {
  connectionRate: { target: { kind: 'atLeast', value: 90 }, scale: [80, 100] },
  asa: { target: { kind: 'atMost', value: 20 }, scale: [0, 45] },
  aht: { target: { kind: 'band', from: 270, to: 390 }, scale: [180, 480] },
  serviceLevel: { target: { kind: 'atLeast', value: 80 }, scale: [50, 100] },
  abandonRate: { target: { kind: 'atMost', value: 5 }, scale: [0, 20] },
}

/** A stretch of the local day, minutes after midnight; `to` may pass 1440 into the next day. */
export interface DayStretch {
  /** 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[]
  readonly from: number
  readonly to: number
}

export interface AsteriskQueueLogConfig {
  /** Names the source in events; one PBX, one id. */
  readonly source: string
  readonly path: string
  /** Member name → interfaces that are the same person, and nothing else. */
  readonly aliases: Readonly<Record<string, readonly string[]>>
}

/** One site, as its file says or, without a file, as the defaults say. */
export interface SiteConfig {
  readonly id: string
  readonly name: Text
  /** `version` is given by the fold, see `site.defined`. */
  readonly definitions: Omit<Definitions, 'version'>
  readonly windowMinutes: 15 | 30 | 60
  /** Under so many ended visits a value is provisional. [M21] */
  readonly minimumSample: number
  /** In their order on the wall. Empty: queues appear as events name them. */
  readonly queues: readonly QueueConfig[]
  readonly thresholds: QueueThresholds
  readonly targets: MetricTargets
  /** Empty: always open. */
  readonly hours: readonly DayStretch[]
  readonly shifts: readonly (DayStretch & { readonly name: Text })[]
  readonly screens: readonly ScreenSettings[]
  readonly asteriskQueueLogs: readonly AsteriskQueueLogConfig[]
  readonly people: PeopleConfig
}

/** The thresholds of a queue: its own where the site file names it, else the site's. */
export const thresholdsOf = (site: SiteConfig, queue: string): QueueThresholds =>
  site.queues.find(({ id }) => id === queue)?.thresholds ?? site.thresholds
