import { hash, randomBytes } from 'node:crypto'
import type { FloorEvent } from '../../shared/events.ts'
import { StoreUnavailable } from './storeFault.ts'

export type Verdict = 'accepted' | 'duplicate'

/** Writes one chunk: identity and JSON by turns. Replies one character per event, `1` new, `0` known. */
export type WriteChunk = (
  token: string,
  identitiesAndJson: readonly string[],
  deadline: number,
) => Promise<string>

/** Events of one script call; keeps a call of the script short for everybody else. */
const CHUNK = 1000
/** Events that may wait before the door says no. [P9] */
const LONGEST_QUEUE = 50_000
/** Identities up to this length are kept as they are, longer ones as 132 bits of SHA-256. */
const SHORT_IDENTITY = 24

/** What makes an event the same event: its source and its id there. [E1] */
export function identityOf(event: FloorEvent): string {
  const identity = `${event.source}\u0000${event.id}`
  return identity.length <= SHORT_IDENTITY
    ? identity
    : hash('sha256', identity, 'base64').slice(0, 22)
}

interface Waiting {
  /** Identity and JSON by turns. */
  readonly encoded: readonly string[]
  readonly count: number
  readonly verdicts: Verdict[]
  readonly since: number
  /** Events already handed to a chunk. */
  taken: number
  readonly resolve: (verdicts: readonly Verdict[]) => void
  readonly reject: (error: unknown) => void
}

interface Share {
  readonly from: Waiting
  readonly count: number
}

interface Chunk {
  readonly token: string
  readonly args: string[]
  readonly shares: Share[]
  readonly deadline: number
}

/**
 * Puts events on disk in the order in which they were handed in. One script call is under way at a
 * time and takes with it whatever came in meanwhile: many small callers share one fsync, and a
 * repeated call can never overtake a later one.
 */
export class IngestQueue {
  readonly #write: WriteChunk
  readonly #patience: number
  readonly #queue: Waiting[] = []
  readonly #tokenBase = randomBytes(4).toString('base64url')
  #calls = 0
  /** Events not answered yet, and those of them in no chunk yet. */
  #queued = 0
  #untaken = 0
  #running = false
  #closed = false

  /** @param patience how long an event may wait to be on disk, ms. */
  constructor(write: WriteChunk, patience: number) {
    this.#write = write
    this.#patience = patience
  }

  async add(events: readonly FloorEvent[]): Promise<readonly Verdict[]> {
    const count = events.length
    if (count === 0) return []
    if (this.#closed) throw closed()
    if (this.#queued > 0 && this.#queued + count > LONGEST_QUEUE) {
      throw new StoreUnavailable('STORE_OVERLOADED', `${this.#queued} events wait to be written.`)
    }
    // Here, so that what cannot be encoded fails its own caller and nobody else.
    const encoded = events.flatMap((event) => [identityOf(event), JSON.stringify(event)])
    this.#queued += count
    this.#untaken += count
    return new Promise((resolve, reject) => {
      const since = performance.now()
      this.#queue.push({ encoded, count, verdicts: [], since, taken: 0, resolve, reject })
      if (!this.#running) {
        this.#running = true
        setImmediate(() => void this.#run())
      }
    })
  }

  close(): void {
    this.#closed = true
    for (const waiting of this.#queue.splice(0)) waiting.reject(closed())
  }

  async #run(): Promise<void> {
    let next = this.#takeChunk()
    while (next !== null) {
      const chunk = next
      const writing = this.#write(chunk.token, chunk.args, chunk.deadline)
      // A full one is made up while this one is on its way to the disk; fewer wait for company.
      next = this.#untaken >= CHUNK ? this.#takeChunk() : null
      try {
        this.#answer(chunk, await writing)
      } catch (error) {
        next = this.#refuse(chunk, next, error)
      }
      next ??= this.#takeChunk()
    }
    this.#running = false
  }

  #takeChunk(): Chunk | null {
    const first = this.#queue[0]
    if (first === undefined) return null
    const args: string[] = []
    const shares: Share[] = []
    let room = CHUNK
    while (room > 0) {
      const waiting = this.#queue[0]
      if (waiting === undefined) break
      const until = Math.min(waiting.count, waiting.taken + room)
      args.push(...waiting.encoded.slice(2 * waiting.taken, 2 * until))
      shares.push({ from: waiting, count: until - waiting.taken })
      room -= until - waiting.taken
      this.#untaken -= until - waiting.taken
      waiting.taken = until
      if (until === waiting.count) this.#queue.shift()
    }
    this.#calls += 1
    const token = this.#tokenBase + this.#calls.toString(36)
    return { token, args, shares, deadline: first.since + this.#patience }
  }

  #answer(chunk: Chunk, reply: string): void {
    let at = 0
    for (const { from, count } of chunk.shares) {
      for (const end = at + count; at < end; at += 1) {
        from.verdicts.push(reply[at] === '1' ? 'accepted' : 'duplicate')
      }
      this.#queued -= count
      if (from.verdicts.length === from.count) from.resolve(from.verdicts)
    }
  }

  /** Fails the callers of a chunk; the rest of a batch that was cut in two must not follow alone. */
  #refuse(chunk: Chunk, prepared: Chunk | null, error: unknown): Chunk | null {
    const refused = new Set(chunk.shares.map((share) => share.from))
    for (const { from, count } of chunk.shares) {
      this.#queued -= count
      from.reject(error)
    }
    const head = this.#queue[0]
    if (head !== undefined && refused.has(head)) {
      this.#queued -= head.count - head.taken
      this.#untaken -= head.count - head.taken
      this.#queue.shift()
    }
    return prepared === null ? null : this.#without(prepared, refused)
  }

  #without(chunk: Chunk, refused: ReadonlySet<Waiting>): Chunk | null {
    const args: string[] = []
    let at = 0
    for (const { from, count } of chunk.shares) {
      if (refused.has(from)) this.#queued -= count
      else args.push(...chunk.args.slice(at, at + 2 * count))
      at += 2 * count
    }
    const shares = chunk.shares.filter((share) => !refused.has(share.from))
    return shares.length === 0 ? null : { ...chunk, args, shares }
  }
}

const closed = (): StoreUnavailable => new StoreUnavailable('STORE_CLOSED', 'The store was closed.')
