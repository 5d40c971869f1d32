import type { EpochMs } from '../time.ts'
import type { ScreenSettings, WallView } from '../views.ts'
import type { Patch } from './diff.ts'

/** Version of the wire. Any change of shape makes a new one. */
export const PROTOCOL_VERSION = 1

/** Everything a screen shows, at one revision. */
export interface Snapshot {
  /** Names one run of the server; revisions of different epochs cannot be compared. */
  readonly epoch: string
  readonly revision: number
  /** The site's clock: the server's, or the recording's in a replay. [T6] */
  readonly at: EpochMs
  readonly view: WallView
}

export interface Delta {
  readonly epoch: string
  /** Revision it starts from and the one it leads to. */
  readonly from: number
  readonly revision: number
  readonly at: EpochMs
  readonly patch: Patch
}

/** Sent every second: the sign of life, and the clock that ages are reckoned by. */
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

export type JoinRefusal = { readonly refused: 'UNKNOWN_SITE' | 'UNKNOWN_SCREEN' | 'PROTOCOL' }

export interface ServerToScreen {
  delta: (delta: Delta) => void
  tick: (tick: Tick) => void
  snapshot: (snapshot: Snapshot) => void
  settings: (settings: ScreenSettings) => void
  /** A new build is being served: load it after a delay of your own between 0 and `within` ms. */
  reload: (order: { readonly build: string; readonly within: number }) => void
}

export interface ScreenToServer {
  join: (join: Join, answer: (welcome: Welcome | JoinRefusal) => void) => void
  /** A delta was missed: answer with a fresh snapshot. */
  resync: (answer: (snapshot: Snapshot) => void) => void
}
