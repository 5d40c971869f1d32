import { setTimeout as wait } from 'node:timers/promises'
import type { FloorEvent } from '../../shared/events.ts'
import { epochMs, type EpochMs } from '../../shared/time.ts'
import type { Fence, Offset, SiteStore, StateChange } from '../store/siteStore.ts'

/** What the loop feeds: takes events in, gives its changed rows out. */
export interface Fold {
  restore(rows: ReadonlyMap<string, string>): void
  /** @param arrived when the log took it. */
  apply(event: FloorEvent, arrived: EpochMs): void
  /** Called after each batch and whenever nothing came for a while. */
  batchDone(caughtUp: boolean): void
  takeChanges(): Omit<StateChange, 'offset'>
}

export interface FoldLoopOptions {
  readonly store: SiteStore
  readonly fold: Fold
  readonly owner: string
  readonly log: LoopLog
  /** Entries that could not be read back. [P21] */
  readonly onUnreadable: (entries: number) => void
}

export interface LoopLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type LoopState = 'starting' | 'standby' | 'catchingUp' | 'live' | 'stopped'

const BATCH = 1000
const BLOCK = 500
const COMMIT_EVERY = 2000
const RENEW_EVERY = 1000
const ACQUIRE_AGAIN = 500
const RETRY_AFTER = 250

const arrivalOf = (offset: Offset): EpochMs => epochMs(Number(offset.split('-')[0]))

/**
 * The one ordered fold of a site: holds the lease, reads the log from its own cursor, and commits what
 * changed together with the cursor. [P1] [P19] A store that is away is waited for; a lost lease makes it a
 * standby that starts anew from what the new holder will have saved.
 */
export class FoldLoop {
  state: LoopState = 'starting'
  heldBy: string | null = null
  offset: Offset = '0-0'
  lastFault: string | null = null
  readonly #options: FoldLoopOptions
  #fence: Fence | null = null
  #committed = 0
  #caughtUp: (() => void) | null = null

  constructor(options: FoldLoopOptions) {
    this.#options = options
  }

  /** Resolves when the log has been folded up to where it ended at the start. */
  async run(signal: AbortSignal, caughtUp: () => void = () => {}): Promise<void> {
    this.#caughtUp = caughtUp
    while (!signal.aborted) {
      try {
        const fence = await this.#acquire(signal)
        if (fence === null) break
        await this.#lead(fence, signal)
      } catch (error) {
        this.#fault(error, 'The fold is starting over')
        await pause(RETRY_AFTER, signal)
      }
    }
    this.state = 'stopped'
  }

  async #acquire(signal: AbortSignal): Promise<Fence | null> {
    const { store, owner, log } = this.#options
    while (!signal.aborted) {
      const got = await store.acquire(owner)
      if (typeof got === 'number') {
        this.heldBy = null
        return got
      }
      if (this.heldBy !== got.heldBy)
        log.info({ heldBy: got.heldBy }, 'Another server folds this site')
      this.heldBy = got.heldBy
      this.state = 'standby'
      await pause(ACQUIRE_AGAIN, signal)
    }
    return null
  }

  async #lead(fence: Fence, signal: AbortSignal): Promise<void> {
    const { store, fold, owner } = this.#options
    this.state = 'catchingUp'
    this.#fence = fence
    const saved = await store.load()
    this.offset = saved?.offset ?? '0-0'
    fold.restore(saved?.rows ?? new Map())
    const renewing = setInterval(() => void this.#renew(fence), RENEW_EVERY)
    try {
      while (!signal.aborted && this.#fence === fence) await this.#step(signal)
      if (this.#fence === fence) {
        await this.#commit()
        await store.release(owner, fence)
      }
    } finally {
      clearInterval(renewing)
    }
  }

  async #step(signal: AbortSignal): Promise<void> {
    const { store, fold, onUnreadable } = this.#options
    try {
      const batch = await store.read(this.offset, BATCH, this.state === 'live' ? BLOCK : 1)
      for (const { offset, event } of batch.entries) fold.apply(event, arrivalOf(offset))
      if (batch.bad.length > 0) await this.#setAside(batch.bad, onUnreadable)
      this.offset = batch.offset
      this.lastFault = null
      const drained = batch.entries.length === 0 && batch.bad.length === 0
      if (drained && this.state !== 'live') {
        this.state = 'live'
        this.#caughtUp?.()
      }
      fold.batchDone(this.state === 'live')
    } catch (error) {
      this.#fault(error, 'The log cannot be read; trying again')
      await pause(RETRY_AFTER, signal)
    }
    if (performance.now() - this.#committed >= COMMIT_EVERY) await this.#commit()
  }

  /** A poison entry goes to the dead letters, and the fold goes on. [P21] */
  async #setAside(
    bad: readonly { readonly raw: string; readonly reason: string }[],
    count: (entries: number) => void,
  ): Promise<void> {
    count(bad.length)
    await this.#options.store.bury(bad.map(({ raw, reason }) => ({ raw, reason, source: 'log' })))
  }

  #unsaved: Omit<StateChange, 'offset'> | null = null

  /** Rows and cursor in one step. Rows that could not be written stay for the next try. */
  async #commit(): Promise<void> {
    const { store, fold } = this.#options
    const fence = this.#fence
    if (fence === null) return
    this.#committed = performance.now()
    const change = joined(this.#unsaved, fold.takeChanges())
    this.#unsaved = change
    try {
      const result = await store.commit(fence, { ...change, offset: this.offset })
      if (result === 'fenced') this.#lose('the site was taken over')
      this.#unsaved = null
    } catch (error) {
      this.#fault(error, 'State not saved; it stays in memory and is tried again')
    }
  }

  async #renew(fence: Fence): Promise<void> {
    try {
      const renewed = await this.#options.store.renew(this.#options.owner, fence)
      if (!renewed && this.#fence === fence) this.#lose('the lease ran out')
    } catch (error) {
      this.#fault(error, 'Lease not renewed; trying again')
    }
  }

  #lose(reason: string): void {
    this.#fence = null
    this.#unsaved = null
    this.state = 'standby'
    this.#options.log.warn({ reason }, 'No longer folding this site')
  }

  #fault(error: unknown, message: string): void {
    const fault = error instanceof Error ? error.message : String(error)
    if (fault !== this.lastFault) this.#options.log.error({ fault }, message)
    this.lastFault = fault
  }
}

/** A later change over an earlier one that was not written. */
function joined(
  earlier: Omit<StateChange, 'offset'> | null,
  later: Omit<StateChange, 'offset'>,
): Omit<StateChange, 'offset'> {
  if (!earlier) return later
  const changed = new Map(earlier.changed)
  for (const name of later.gone) changed.delete(name)
  for (const [name, row] of later.changed) changed.set(name, row)
  const gone = [...earlier.gone, ...later.gone].filter((name) => !changed.has(name))
  return { changed, gone }
}

/** Ends early when told to stop. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined)
