import type { FloorEvent } from '../../../shared/events.ts'
import {
  after,
  type EpochMs,
  epochMs,
  HOUR,
  type Millis,
  millis,
  MINUTE,
} from '../../../shared/time.ts'
import { type Door, Overloaded, type Source } from '../source.ts'
import { StoreUnavailable } from '../../store/siteStore.ts'
import { sourceName } from './floor.ts'
import type { FloorPlan } from './floorPlan.ts'
import {
  type Checkpoints,
  planKey,
  recallRun,
  rememberRun,
  type SimulatedRun,
} from './simulatedRun.ts'
import { opening } from './opening.ts'
import { simulate } from './simulate.ts'

export interface Clock {
  now(): EpochMs
  /** Resolves after so many ms, or as soon as the signal says to stop. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export interface SimulatedFloorOptions {
  readonly plan: FloorPlan
  /** The same seed is the same floor. */
  readonly seed: number
  readonly clock: Clock
  /** Times faster than life. Default 1; anything else is told as a replay, because its clock runs away. [T6] */
  readonly speed?: number
  /** History admitted at once before the live part, so that the windows are full. Default 90 min. */
  readonly backfill?: Millis
  /** Lets a restart go on with the same floor instead of starting another. `SiteStore` has it. */
  readonly checkpoints?: Checkpoints
  /** Something an operator should read in the server's log. */
  readonly notice?: (text: string) => void
}

const BATCH = 500
const RETRY_FIRST = 250
const RETRY_LONGEST = 5000
/** What is due within this goes out together, ms. */
const TOGETHER = 20
const CHECKPOINT_EVERY = 10_000
/** Skipped events between two breaths, so that a long way back does not block the server. */
const BREATH = 5000
/** From then on a restart begins another floor. Identities are known for 96 h. */
const LONGEST = 48 * HOUR
export const defaultBackfill: Millis = millis(90 * MINUTE)

/**
 * The simulated floor as a source: hands its events in as their time comes. The door is asked until it
 * takes a batch; the floor goes on behind it and catches up.
 */
export class SimulatedFloor implements Source {
  readonly name = sourceName
  readonly #options: SimulatedFloorOptions
  readonly #speed: number
  readonly #key: string

  /** @throws when the speed is none. */
  constructor(options: SimulatedFloorOptions) {
    this.#options = options
    this.#speed = options.speed ?? 1
    if (!Number.isFinite(this.#speed) || this.#speed <= 0) {
      throw new Error(`speed must be a number above 0, such as 1 or 60, not ${this.#speed}`)
    }
    this.#key = planKey(options.plan, options.seed, this.#speed)
  }

  async run(door: Door, signal: AbortSignal): Promise<void> {
    const { plan, seed, clock } = this.#options
    const started = clock.now()
    const run = await this.#begin(started)
    const siteNow = this.#siteClock(run, started)
    const delivery = new Delivery(this.#options, door, signal, run)
    delivery.add(...this.#marked(opening(run, plan, seed, this.#speed)))
    let skipped = 0
    for (const event of simulate(plan, seed, run.from)) {
      if (run.through !== null && event.time < run.through) {
        if (++skipped % BREATH === 0) await clock.sleep(0, signal)
        continue
      }
      while (event.time > siteNow() && !signal.aborted) {
        await delivery.deliver()
        const wait = (event.time - siteNow()) / this.#speed
        if (wait > 0 && !signal.aborted) await clock.sleep(Math.max(TOGETHER, wait), signal)
      }
      if (signal.aborted) break
      delivery.add(...this.#marked([event]))
      if (delivery.pending >= BATCH) await delivery.deliver()
    }
    await delivery.close()
  }

  /** The floor of before goes on where it was; else a new one begins, after whatever the old one told. */
  async #begin(now: EpochMs): Promise<SimulatedRun> {
    const { backfill = defaultBackfill, checkpoints, notice } = this.#options
    const before = await recallRun(checkpoints, notice)
    if (before !== null && this.#goesOn(before, now)) return before
    const from = after(now, -1 * backfill)
    const told = before?.through ?? null
    if (told === null || told <= from || told > now) return { key: this.#key, from, through: null }
    // The opening comes between the two floors, after the one and before the other.
    return { key: this.#key, from: after(told, 2), through: null }
  }

  #goesOn({ key, from, through }: SimulatedRun, now: EpochMs): boolean {
    const reached = this.#speed === 1 ? now : (through ?? from)
    return key === this.#key && reached - from <= LONGEST
  }

  /** In real time the server's clock; faster, a clock that starts where the live part does. */
  #siteClock(run: SimulatedRun, started: EpochMs): () => number {
    const { clock } = this.#options
    if (this.#speed === 1) return () => clock.now()
    const anchor = run.through ?? started
    return () => anchor + (clock.now() - started) * this.#speed
  }

  #marked(events: readonly FloorEvent[]): readonly FloorEvent[] {
    return this.#speed === 1 ? events : events.map((event) => ({ ...event, replay: true as const }))
  }
}

/** Events on their way to the door, and how far it has taken them. */
class Delivery {
  #batch: FloorEvent[] = []
  #savedAt: number
  #run: SimulatedRun
  readonly #options: SimulatedFloorOptions
  readonly #door: Door
  readonly #signal: AbortSignal

  constructor(options: SimulatedFloorOptions, door: Door, signal: AbortSignal, run: SimulatedRun) {
    this.#options = options
    this.#door = door
    this.#signal = signal
    this.#run = run
    this.#savedAt = Number.NEGATIVE_INFINITY
  }

  get pending(): number {
    return this.#batch.length
  }

  add(...events: readonly FloorEvent[]): void {
    this.#batch.push(...events)
  }

  async deliver(): Promise<void> {
    const last = this.#batch.at(-1)
    if (last === undefined || !(await this.#persist(this.#batch))) return
    this.#batch = []
    // The opening alone is before the floor.
    const through = epochMs(Math.max(last.time, this.#run.from))
    this.#run = { ...this.#run, through }
    const now = this.#options.clock.now()
    if (now - this.#savedAt < CHECKPOINT_EVERY) return
    this.#savedAt = now
    await this.#save()
  }

  /** What is not with the door yet is told again by the next run, under the same identities. [E1] */
  async close(): Promise<void> {
    if (this.#run.through !== null) await this.#save()
  }

  async #save(): Promise<void> {
    await rememberRun(this.#options.checkpoints, this.#run, this.#options.notice)
  }

  async #persist(batch: readonly FloorEvent[]): Promise<boolean> {
    const { clock, notice } = this.#options
    for (let wait = RETRY_FIRST; !this.#signal.aborted; wait = Math.min(wait * 2, RETRY_LONGEST)) {
      try {
        await this.#door.admit(batch)
        return true
      } catch (error) {
        if (!(error instanceof StoreUnavailable || error instanceof Overloaded)) throw error
        notice?.(`The simulated floor waits until its events can be stored: ${error.message}`)
        const asked = error instanceof Overloaded ? error.retryAfterSeconds * 1000 : 0
        await clock.sleep(Math.max(wait, asked), this.#signal)
      }
    }
    return false
  }
}
