import { setTimeout as pause } from 'node:timers/promises'
import type { FloorEvent } from '../../shared/events.ts'
import { millis } from '../../shared/time.ts'
import { endedFrame, identityIn, placeIn, startedFrame } from './replayEvents.ts'
import { paceOf } from './replayPace.ts'
import type { Pace } from './replayPace.ts'
import { ReplayStopped, bodyOf } from './replayServer.ts'
import type { Answer, ReplayServer } from './replayServer.ts'

/** What came of a replay. The frames and signs of life around the recording are not counted. */
export interface Sent {
  accepted: number
  duplicates: number
  rejected: number
  /** The first few reasons. */
  readonly reasons: string[]
  /** The newest event that the server has. */
  last: FloorEvent | null
  stopped: boolean
}

export interface SendingOptions {
  readonly file: string
  readonly speed: number | 'max'
  readonly signal: AbortSignal
  readonly now: () => number
  /** After each answer. */
  readonly tell: (sent: Sent) => void
}

/** The fold of one batch overlaps with the journey of the next: fewer, larger ones make fewer pauses. */
const mostInBatch = 4000
/** Paced, events go out together in stretches of this length, ms of real time. */
const stretch = 100
/** Signs of life in a silent stretch, so that the recording's clock goes on. */
const beatEvery = 2000
const mostReasons = 5

/** Sends a recording's events in order, in batches, at its pace, between a start and an end. [T6] */
export class ReplaySending {
  readonly sent: Sent = {
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    reasons: [],
    last: null,
    stopped: false,
  }
  readonly #server: ReplayServer
  readonly #options: SendingOptions
  #batch: FloorEvent[] = []
  #pace: Pace | null = null
  #announced = false
  /** The batch under way; the next one is put together meanwhile. */
  #underWay: Promise<void> = Promise.resolve()

  constructor(server: ReplayServer, options: SendingOptions) {
    this.#server = server
    this.#options = options
  }

  /** @throws ReplayFault */
  async run(events: AsyncIterable<FloorEvent>): Promise<Sent> {
    const { file, signal } = this.#options
    try {
      for await (const event of events) {
        if (signal.aborted) break
        if (this.#pace === null) await this.#start(event)
        await this.#waitFor(event)
        this.#batch.push(event)
        if (this.#batch.length >= mostInBatch) await this.#flush()
      }
      if (!signal.aborted) await this.#flush()
      await this.#underWay
    } catch (error) {
      if (!(error instanceof ReplayStopped)) throw error
    }
    this.sent.stopped = signal.aborted
    const { last } = this.sent
    if (last !== null) {
      const place = this.sent.stopped ? placeIn(last) : ''
      await this.#server.send([endedFrame(last, file, place)]).catch(passStopped)
    }
    return this.sent
  }

  async #start(first: FloorEvent): Promise<void> {
    const { speed, now, file } = this.#options
    this.#pace = paceOf(first.time, speed === 'max' ? 1 : speed, now)
    const { accepted } = await this.#server.send([startedFrame(first, file, speed)])
    this.#announced = accepted > 0
  }

  async #waitFor(event: FloorEvent): Promise<void> {
    const { speed, signal } = this.#options
    const pace = this.#pace
    if (speed === 'max' || pace === null) return
    if (pace.until(event.time) <= 0) return
    await this.#flush()
    await this.#underWay
    for (let wait = pace.until(event.time); wait > 0 && !signal.aborted;) {
      await pause(Math.min(Math.max(wait, stretch), beatEvery), undefined, { signal }).catch(
        () => {},
      )
      wait = pace.until(event.time)
      if (wait > 0 && !signal.aborted) await this.#beat(event, pace)
    }
  }

  /** Silence on the floor is not silence of the recording. */
  async #beat(next: FloorEvent, pace: Pace): Promise<void> {
    const time = pace.clock()
    const id = `${identityIn(next)}:heartbeat:${time}`
    const data = { every: millis(2 * beatEvery) }
    const { source } = next
    await this.#server.send([{ id, source, type: 'source.heartbeat', time, data, replay: true }])
    this.#options.tell(this.sent)
  }

  /** Hands the batch over as soon as the one before is answered. */
  async #flush(): Promise<void> {
    if (this.#batch.length === 0) return
    const batch = this.#batch
    this.#batch = []
    const body = bodyOf(batch)
    await this.#underWay
    if (this.#options.signal.aborted) throw new ReplayStopped()
    this.#underWay = this.#post(batch, body)
    // A failure is met at the next await of it; until then it must not count as unhandled.
    this.#underWay.catch(() => {})
  }

  async #post(batch: readonly FloorEvent[], body: string): Promise<void> {
    const answer = await this.#server.send(batch, body)
    this.#count(answer)
    const last = batch.at(-1) ?? null
    this.sent.last = last
    // Goes on after a stop: the start was known, and what comes now is not.
    const first = batch[0]
    if (!this.#announced && answer.accepted > 0 && first !== undefined) {
      this.#announced = true
      const { file, speed } = this.#options
      await this.#server.send([startedFrame(first, file, speed, placeIn(first))])
    }
    this.#options.tell(this.sent)
  }

  #count({ accepted, duplicates, rejected }: Answer): void {
    this.sent.accepted += accepted
    this.sent.duplicates += duplicates
    this.sent.rejected += rejected.length
    for (const { reason } of rejected) {
      if (this.sent.reasons.length < mostReasons) this.sent.reasons.push(reason)
    }
  }
}

function passStopped(error: unknown): void {
  if (!(error instanceof ReplayStopped)) throw error
}
