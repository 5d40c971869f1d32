import type { EpochMs } from '../../shared/time.ts'
import { Shelf, type AccessRecords } from './accessRecords.ts'

interface Counted {
  readonly wrong: number
  readonly until: EpochMs
  readonly at: EpochMs
}

export interface TriesLimit {
  /** Wrong tries before waiting begins. */
  readonly free: number
  /** First wait, ms; each further wrong try doubles it. */
  readonly firstWait: number
}

const LONGEST_WAIT = 3_600_000
/** Wrong tries of long ago are forgotten, ms. */
const FORGET_AFTER = 86_400_000
/** Counts kept at once, in one scope. */
const MOST_KEPT = 1000

/** Counts wrong tries across connections, restarts and servers. [R5] */
export class Tries {
  readonly #shelf: Shelf<Counted>
  readonly #what: string
  readonly #limit: TriesLimit
  readonly #now: () => EpochMs

  constructor(records: AccessRecords, what: string, limit: TriesLimit, now: () => EpochMs) {
    this.#shelf = new Shelf(records, 'tries')
    this.#what = what
    this.#limit = limit
    this.#now = now
  }

  /** Ms until somebody may try again; 0: now. */
  async waitFor(scope: string, who: string): Promise<number> {
    const counted = await this.#shelf.get(scope, this.#key(who))
    return counted === null ? 0 : Math.max(0, counted.until - this.#now())
  }

  /** Counts a try before it is judged, so that many at once cannot slip through. @returns tries left, and ms to wait when none. */
  async failed(
    scope: string,
    who: string,
  ): Promise<{ readonly left: number; readonly wait: number }> {
    const now = this.#now()
    const { free, firstWait } = this.#limit
    const { before: known, after } = await this.#shelf.change(scope, this.#key(who), (before) => {
      const recent = before !== null && now - before.at < FORGET_AFTER ? before.wrong : 0
      const wrong = recent + 1
      const wait =
        wrong < free ? 0 : Math.min(LONGEST_WAIT, firstWait * 2 ** Math.min(20, wrong - free))
      return { wrong, at: now, until: (now + wait) as EpochMs }
    })
    if (known === null) await this.#sweep(scope)
    if (after === null) return { left: free, wait: 0 }
    return { left: Math.max(0, free - after.wrong), wait: after.until - now }
  }

  async cleared(scope: string, who: string): Promise<void> {
    await this.#shelf.change(scope, this.#key(who), (before) =>
      before === null ? undefined : null,
    )
  }

  /** Somebody may come from ever new addresses: the oldest counts go first. */
  async #sweep(scope: string): Promise<void> {
    const all = await this.#shelf.all(scope)
    if (all.size <= MOST_KEPT) return
    const oldest = [...all].toSorted(([, a], [, b]) => a.at - b.at)
    for (const [key] of oldest.slice(0, all.size - MOST_KEPT)) {
      await this.#shelf.change(scope, key, () => null)
    }
  }

  #key(who: string): string {
    return `${this.#what}:${who}`
  }
}
