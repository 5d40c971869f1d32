import type { EpochMs } from '../time.ts'
import type { ScreenSettings, WallView } from '../views.ts'
import type { Patch } from './diff.ts'

/** Version of the wire. Any change of shape makes a new one; a test compares it with recorded samples. */
export const PROTOCOL_VERSION = 1

/** Namespace of the walls. `/` refuses everybody. */
export const WALL = '/wall'

/** Everything a screen shows, at one revision. */
export interface Snapshot {
  /** Names one run of the server; revisions of different epochs cannot be compared. */
  readonly epoch: string
  readonly revision: number
  /** The site's clock: the server's, or the recording's in a replay. [T6] */
  readonly at: EpochMs
  readonly view: WallView
}

/** What changed between two revisions. Nothing that a person cannot see is ever sent. */
export interface Delta {
  readonly epoch: string
  /** Revision it starts from and the one it leads to. */
  readonly from: number
  readonly revision: number
  readonly at: EpochMs
  readonly patch: Patch
}

/** Sent every second: the sign of life, and the clock that ages are reckoned by. [P6] */
export interface Tick {
  readonly epoch: string
  readonly revision: number
  readonly at: EpochMs
  /** Last moment anything was heard of the site's sources. */
  readonly heard: EpochMs | null
  /** How fast the site's clock runs; 1 when live. */
  readonly rate: number
}

export interface Welcome {
  readonly protocol: number
  readonly build: string
  readonly settings: ScreenSettings
  readonly snapshot: Snapshot
  readonly tick: Tick
}

export interface Join {
  readonly protocol: number
  readonly site: string
  readonly screen: string
  /** Build of the page, empty when not known. */
  readonly build: string
}

/** Why a screen may not join: correct the address of the page, or (`PROTOCOL`) load the page anew. */
export type JoinRefusal = { readonly refused: 'UNKNOWN_SITE' | 'UNKNOWN_SCREEN' | 'PROTOCOL' }

/** A new build is being served: load it after a delay of your own between 0 and `within` ms. [P12] */
export interface ReloadOrder {
  readonly build: string
  readonly within: number
}

export interface ServerToScreen {
  delta: (delta: Delta) => void
  tick: (tick: Tick) => void
  /** Also sent unasked, after a screen was too slow to be sent each delta. [P8] */
  snapshot: (snapshot: Snapshot) => void
  settings: (settings: ScreenSettings) => void
  reload: (order: ReloadOrder) => void
}

export interface ScreenToServer {
  /** May be asked again when no answer came; the last answer counts. */
  join: (join: Join, answer: (welcome: Welcome | JoinRefusal) => void) => void
  /**
   * A delta was missed: answer with a fresh snapshot. A screen that has not yet taken what it was sent gets
   * no answer, but a `snapshot` as soon as it has; so ask with a time limit. [P8]
   */
  resync: (answer: (snapshot: Snapshot) => void) => void
}
