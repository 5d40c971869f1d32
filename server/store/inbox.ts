import { setTimeout as pause } from 'node:timers/promises'
import type { FloorEvent } from '../../shared/events.ts'
import type { Door, Source } from '../sources/source.ts'
import { faultOf, type StoreConnections } from './connection.ts'
import { failPointsFrom, type FailPoint } from './failPoint.ts'
import { LogReader, type StreamEntry } from './logReader.ts'
import { siteKeys } from './siteKeys.ts'
import type { DeadLetter, Offset, SiteStore } from './siteStore.ts'
import { StoreUnavailable, silentLog, type StoreLog } from './storeFault.ts'

export interface InboxSettings {
  readonly connections: StoreConnections
  /** Keeps the cursor. */
  readonly store: Pick<SiteStore, 'site' | 'loadCheckpoint' | 'saveCheckpoint'>
  /** Reads one CloudEvent; the reason when it is none. */
  readonly decode: (raw: string) => FloorEvent | { readonly reason: string }
  readonly log?: StoreLog | undefined
  readonly failPoint?: FailPoint | undefined
}

const CURSOR = 'inbox'
const BATCH = 500
const BLOCK = 2000
const RETRY_FIRST = 100
const RETRY_LONGEST = 2000

/** The offset just after this one: what is below it has been consumed. */
const after = (offset: Offset): Offset => {
  const [time = '0', sequence = '0'] = offset.split('-')
  return `${time}-${BigInt(sequence) + 1n}`
}

/** The value of the field `event`, the only one an integrator has to write. */
function rawEvent(fields: readonly string[]): string | null {
  for (let i = 0; i + 1 < fields.length; i += 2) {
    if (fields[i] === 'event') return fields[i + 1] ?? null
  }
  return null
}

/**
 * The stream `{site}:inbox`, to which integrators append CloudEvents with a plain XADD:
 * `XADD {site}:inbox * event '{"id":…}'`. Entries go through the one door, bad ones are set aside
 * with their reason, and only then the cursor moves: a crash in between reads them again, and the
 * door knows them. (A bad one may then be set aside twice.)
 */
export class Inbox implements Source {
  readonly name: string
  readonly #settings: InboxSettings
  readonly #stream: string
  readonly #failPoint: FailPoint

  constructor(settings: InboxSettings) {
    this.#settings = settings
    this.name = `inbox:${settings.store.site}`
    this.#stream = siteKeys(settings.store.site).inbox
    this.#failPoint = settings.failPoint ?? failPointsFrom(process.env.FAILPOINT)
  }

  /** Runs until aborted; a Redis that is away is waited for. */
  async run(door: Door, signal: AbortSignal): Promise<void> {
    const reader = new LogReader(this.#settings.connections.openBlocking(), this.#stream)
    const stop = (): void => reader.close()
    signal.addEventListener('abort', stop, { once: true })
    try {
      await this.#follow(reader, door, signal)
    } finally {
      signal.removeEventListener('abort', stop)
      reader.close()
    }
  }

  async #follow(reader: LogReader, door: Door, signal: AbortSignal): Promise<void> {
    let cursor: Offset | null = null
    let failures = 0
    while (!signal.aborted) {
      try {
        cursor ??= (await this.#settings.store.loadCheckpoint(CURSOR)) ?? '0-0'
        const entries = await reader.readEntries(cursor, BATCH, BLOCK)
        if (entries.length > 0) cursor = await this.#consume(entries, door)
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof StoreUnavailable)) throw error
        failures += 1
        await this.#rest(error, failures, signal)
      }
    }
  }

  async #consume(entries: readonly StreamEntry[], door: Door): Promise<Offset> {
    const events: FloorEvent[] = []
    const letters: DeadLetter[] = []
    for (const [, fields] of entries) {
      const raw = rawEvent(fields)
      const decoded = raw === null ? noEventField : this.#settings.decode(raw)
      if ('reason' in decoded) {
        const { reason } = decoded
        letters.push({ raw: raw ?? JSON.stringify(fields), reason, source: this.name })
      } else events.push(decoded)
    }
    if (events.length > 0) await door.admit(events)
    if (letters.length > 0) await door.setAside(letters)
    this.#failPoint('inbox.beforeCursor')
    const cursor = entries.at(-1)?.[0] ?? '0-0'
    await this.#settings.store.saveCheckpoint(CURSOR, cursor)
    await this.#forget(cursor)
    return cursor
  }

  /** Consumed entries are in the log or set aside; here they are only in the way. */
  async #forget(cursor: Offset): Promise<void> {
    const { command } = this.#settings.connections
    try {
      await command.settle(command.redis.xtrim(this.#stream, 'MINID', after(cursor)))
    } catch (error) {
      throw faultOf(error, 'trimming the inbox')
    }
  }

  async #rest(fault: StoreUnavailable, failures: number, signal: AbortSignal): Promise<void> {
    const log = this.#settings.log ?? silentLog
    log.warn({ source: this.name, code: fault.code, failures }, fault.message)
    const ms = Math.min(RETRY_LONGEST, RETRY_FIRST * 2 ** Math.min(failures - 1, 10))
    await pause(ms, undefined, { signal }).catch(() => undefined)
  }
}

const noEventField = { reason: 'the entry has no field `event`; write XADD … event <CloudEvent>' }
