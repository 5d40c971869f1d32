import { randomBytes } from 'node:crypto'
import type { FloorEvent } from '../../shared/events.ts'
import type { StoreConnection, StoreConnections } from './connection.ts'
import {
  brokenOnPurpose,
  failPointsFrom,
  type BrokenOnPurpose,
  type FailPoint,
} from './failPoint.ts'
import { IngestQueue, type Verdict } from './ingestQueue.ts'
import { ownerIsDead } from './leaseOwner.ts'
import { LogReader } from './logReader.ts'
import { maskNumbers } from './maskNumbers.ts'
import { PATIENCE, repeated } from './repeated.ts'
import { runScript, type ScriptName } from './scripts.ts'
import { siteKeys, type SiteKeys } from './siteKeys.ts'
import type {
  DeadLetter,
  Fence,
  Offset,
  ReadBatch,
  SavedState,
  SiteStore,
  StateChange,
} from './siteStore.ts'

/** A lease not renewed for this long is free, ms. Renew every second. */
const LEASE_TTL = 3000
/** Entries trimmed in one step, so that nobody waits long behind it. */
const TRIM_AT_ONCE = 10_000
const LONGEST_LETTER = 4096
const ROW = 'r:'

export interface SiteStoreOptions {
  readonly failPoint?: FailPoint
  readonly broken?: BrokenOnPurpose
  /** How long a repeatable call is tried again before the caller hears of it, ms. Default: 4000. */
  readonly patience?: number
}

/** A site's store in Redis, with what its health is judged by. */
export interface RedisSiteStore extends SiteStore {
  /** Time since the last read that Redis answered, empty or not, ms; the age since opening before the first. [P22] */
  readAgeMs(): number
}

class SiteStoreInRedis implements RedisSiteStore {
  readonly site: string
  readonly #connections: StoreConnections
  readonly #command: StoreConnection
  readonly #keys: SiteKeys
  readonly #ingests: IngestQueue
  readonly #reader: LogReader
  readonly #patience: number
  readonly #failPoint: FailPoint
  readonly #broken: BrokenOnPurpose
  /** Each commit has a writer and a growing number, so that one delivered late cannot undo a newer one. */
  readonly #writer = randomBytes(6).toString('base64url')
  #commits = 0

