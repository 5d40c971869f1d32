import type { Floor } from '../core/floor.ts'
import { after, epochMs, type EpochMs } from '../../shared/time.ts'

/** A recording whose sender fell silent does not run on for longer than this, ms of real time. */
const LONGEST_COAST = 5000

/** The clock of a site: the server's, or the recording's while one is replayed. [T6] */
export class SiteClock {
  readonly #now: () => EpochMs
  #floorClock = epochMs(0)
  #heardAt = epochMs(0)

  constructor(now: () => EpochMs) {
    this.#now = now
  }

  /** Call after events were folded: a recording's clock is taken from them. */
  follow(floor: Floor): void {
    if (floor.clock === this.#floorClock) return
    this.#floorClock = floor.clock
    this.#heardAt = this.#now()
  }

  /** How fast it runs against the server's clock: 1 when live, 0 when a recording stands still. */
  rate(floor: Floor): number {
    const { replay } = floor
    if (!replay) return 1
    if (replay.endedAt !== null || replay.speed === 'max') return 0
    return replay.speed
  }

  at(floor: Floor): EpochMs {
    const now = this.#now()
    if (!floor.replay) return now
    const coasted = Math.min(LONGEST_COAST, Math.max(0, now - this.#heardAt))
    return after(floor.clock, coasted * this.rate(floor))
  }
}
