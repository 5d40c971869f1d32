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
import type { Door } from '../sources/source.ts'
import { leaseOwner } from '../store/leaseOwner.ts'
import type { StoreConnections } from '../store/connection.ts'
import { openLedgerDesk, type OpenLedgerDesk } from '../store/openLedgerDesk.ts'
import { openSiteStore, type RedisSiteStore } from '../store/redisSiteStore.ts'
import { StoreUnavailable } from '../store/storeFault.ts'
import { FoldLoop } from './foldLoop.ts'
import { SiteRun } from './siteRun.ts'
import { RecognitionDesk } from './recognitionDesk.ts'
import { SiteSources, type MoreSources } from './siteSources.ts'
import { Thanks } from './thanks.ts'
import { detailedView, floorFigures } from './siteView.ts'

export interface OpenSiteOptions {
  readonly config: SiteConfig
  readonly connections: StoreConnections
  readonly counts: SiteCounts
  readonly log: Logger
  readonly now: () => EpochMs
  /** Sends a delta to the site's screens; returns how many look. */
  readonly send: (delta: Delta) => void
  readonly screens: () => number
  /** Called once a second: what single people see may have changed. */
  readonly beat: () => void
  readonly dataDirectory: string
  readonly moreSources?: MoreSources
}

/** A read older than this means that the loop to Redis is stuck. [P22] */
const STUCK_AFTER = 5000
const TRIM_EVERY = 3_600_000
/** Time passes on walls this often, ms: an alarm or a paper begins well within a second. */
const BEAT = 250
/** What single people see is looked at this often, ms. */
const PERSONAL_BEAT = 1000

/** One site, from its place in Redis to its screens, and everything that runs for it. */
export class OpenSite implements HttpSite {
  readonly run: SiteRun
  readonly door: Door
  readonly #options: OpenSiteOptions
  readonly #store: RedisSiteStore
  readonly #loop: FoldLoop
  readonly #sources: SiteSources
  readonly #stopping = new AbortController()
  readonly #log: Logger
  #ledger: OpenLedgerDesk | null = null
  #recognition: RecognitionDesk | null = null
  #thanks: Thanks | null = null
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
    const { moreSources } = options
    this.#sources = new SiteSources({
      store: this.#store,
      connections,
      door: this.door,
      now,
      log: this.#log,
      recognition: () => this.run.recognition,
      thanks: () => this.thanks,
      ...(moreSources ? { moreSources } : {}),
    })
    const trim = (): void => void this.#trim(retentionDays)
    this.#timers = [
      setInterval(() => this.run.beat(), BEAT),
      setInterval(() => options.beat(), PERSONAL_BEAT),
      setInterval(trim, TRIM_EVERY),
    ]
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
    await this.#openLedger()
    this.#sources.start(this.run.config)
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

  /** Thank-yous and what the fold grants go by the ledger. [K4] */
  async #openLedger(): Promise<void> {
    const { connections, dataDirectory, now } = this.#options
    const { id: site } = this.run.config
    const log = this.#log
    this.#ledger = await openLedgerDesk({
      connections,
      site,
      dataDirectory,
      door: this.door,
      now,
      log,
    })
    const { desk } = this.#ledger
    this.#recognition = new RecognitionDesk(this.run, desk, log)
    this.#thanks = new Thanks({
      desk,
      people: () => this.run.config.people,
      knows: (person) => this.run.recognition.people.states.has(person),
      consent: (person) => this.run.recognition.people.choices.audienceOf(person),
      now,
      calendar: () => this.run.floor.calendar,
    })
  }

  /** Undefined until the ledger is open. */
  get thanks(): Thanks | undefined {
    return this.#thanks ?? undefined
  }

  /** Takes up an edited site file: what is counted, what is shown, what is followed. */
  async configure(config: SiteConfig): Promise<void> {
    this.run.configure(config)
    if (!this.run.live) return
    await this.#setDefinitions()
    await this.#sources.configure(config)
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
    return this.run.live ? detailedView(this.run.parts(), this.run.wall()) : null
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
    return this.#sources.notes()
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
    this.#recognition?.stop()
    await this.#ledger?.close()
    this.#stopping.abort()
    await this.#looping
    this.run.stop()
    await this.#store.close()
  }
}
