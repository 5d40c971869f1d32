import { statfsSync } from 'node:fs'
import { StoreUnavailable, type StoreLog } from './storeFault.ts'

/** A Redis that syncs each write ends when the disk is full, so stop taking events before. [P14] */
const LEAST_BYTES = 500 * 1024 * 1024
const LEAST_SHARE = 0.05
const MOST_BYTES = 10 * 1024 * 1024 * 1024
const LOOK_EVERY = 1000

export interface Space {
  readonly free: number
  readonly size: number
}

/** Free and total bytes of the disk under a directory, as this user may use them. */
export function spaceOf(directory: string): Space {
  const { bavail, blocks, bsize } = statfsSync(directory)
  return { free: bavail * bsize, size: blocks * bsize }
}

/** Free bytes below which no events are taken; a small disk gives a tenth at most, a large one 10 GB. */
export const leastFree = ({ size }: Space): number =>
  Math.min(size / 10, MOST_BYTES, Math.max(LEAST_BYTES, size * LEAST_SHARE))

/** Watches the disk of the data directory. */
export class FreeSpace {
  readonly #look: () => Space
  readonly #log: StoreLog
  readonly #timer: NodeJS.Timeout
  #refusal: StoreUnavailable | null = null

  constructor(directory: string, log: StoreLog, look: (directory: string) => Space = spaceOf) {
    this.#look = () => look(directory)
    this.#log = log
    this.look()
    this.#timer = setInterval(() => this.look(), LOOK_EVERY).unref()
  }

  /** Why events may not be taken now; null when there is room. */
  get refusal(): StoreUnavailable | null {
    return this.#refusal
  }

  /** A disk that cannot be asked changes nothing. */
  look(): void {
    try {
      this.#judge(this.#look())
    } catch (error) {
      this.#log.warn({ reason: String(error) }, 'the free space of the data directory is unknown')
    }
  }

  #judge(space: Space): void {
    const megabytes = Math.floor(space.free / 1024 / 1024)
    if (space.free >= leastFree(space)) {
      if (this.#refusal !== null) this.#log.info({ megabytes }, 'the disk has room again')
      this.#refusal = null
    } else if (this.#refusal === null) {
      this.#refusal = new StoreUnavailable('STORE_DISK_FULL', `${megabytes} MB are free.`)
      this.#log.error({ megabytes }, this.#refusal.message)
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
