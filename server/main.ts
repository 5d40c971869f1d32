import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Router } from 'express'
import type { Logger } from 'pino'
import { epochMs, type EpochMs } from '../shared/time.ts'
import type { Environment } from './config/environment.ts'
import { keepIngestToken, type IngestToken } from './config/ingestToken.ts'
import { watchSites } from './config/siteFileWatch.ts'
import { loadSites, type LoadedSite } from './config/siteFiles.ts'
import type { SiteDefaults } from './config/siteFile.ts'
import type { SiteConfig } from './core/siteConfig.ts'
import { createApp } from './http/app.ts'
import type { ClientFiles } from './http/clientRoutes.ts'
import { createMonitoring, type Monitoring } from './http/monitoring.ts'
import type { Readiness } from './http/stateRoutes.ts'
import { packageRoot, packageVersion } from './packageRoot.ts'
import type { Directory } from './push/ports.ts'
import { createScreens, type Screens } from './push/screens.ts'
import { OpenSite, type MoreSources } from './site/openSite.ts'
import { openStore, type OpenStore } from './store/openStore.ts'

export interface ServerOptions {
  readonly environment: Environment
  readonly log: Logger
  /** Serve the screens from their sources with hot reload. */
  readonly hotReload?: boolean
  readonly moreSources?: MoreSources
  /** Told what takes long before the server listens. */
  readonly onProgress?: (line: string) => void
}

export interface RunningServer {
  /** Where the server listens, such as `http://127.0.0.1:8080`. */
  readonly url: string
  readonly ingestToken: IngestToken
  readonly sites: readonly SiteConfig[]
  /** Resolves when every site is live. */
  readonly live: Promise<void>
  /** Lets screens and sources go, saves, and closes what it opened. */
  stop(): Promise<void>
}

const LOOK_EVERY = 30_000

const now = (): EpochMs => epochMs(Date.now())

/**
 * Builds the house: store, sites, HTTP and screens, and starts them in order.
 * @throws EnvironmentFault, SiteFilesFault or StoreFault with what to do.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { environment, log } = options
  const ingestToken = await keepIngestToken(environment.dataDirectory, environment.ingestToken)
  const { dataDirectory, siteFiles: given } = environment
  const defaults = { timezone: environment.timezone, language: environment.defaultLanguage }
  const sites = await loadSites({ given, dataDirectory, defaults })
  const store = await openStore({
    dataDir: dataDirectory,
    redisUrl: environment.redisUrl ?? undefined,
    redisServerBin: environment.redisServerBin ?? undefined,
    log,
    onProgress: options.onProgress,
  })
  const house = new House(options, store, sites, ingestToken)
  try {
    return await house.open(defaults)
  } catch (error) {
    await house.stop()
    throw error
  }
}

/** Everything that runs, and the order in which it stops. */
class House {
  readonly #options: ServerOptions
  readonly #store: OpenStore
  readonly #loaded: readonly LoadedSite[]
  readonly #token: IngestToken
  readonly #http: Server = createServer()
  readonly #sites = new Map<string, OpenSite>()
  readonly #monitoring: Monitoring
  #screens: Screens | null = null
  #warnings: readonly string[] = []
  /** Faults of edited site files; the last good version stays in use. */
  readonly #fileFaults = new Map<string, readonly string[]>()
  #watching: { close(): void } | null = null
  #looking: NodeJS.Timeout | null = null
  #stopping = false