  constructor(connections: StoreConnections, site: string, options: SiteStoreOptions) {
    this.site = site
    this.#connections = connections
    this.#command = connections.command
    this.#keys = siteKeys(site)
    this.#failPoint = options.failPoint ?? failPointsFrom(process.env.FAILPOINT)
    this.#broken = options.broken ?? brokenOnPurpose(process.env.FAILPOINT_BREAK)
    this.#reader = new LogReader(connections.openBlocking(), this.#keys.events)
    this.#patience = options.patience ?? PATIENCE
    this.#ingests = new IngestQueue(
      (token, args, deadline) => this.#append(token, args, deadline),
      this.#patience,
    )
  }

  async ingest(events: readonly FloorEvent[]): Promise<readonly Verdict[]> {
    const refusal = this.#connections.refusal()
    if (refusal !== null) throw refusal
    return this.#ingests.add(events)
  }

  async #append(token: string, args: readonly string[], deadline: number): Promise<string> {
    this.#failPoint('ingest.beforeWrite')
    const { events, seen } = this.#keys
    const reply = await this.#script('ingest', [events, seen], [token, ...args], deadline)
    this.#failPoint('ingest.afterWrite')
    return String(reply)
  }

  async bury(letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return
    const { dead, once } = this.#keys
    const mark = once + randomBytes(9).toString('base64url')
    const rows = letters.map((letter) =>
      JSON.stringify({ ...letter, raw: maskNumbers(letter.raw.slice(0, LONGEST_LETTER)) }),
    )
    await this.#script('bury', [dead, mark], rows)
  }

  read(after: Offset, count: number, blockMs: number): Promise<ReadBatch> {
    return this.#reader.read(after, count, blockMs)
  }

  readAgeMs(): number {
    return this.#reader.ageMs()
  }

  async newest(): Promise<Offset> {
    const found = await this.#repeat('reading the newest entry', ({ redis }) =>
      redis.xrevrange(this.#keys.events, '+', '-', 'COUNT', 1),
    )
    return found[0]?.[0] ?? '0-0'
  }

  async load(): Promise<SavedState | null> {
    const saved = await this.#repeat('loading the state', ({ redis }) =>
      redis.hgetall(this.#keys.state),
    )
    const offset = saved['@offset']
    if (offset === undefined) return null
    const rows = new Map<string, string>()
    for (const [field, value] of Object.entries(saved)) {
      if (field.startsWith(ROW)) rows.set(field.slice(ROW.length), value)
    }
    return { offset, rows }
  }

  async commit(fence: Fence, change: StateChange): Promise<'ok' | 'fenced'> {
    this.#failPoint('commit.beforeWrite')
    this.#commits += 1
    const { lease, state } = this.#keys
    const gone = change.gone.map((row) => ROW + row)
    const rows = [...change.changed].flatMap(([row, value]) => [ROW + row, value])
    const head = [fence, this.#writer, this.#commits, change.offset]
    if (this.#broken.offsetApart) {
      await this.#script('commitApart', [lease, state], [...head, gone.length, ...gone, ...rows])
      this.#failPoint('commit.between')
      rows.length = 0
    }
    const args = [...head, gone.length, ...gone, ...rows]
    const reply = await this.#script('commit', [lease, state], args)
    this.#failPoint('commit.afterWrite')
    return reply === 1 ? 'ok' : 'fenced'
  }

  async acquire(owner: string): Promise<Fence | { readonly heldBy: string }> {
    const answer = await this.#take(owner, '')
    if (typeof answer === 'number' || !ownerIsDead(answer.heldBy)) return answer
    return this.#take(owner, answer.heldBy)
  }

  async #take(owner: string, seenDead: string): Promise<Fence | { readonly heldBy: string }> {
    const reply = await this.#script('acquire', [this.#keys.lease], [owner, LEASE_TTL, seenDead])
    const [taken, value] = reply as [number, string]
    return taken === 1 ? Number(value) : { heldBy: value }
  }

  async renew(owner: string, fence: Fence): Promise<boolean> {
    return (await this.#script('renew', [this.#keys.lease], [owner, fence, LEASE_TTL])) === 1
  }

  async release(owner: string, fence: Fence): Promise<void> {
    await this.#script('release', [this.#keys.lease], [owner, fence])
  }

  loadCheckpoint(name: string): Promise<string | null> {
    return this.#repeat('loading a checkpoint', ({ redis }) =>
      redis.hget(this.#keys.checkpoints, name),
    )
  }

  async saveCheckpoint(name: string, value: string): Promise<void> {
    await this.#repeat('saving a checkpoint', ({ redis }) =>
      redis.hset(this.#keys.checkpoints, name, value),
    )
  }

  async trim(olderThanMs: number): Promise<number> {
    const { events, dead } = this.#keys
    let removed = 0
    for (let done = 0; done === 0;) {
      const reply = await this.#script('trim', [events, dead], [olderThanMs, TRIM_AT_ONCE])
      const [gone, nothingLeft] = reply as [number, number]
      removed += gone
      done = nothingLeft
    }
    return removed
  }

  close(): Promise<void> {
    this.#ingests.close()
    this.#reader.close()
    return Promise.resolve()
  }

  #script(
    name: ScriptName,
    keys: readonly string[],
    args: readonly (string | number)[],
    deadline?: number,
  ): Promise<unknown> {
    return this.#repeat(name, ({ redis }) => runScript(redis, name, keys, args), deadline)
  }

  #repeat<T>(
    doing: string,
    ask: (connection: StoreConnection) => Promise<T>,
    deadline: number = performance.now() + this.#patience,
  ): Promise<T> {
    return repeated(this.#command, doing, ask, deadline)
  }
}

/** Opens a site's store on the connections; they stay open when it closes, but for its own reader. */
export const openSiteStore = (
  connections: StoreConnections,
  site: string,
  options: SiteStoreOptions = {},
): RedisSiteStore => new SiteStoreInRedis(connections, site, options)
