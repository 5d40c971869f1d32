import { setTimeout as pause } from 'node:timers/promises'
import type { FloorEvent } from '../../../shared/events.ts'
import type { DeadLetter } from '../../store/siteStore.ts'
import type { Door } from '../source.ts'
import type { QueueLogFault } from './queueLog.ts'
import type { QueueLogSink } from './queueLogReader.ts'

const batchSize = 500
const firstRetry = 250
const slowestRetry = 5000

export interface DeliveryOptions {
  readonly source: string
  readonly path: string
  readonly door: Door
  readonly signal: AbortSignal
  readonly notice: (text: string) => void
}

/**
 * What was decoded and is not yet on disk in Redis. Nothing leaves it before the door has taken it, and
 * the door is asked until it does: the file is our buffer, so waiting loses nothing. [P1]
 */
export class QueueLogDelivery implements QueueLogSink {
  #events: FloorEvent[] = []
  #letters: DeadLetter[] = []
  readonly #options: DeliveryOptions

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  event(event: FloorEvent): void {
    this.#events.push(event)
  }

  fault({ reason, raw }: QueueLogFault): void {
    const { source, path } = this.#options
    this.#letters.push({ raw, reason: `${path}: ${reason}`, source })
  }

  /** Kept beside what cannot be read, so that somebody can see what the verb says. */
  unknown(line: QueueLogFault): void {
    this.fault(line)
  }

  /** Something decoded is not on disk yet. */
  get pending(): boolean {
    return this.#events.length > 0 || this.#letters.length > 0
  }

  /** @returns true when all is on disk, false when it was told to stop before. */
  async deliver(): Promise<boolean> {
    const { door } = this.#options
    while (this.#events.length > 0) {
      const batch = this.#events.slice(0, batchSize)
      if (!(await this.#persist(async () => door.admit(batch)))) return false
      this.#events.splice(0, batch.length)
    }
    while (this.#letters.length > 0) {
      const batch = this.#letters.slice(0, batchSize)
      if (!(await this.#persist(async () => door.setAside(batch)))) return false
      this.#letters.splice(0, batch.length)
    }
    return true
  }

  async #persist(act: () => Promise<unknown>): Promise<boolean> {
    const { signal, notice, path } = this.#options
    for (let wait = firstRetry; !signal.aborted; wait = Math.min(wait * 2, slowestRetry)) {
      try {
        await act()
        return true
      } catch (error) {
        notice(`${path} waits at its place until events can be stored: ${String(error)}`)
        await pause(wait, undefined, { signal }).catch(() => {})
      }
    }
    return false
  }
}
