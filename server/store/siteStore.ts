import type { FloorEvent } from '../../shared/events.ts'

/** Thrown by every part of the port while nothing can be read or written; send it again later. */
export { StoreUnavailable } from './storeFault.ts'

/** Position in a site's event log: the Redis stream id. `0-0` is before everything. */
export type Offset = string

export interface LogEntry {
  readonly offset: Offset
  readonly event: FloorEvent
}

/** A log entry that cannot be read back as an event; set aside, the fold goes on. [P21] */
export interface BadEntry {
  readonly offset: Offset
  readonly raw: string
  readonly reason: string
}

export interface ReadBatch {
  readonly entries: readonly LogEntry[]
  readonly bad: readonly BadEntry[]
  /** Offset of the last entry read, good or bad; the one asked from when nothing came. */
  readonly offset: Offset
}

export interface DeadLetter {
  /** What came in, cut to 4 KB, without callers' numbers. */
  readonly raw: string
  readonly reason: string
  readonly source: string
}

/** The fold's state as it was at `offset`; both were written in one step. */
export interface SavedState {
  readonly offset: Offset
  readonly rows: ReadonlyMap<string, string>
}

export interface StateChange {
  readonly offset: Offset
  readonly changed: ReadonlyMap<string, string>
  readonly gone: readonly string[]
}

/** Right to write a site's state. Grows with every change of hands. */
export type Fence = number

export interface SiteStore {
  readonly site: string
  /**
   * Appends events not seen within 96 h, in order, in one atomic step. Resolves only when they are on disk. [E1]
   * @returns per event whether it was new.
   */
  ingest(events: readonly FloorEvent[]): Promise<readonly ('accepted' | 'duplicate')[]>
  bury(letters: readonly DeadLetter[]): Promise<void>
  /** Waits up to `blockMs` on a connection of its own. */
  read(after: Offset, count: number, blockMs: number): Promise<ReadBatch>
  /** Offset of the newest entry, `0-0` when empty: how far behind a reader is. */
  newest(): Promise<Offset>
  load(): Promise<SavedState | null>
  /** Writes rows and offset together, unless another has taken over. */
  commit(fence: Fence, change: StateChange): Promise<'ok' | 'fenced'>
  /** @returns the fence, or who holds the site. */
  acquire(owner: string): Promise<Fence | { readonly heldBy: string }>
  renew(owner: string, fence: Fence): Promise<boolean>
  release(owner: string, fence: Fence): Promise<void>
  /** Small facts that must survive a restart and belong to an adapter (a file's offset). */
  loadCheckpoint(name: string): Promise<string | null>
  saveCheckpoint(name: string, value: string): Promise<void>
  /** Removes entries older than this, by time only. */
  trim(olderThanMs: number): Promise<number>
  close(): Promise<void>
}
