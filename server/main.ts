import { createServer, type Server } from 'node:http'
import type { Logger } from 'pino'
import { epochMs, type EpochMs } from '../shared/time.ts'
import type { Environment } from './config/environment.ts'
import { keepIngestToken, type IngestToken } from './config/ingestToken.ts'
import { loadSites, newSiteFiles, type LoadedSite } from './config/siteFiles.ts'
import type { SiteDefaults } from './config/siteFile.ts'
import type { SiteConfig } from './core/siteConfig.ts'
import { addressOf } from './http/addressOf.ts'
import { createApp } from './http/app.ts'
import { buildName, type ClientFiles } from './http/clientRoutes.ts'
import { demoPage } from './http/demoPage.ts'
import { createMonitoring, type Monitoring } from './http/monitoring.ts'
import type { Readiness } from './http/stateRoutes.ts'
import { packageRoot, packageVersion } from './packageRoot.ts'
import { createScreens, type Screens } from './push/screens.ts'
import { demoLinks } from './site/demoLinks.ts'
import { openHouseAccess, type HouseAccess } from './site/houseAccess.ts'
import { OpenSite } from './site/openSite.ts'
import type { MoreSources } from './site/siteSources.ts'
import { PersonalScreens } from './site/personalScreens.ts'
import { Sites } from './site/sites.ts'
import { openStore, type OpenStore } from './store/openStore.ts'

export interface ServerOptions {
  readonly environment: Environment
  readonly log: Logger
  /** Serve the screens from their sources with hot reload. */
  readonly hotReload?: boolean
  readonly moreSources?: MoreSources
  /** One page with ready links for every screen and role, at /demo. For a server on its own machine alone. */
  readonly readyLinks?: boolean
  /** Told what takes long before the server listens. */
  readonly onProgress?: (line: string) => void
}

export interface RunningServer {
  /** Where the server listens, such as `http://127.0.0.1:8080`. */
  readonly url: string
  readonly ingestToken: IngestToken
  /** The admin's password, where the first start made one: to be printed once. */
  readonly madePassword: string | null
  readonly access: HouseAccess
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
  readonly #monitoring: Monitoring
  readonly #sites: Sites
  #screens: Screens | null = null
  #access: HouseAccess | null = null
  #personal: PersonalScreens | null = null
  #warnings: readonly string[] = []
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
    this.#monitoring = createMonitoring(() => this.#sites.readings())
    this.#sites = new Sites(
      loaded.map(({ config }) => this.#openSite(config)),
      options.log,
    )
  }

  async open(defaults: SiteDefaults): Promise<RunningServer> {
    const { environment, log } = this.#options
    for (const { file, warnings } of this.#loaded) {
      for (const { message } of warnings) log.warn({ file }, message.en)
    }
    this.#access = await openHouseAccess({
      connections: this.#store.connections,
      environment,
      ingestToken: this.#token.token,
      now,
      sites: () => this.#sites.configs(),
      thanks: (site) => this.#sites.named(site)?.thanks ?? null,
    })
    await this.#serve(this.#access)
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject)
      this.#http.listen(environment.port, environment.host, resolve)
    })
    this.#sites.watch(this.#loaded, defaults, () => this.#screens?.settingsChanged())
    const live = this.#sites.start()
    await this.#look()
    this.#looking = setInterval(() => void this.#look(), LOOK_EVERY)
    return {
      url: addressOf(this.#http),
      ingestToken: this.#token,
      madePassword: this.#access.madePassword,
      access: this.#access,
      sites: this.#loaded.map(({ config }) => config),
      live,
      stop: () => this.stop(),
    }
  }

  /** What the store says of itself and which files are there change slowly: asked now and then. */
  async #look(): Promise<void> {
    const { dataDirectory, siteFiles: given } = this.#options.environment
    const told = new Set(this.#warnings)
    try {
      const files = await newSiteFiles({ given, dataDirectory }, this.#loaded)
      this.#warnings = [...(await this.#store.warnings()), ...files]
    } catch {
      // A store that does not answer is told of elsewhere; what was known stays.
    }
    for (const warning of this.#warnings)
      if (!told.has(warning)) this.#options.log.warn({}, warning)
  }

  #openSite(config: SiteConfig): OpenSite {
    const { environment, log, moreSources } = this.#options
    return new OpenSite(
      {
        config,
        connections: this.#store.connections,
        dataDirectory: environment.dataDirectory,
        counts: this.#monitoring.site(config.id),
        log,
        now,
        send: (delta) => this.#screens?.show(config.id, delta),
        beat: () => this.#personal?.refresh(config.id),
        screens: () => this.#screens?.measures().screens.get(config.id) ?? 0,
        ...(moreSources ? { moreSources } : {}),
      },
      environment.retentionDays,
    )
  }

  async #serve(access: HouseAccess): Promise<void> {
    const { environment, log, hotReload = false, readyLinks = false } = this.#options
    const client = hotReload
      ? await (await import('./http/devClient.ts')).hotClient(this.#http)
      : builtClient
    const build = { version: packageVersion(), build: buildName(client) }
    const links = readyLinks ? await demoLinks(access.access, this.#sites.configs()) : null
    const app = createApp({
      sites: (id) => this.#sites.named(id),
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
      house: access.house,
      ...(links ? { pages: demoPage(() => links) } : {}),
    })
    this.#http.on('request', app)
    this.#screens = createScreens({
      httpServer: this.#http,
      directory: this.#sites.directory,
      feeds: this.#sites.feeds,
      build: build.build,
      log,
      allowedOrigins: environment.publicUrl ? [environment.publicUrl.origin] : [],
      sharesUpgrades: hotReload,
      sent: (site, bytes) => this.#monitoring.site(site).sent(bytes),
    })
    this.#personal = new PersonalScreens(this.#screens, this.#sites, access, build.build)
  }

  #readiness(): Readiness {
    const state = this.#store.state()
    const refusal = this.#store.connections.refusal()?.message
    const reasons = [
      ...(this.#stopping ? ['stopping'] : []),
      ...(state.type === 'restarting' ? [`Redis is being restarted: ${state.reason}`] : []),
      ...(refusal === undefined ? [] : [refusal]),
      ...this.#sites.faults(),
    ]
    const notes = [...this.#sites.notes(), ...this.#warnings]
    return { ready: reasons.length === 0, reasons: [...reasons, ...notes] }
  }

  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    if (this.#looking) clearInterval(this.#looking)
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()))
    this.#http.closeIdleConnections()
    this.#personal?.close()
    await this.#screens?.close()
    await this.#sites.stop()
    this.#access?.close()
    this.#http.closeAllConnections()
    if (this.#http.listening) await closed
    await this.#store.close()
  }
}

const builtClient: ClientFiles = { type: 'built', directory: `${packageRoot()}dist/client` }
