import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Language } from '../../shared/views.ts'
import { epochMs, type EpochMs } from '../../shared/time.ts'
import type { Delta } from '../../shared/protocol/messages.ts'
import { createCalendar } from '../config/calendar.ts'
import { definitionsPage } from '../core/definitionsPage.ts'
import type { SiteConfig } from '../core/siteConfig.ts'
import type { SiteCounts, SiteReading } from '../http/monitoring.ts'
import type { HttpSite } from '../http/siteLookup.ts'
import { createDoor } from '../sources/door.ts'
import { decodeEvent, isRefusal } from '../sources/eventSchema.ts'
import type { Door, Source } from '../sources/source.ts'
import { followQueueLog, type FollowedQueueLog } from '../sources/asterisk/followQueueLog.ts'
import { Inbox } from '../store/inbox.ts'
import { leaseOwner } from '../store/leaseOwner.ts'
import type { StoreConnections } from '../store/connection.ts'
import { openSiteStore, type RedisSiteStore } from '../store/redisSiteStore.ts'
import { StoreUnavailable } from '../store/storeFault.ts'
import { FoldLoop } from './foldLoop.ts'
import { SiteRun } from './siteRun.ts'
import { detailedView, floorFigures } from './siteView.ts'
import { SourceRunner } from './sourceRunner.ts'

/** What a source needs of its site beside the door. */
export interface SourcePorts {
  loadCheckpoint(name: string): Promise<string | null>
  saveCheckpoint(name: string, value: string): Promise<void>
  /** Something an operator should read in the server's log. */
  notice(text: string): void
}

export type MoreSources = (site: SiteConfig, ports: SourcePorts) => readonly Source[]

export interface OpenSiteOptions {
  readonly config: SiteConfig
  readonly connections: StoreConnections
  readonly counts: SiteCounts
  readonly log: Logger
  readonly now: () => EpochMs
  /** Sends a delta to the site's screens; returns how many look. */
  readonly send: (delta: Delta) => void
  readonly screens: () => number
  /** Sources that the site file does not name, such as the simulated floor. */
  readonly moreSources?: MoreSources
}

/** A read older than this means that the loop to Redis is stuck. [P22] */
const STUCK_AFTER = 5000
const TRIM_EVERY = 3_600_000

/** One site, from its place in Redis to its screens, and everything that runs for it. */
export class OpenSite implements HttpSite {
  readonly run: SiteRun
  readonly door: Door
  readonly #options: OpenSiteOptions
  readonly #store: RedisSiteStore
  readonly #loop: FoldLoop
  readonly #sources: SourceRunner
  readonly #stopping = new AbortController()
  readonly #log: Logger
  #queueLogs: FollowedQueueLog[] = []
  #looping: Promise<void> = Promise.resolve()
  #timers: NodeJS.Timeout[] = []

