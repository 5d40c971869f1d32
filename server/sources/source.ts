import type { FloorEvent } from '../../shared/events.ts'
import type { DeadLetter } from '../store/siteStore.ts'

/** So many events are on their way to the disk that more would only wait. Send them again later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super(`Too many events at once; send them again in ${retryAfterSeconds} s`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** What the one door says to a batch. */
export interface Admission {
  readonly accepted: number
  readonly duplicates: number
}

/** The one door: every source hands its events here and may only go on when it resolves. */
export interface Door {
  /** Resolves when the events are on disk in Redis. Throws `StoreUnavailable` when they are not, `Overloaded` when too many wait. */
  admit(events: readonly FloorEvent[]): Promise<Admission>
  /** Bad input is counted and set aside with its reason. */
  setAside(letters: readonly DeadLetter[]): Promise<void>
}

/** A source that runs inside the server until it is told to stop. */
export interface Source {
  readonly name: string
  run(door: Door, signal: AbortSignal): Promise<void>
}
