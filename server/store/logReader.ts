import type { FloorEvent } from '../../shared/events.ts'
import { LONGEST_BLOCK, faultOf, type StoreConnection } from './connection.ts'
import type { BadEntry, LogEntry, Offset, ReadBatch } from './siteStore.ts'
import { StoreUnavailable } from './storeFault.ts'

/** How long past its wait an answer may come before the connection counts as dead, ms. */
const GRACE = 1000

export type StreamEntry = readonly [offset: string, fields: readonly string[]]

/** Entries of one stream, read from the caller's own cursor on a connection that only waits. [P22] */
export class LogReader {
  readonly #connection: StoreConnection
  readonly #stream: string
  #lastAnswer = performance.now()
  #closed = false

  constructor(connection: StoreConnection, stream: string) {
    this.#connection = connection
    this.#stream = stream
  }

  /** Time since Redis last answered a read, ms: what health is judged by, not a ping elsewhere. */
  ageMs(): number {
    return performance.now() - this.#lastAnswer
  }

  close(): void {
    this.#closed = true
    this.#connection.close()
  }

  /** Raw entries after the offset. A wait of 0 or less does not wait. */
  async readEntries(
    after: Offset,
    count: number,
    blockMs: number,
  ): Promise<readonly StreamEntry[]> {
    const wait = Math.min(LONGEST_BLOCK, Math.max(0, Math.round(blockMs)))
    if (!(await this.#connection.whenReady(wait + GRACE))) {
      if (this.#closed) throw new StoreUnavailable('STORE_CLOSED', 'The store was closed.')
      throw new StoreUnavailable('STORE_UNREACHABLE', `Redis: ${this.#connection.lastError}.`)
    }
    const watchdog = setTimeout(() => this.#connection.reconnect(), wait + GRACE)
    try {
      const { redis } = this.#connection
      const asked =
        wait > 0
          ? redis.xread('COUNT', count, 'BLOCK', wait, 'STREAMS', this.#stream, after)
          : redis.xread('COUNT', count, 'STREAMS', this.#stream, after)
      const reply = await this.#connection.settle(asked)
      this.#lastAnswer = performance.now()
      return reply?.[0]?.[1] ?? []
    } catch (error) {
      throw faultOf(error, `reading ${this.#stream}`)
    } finally {
      clearTimeout(watchdog)
    }
  }

  async read(after: Offset, count: number, blockMs: number): Promise<ReadBatch> {
    const found = await this.readEntries(after, count, blockMs)
    const entries: LogEntry[] = []
    const bad: BadEntry[] = []
    for (const [offset, fields] of found) {
      const decoded = eventIn(fields)
      if (typeof decoded === 'string') bad.push({ offset, raw: rawOf(fields), reason: decoded })
      else entries.push({ offset, event: decoded })
    }
    return { entries, bad, offset: found.at(-1)?.[0] ?? after }
  }
}

const rawOf = (fields: readonly string[]): string =>
  fields[0] === 'e' ? (fields[1] ?? '') : JSON.stringify(fields)

/** The event of an entry, or why there is none. Its content was checked when it came in. */
function eventIn(fields: readonly string[]): FloorEvent | string {
  if (fields.length !== 2 || fields[0] !== 'e') return 'the entry has not exactly one field `e`'
  try {
    const value: unknown = JSON.parse(fields[1] ?? '')
    return isEvent(value) ? value : 'the entry is not an event'
  } catch {
    return 'the entry is not JSON'
  }
}

const isEvent = (value: unknown): value is FloorEvent => {
  const event = value as Partial<FloorEvent> | null
  return (
    typeof event === 'object' &&
    event !== null &&
    typeof event.type === 'string' &&
    typeof event.id === 'string' &&
    typeof event.source === 'string' &&
    typeof event.time === 'number' &&
    typeof event.data === 'object' &&
    event.data !== null
  )
}