  constructor(
    options: ServerOptions,
    store: OpenStore,
    loaded: readonly LoadedSite[],
    token: IngestToken,
  ) {
    this.#options = options
    this.#store = store
    this.#loaded = loaded
    this.#token = token
    this.#monitoring = createMonitoring(() =>
      Promise.all([...this.#sites.values()].map((site) => site.reading())),
    )
  }

  async open(defaults: SiteDefaults): Promise<RunningServer> {
    const { environment, log } = this.#options
    for (const { config, file, warnings } of this.#loaded) {
      for (const { message } of warnings) log.warn({ file }, message.en)
      this.#openSite(config)
    }
    await this.#serve()
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject)
      this.#http.listen(environment.port, environment.host, resolve)
    })
    this.#watch(defaults)
    const live = Promise.all([...this.#sites.values()].map((site) => site.start())).then(() => {})
    await this.#look()
    for (const warning of this.#warnings) log.warn({}, warning)
    this.#looking = setInterval(() => void this.#look(), LOOK_EVERY)
    return {
      url: urlOf(this.#http),
      ingestToken: this.#token,
      sites: this.#loaded.map(({ config }) => config),
      live,
      stop: () => this.stop(),
    }
  }

  /** What the store says of itself changes slowly: asked now and then, not for each question. */
  async #look(): Promise<void> {
    this.#warnings = await this.#store.warnings().catch(() => this.#warnings)
  }

  #openSite(config: SiteConfig): void {
    const { environment, log, moreSources } = this.#options
    const site = new OpenSite(
      {
        config,
        connections: this.#store.connections,
        counts: this.#monitoring.site(config.id),
        log,
        now,
        send: (delta) => this.#screens?.show(config.id, delta),
        screens: () => this.#screens?.measures().screens.get(config.id) ?? 0,
        ...(moreSources ? { moreSources } : {}),
      },
      environment.retentionDays,
    )
    this.#sites.set(config.id, site)
  }

  async #serve(): Promise<void> {
    const { environment, log, hotReload = false } = this.#options
    const client = hotReload ? await this.#hotClient() : builtClient()
    const build = { version: packageVersion(), build: hotReload ? '' : buildName(client) }
    const app = createApp({
      sites: (id) => (id === null ? this.#firstSite() : (this.#sites.get(id) ?? null)),
      readiness: () => this.#readiness(),
      monitoring: this.#monitoring,
      log,
      build,
      client,
      ingestToken: this.#token.token,
      metricsToken: environment.metricsToken,
      publicUrl: environment.publicUrl,
      trustProxy: environment.trustProxy,
      defaultLanguage: environment.defaultLanguage,
    })
    this.#http.on('request', app)
    this.#screens = createScreens({
      httpServer: this.#http,
      directory: this.#directory(),
      feeds: {
        snapshot: (site) => this.#site(site).run.snapshot(),
        tick: (site) => this.#site(site).run.tick(),
      },
      build: build.build,
      log,
      allowedOrigins: environment.publicUrl ? [environment.publicUrl.origin] : [],
      sharesUpgrades: hotReload,
      sent: (site, bytes) => this.#monitoring.site(site).sent(bytes),
    })
  }

  async #hotClient(): Promise<ClientFiles> {
    const { attachDevClient } = await import('./http/devClient.ts')
    const handler = Router()
    await attachDevClient(handler, this.#http)
    return { type: 'middleware', handler }
  }

  #directory(): Directory {
    return {
      settings: (site, screen) => {
        const open = site === '' ? this.#firstSite() : this.#sites.get(site)
        if (!open) return 'UNKNOWN_SITE'
        return open.run.config.screens.find(({ id }) => id === screen) ?? 'UNKNOWN_SCREEN'
      },
    }
  }

  #firstSite(): OpenSite | null {
    return this.#sites.values().next().value ?? null
  }

  /** Screens name a site only where there are several. */
  #site(id: string): OpenSite {
    const site = id === '' ? this.#firstSite() : this.#sites.get(id)
    if (!site) throw new Error(`No site ${id}; the directory is asked first`)
    return site
  }

  #watch(defaults: SiteDefaults): void {
    const { log } = this.#options
    this.#watching = watchSites(this.#loaded, defaults, {
      changed: ({ config, file }) => {
        log.info({ site: config.id, file }, 'Site file taken up')
        void this.#configure(config)
      },
      faulty: (file, faults) => {
        this.#fileFaults.set(file, faults)
        for (const fault of faults) log.error({ file }, fault)
      },
    })
  }

  async #configure(config: SiteConfig): Promise<void> {
    await this.#sites
      .get(config.id)
      ?.configure(config)
      .catch((error: unknown) => this.#options.log.error({ err: error }, 'Definitions not set'))
    this.#screens?.settingsChanged()
  }

  #readiness(): Readiness {
    const state = this.#store.state()
    const redis = state.type === 'restarting' ? [`Redis is being restarted: ${state.reason}`] : []
    const refusal = this.#store.connections.refusal()?.message
    if (refusal !== undefined) redis.push(refusal)
    const faults = [...this.#sites.values()].flatMap((site) => site.faults())
    const reasons = [...(this.#stopping ? ['stopping'] : []), ...redis, ...faults]
    const notes = [...[...this.#fileFaults.values()].flat(), ...this.#warnings]
    for (const site of this.#sites.values()) notes.push(...site.notes())
    return { ready: reasons.length === 0, reasons: [...reasons, ...notes] }
  }

  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    this.#watching?.close()
    if (this.#looking) clearInterval(this.#looking)
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()))
    this.#http.closeIdleConnections()
    await this.#screens?.close()
    await Promise.all([...this.#sites.values()].map((site) => site.stop()))
    this.#http.closeAllConnections()
    if (this.#http.listening) await closed
    await this.#store.close()
  }
}

function builtClient(): ClientFiles & { type: 'built' } {
  return { type: 'built', directory: `${packageRoot()}dist/client` }
}

/** Changes with every build of the client; pages of another build reload. */
function buildName(client: ClientFiles): string {
  if (client.type !== 'built') return ''
  try {
    return createHash('sha256')
      .update(readFileSync(`${client.directory}/index.html`))
      .digest('hex')
      .slice(0, 12)
  } catch {
    return ''
  }
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address
  return `http://${family === 'IPv6' && host !== 'localhost' ? `[${host}]` : host}:${port}`
}