  constructor(options: OpenSiteOptions, retentionDays: number) {
    const { config, connections, counts, now, send } = options
    this.#options = options
    this.#log = options.log.child({ site: config.id })
    this.#store = openSiteStore(connections, config.id)
    const epoch = randomBytes(6).toString('base64url')
    this.run = new SiteRun({ config, calendars: createCalendar, now, epoch, send })
    this.door = this.#guarded(createDoor(this.#store, now, counts))
    this.#loop = new FoldLoop({
      store: this.#store,
      fold: this.run,
      owner: leaseOwner(),
      log: this.#log,
      onUnreadable: (entries) => counts.unreadable(entries),
    })
    this.#sources = new SourceRunner(this.door, this.#log)
    const trim = (): void => void this.#trim(retentionDays)
    this.#timers = [setInterval(() => this.run.beat(), 1000), setInterval(trim, TRIM_EVERY)]
  }

  /** Starts to fold; resolves when the log has been caught up with and the door is open. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#looping = this.#loop.run(this.#stopping.signal, () => {
        void this.#opened().then(resolve)
      })
    })
  }

  async #opened(): Promise<void> {
    await this.#setDefinitions()
    this.#startSources()
    this.#log.info({ offset: this.#loop.offset, events: this.run.floor.events }, 'Site is live')
  }

  /** Before anything else is counted, the log says by which definitions. [M22] */
  async #setDefinitions(): Promise<void> {
    const definitions = this.run.definitionsToSet()
    if (!definitions) return
    const time = this.#options.now()
    const id = `definitions:${definitions.version}:${time}`
    const source = `starboard:${this.run.config.id}`
    await this.#store.ingest([{ id, source, type: 'site.defined', time, data: { definitions } }])
    this.#log.info({ version: definitions.version }, 'Definitions in force')
  }

  #startSources(): void {
    const { config } = this.run
    const ports = {
      loadCheckpoint: (name: string) => this.#store.loadCheckpoint(name),
      saveCheckpoint: (name: string, value: string) => this.#store.saveCheckpoint(name, value),
      now: this.#options.now,
      notice: (text: string) => this.#log.warn({}, text),
    }
    this.#queueLogs = config.asteriskQueueLogs.map((one) => followQueueLog(one, ports))
    const inbox = new Inbox({
      connections: this.#options.connections,
      store: this.#store,
      decode: decodeJson,
      log: this.#log,
    })
    this.#sources.start([
      inbox,
      ...this.#queueLogs,
      ...(this.#options.moreSources?.(config, ports) ?? []),
    ])
  }

  /** Takes up an edited site file: what is counted, what is shown, what is followed. */
  async configure(config: SiteConfig): Promise<void> {
    const followed = JSON.stringify(this.run.config.asteriskQueueLogs)
    this.run.configure(config)
    if (!this.run.live) return
    await this.#setDefinitions()
    if (JSON.stringify(config.asteriskQueueLogs) === followed) return
    await this.#sources.stop()
    this.#startSources()
  }

  /** Nobody comes in before the definitions are set and the fold has caught up. */
  #guarded(door: Door): Door {
    const open = (): void => {
      if (this.#loop.state !== 'live') {
        throw new StoreUnavailable(
          'STORE_UNREACHABLE',
          `Site ${this.run.config.id} is not live yet.`,
        )
      }
    }
    return {
      admit: async (events) => {
        open()
        return door.admit(events)
      },
      setAside: async (letters) => {
        open()
        await door.setAside(letters)
      },
    }
  }

  view(): object | null {
    return this.run.live ? detailedView(this.run.parts()) : null
  }

  definitions(language: Language): object {
    return definitionsPage(this.run.floor.definitions, this.run.config, language)
  }

  /** Why the site cannot do its work; empty when it can. */
  faults(): string[] {
    const { id } = this.run.config
    const faults: string[] = []
    const { state, heldBy, lastFault } = this.#loop
    if (state === 'standby')
      faults.push(`site ${id}: folded by another server (${heldBy ?? 'unknown'})`)
    else if (state !== 'live') faults.push(`site ${id}: ${state}`)
    const age = this.#store.readAgeMs()
    if (age > STUCK_AFTER)
      faults.push(`site ${id}: nothing read from Redis for ${Math.round(age / 1000)} s`)
    if (lastFault !== null) faults.push(`site ${id}: ${lastFault}`)
    return faults
  }

  /** What works but should be looked at. */
  notes(): string[] {
    return this.#queueLogs.flatMap((followed) => {
      const { problem, advice } = followed.status()
      return [...(problem === null ? [] : [problem]), ...advice].map(
        (text) => `${followed.name}: ${text}`,
      )
    })
  }

  async reading(): Promise<SiteReading> {
    const arrived = (offset: string): number => Number(offset.split('-')[0])
    const newest = await this.#store.newest().catch(() => null)
    const lag =
      newest === null ? null : Math.max(0, arrived(newest) - arrived(this.#loop.offset)) / 1000
    return {
      site: this.run.config.id,
      foldLagSeconds: lag,
      lastReadAgeSeconds: this.#store.readAgeMs() / 1000,
      orphans: this.run.floor.visits.orphans,
      screens: this.#options.screens(),
      floor: floorFigures(this.run.parts()),
    }
  }

  async #trim(retentionDays: number): Promise<void> {
    const oldest = epochMs(retentionDays * 86_400_000)
    await this.#store
      .trim(oldest)
      .catch((error: unknown) => this.#log.warn({ error }, 'Log not trimmed'))
  }

  /** Takes nothing more in, saves, and gives the site up. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#sources.stop()
    this.#stopping.abort()
    await this.#looping
    this.run.stop()
    await this.#store.close()
  }
}

function decodeJson(raw: string): ReturnType<typeof decodeEvent> {
  try {
    const event: unknown = JSON.parse(raw)
    const decoded = decodeEvent(event)
    return isRefusal(decoded) ? { reason: decoded.reason } : decoded
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'not JSON' }
  }
}
