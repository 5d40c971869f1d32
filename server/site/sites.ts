import type { Logger } from 'pino'
import type { SiteDefaults } from '../config/siteFile.ts'
import type { LoadedSite } from '../config/siteFiles.ts'
import { watchSites } from '../config/siteFileWatch.ts'
import type { SiteConfig } from '../core/siteConfig.ts'
import type { SiteReading } from '../http/monitoring.ts'
import type { Directory, Feeds } from '../push/ports.ts'
import type { OpenSite } from './openSite.ts'

const DEFAULT_SITE = 'default'

/** The sites of this server, and which of them is meant. */
export class Sites {
  readonly #sites: ReadonlyMap<string, OpenSite>
  /** Faults of edited site files; the last good version stays in use. */
  readonly #fileFaults = new Map<string, readonly string[]>()
  readonly #log: Logger
  #watching: { close(): void } | null = null

  constructor(sites: readonly OpenSite[], log: Logger) {
    this.#sites = new Map(sites.map((site) => [site.run.config.id, site]))
    this.#log = log
  }

  /** Screens name a site only where there are several; `default` is the first, whatever its name. */
  named(id: string | null): OpenSite | null {
    const site = this.#sites.get(id ?? DEFAULT_SITE)
    if (site || (id !== null && id !== '' && id !== DEFAULT_SITE)) return site ?? null
    return this.#sites.values().next().value ?? null
  }

  /** As their files say now; the default one first. */
  configs(): SiteConfig[] {
    return [...this.#sites.values()].map(({ run }) => run.config)
  }

  /** Which screens there are. */
  readonly directory: Directory = {
    settings: (site, screen) => {
      const open = this.named(site)
      if (!open) return 'UNKNOWN_SITE'
      return open.run.config.screens.find(({ id }) => id === screen) ?? 'UNKNOWN_SCREEN'
    },
  }

  /** What they see. */
  readonly feeds: Feeds = {
    snapshot: (site) => this.#known(site).run.snapshot(),
    tick: (site) => this.#known(site).run.tick(),
  }

  #known(id: string): OpenSite {
    const site = this.named(id)
    if (!site) throw new Error(`No site ${id}; the directory is asked first`)
    return site
  }

  /** Resolves when every site is live. */
  async start(): Promise<void> {
    await Promise.all([...this.#sites.values()].map((site) => site.start()))
  }

  /** Takes up edited site files; `changed` is called after each. */
  watch(loaded: readonly LoadedSite[], defaults: SiteDefaults, changed: () => void): void {
    this.#watching = watchSites(loaded, defaults, {
      changed: ({ config, file }) => {
        this.#log.info({ site: config.id, file }, 'Site file taken up')
        const failed = (error: unknown): void =>
          this.#log.error({ err: error, site: config.id }, 'Definitions not set')
        void this.#sites.get(config.id)?.configure(config).catch(failed).finally(changed)
      },
      faulty: (file, faults) => {
        this.#fileFaults.set(file, faults)
        for (const fault of faults) this.#log.error({ file }, fault)
      },
    })
  }

  readings(): Promise<readonly SiteReading[]> {
    return Promise.all([...this.#sites.values()].map((site) => site.reading()))
  }

  /** Why the sites cannot do their work. */
  faults(): string[] {
    return [...this.#sites.values()].flatMap((site) => site.faults())
  }

  /** What works but should be looked at. */
  notes(): string[] {
    const files = [...this.#fileFaults.values()].flat()
    return [...files, ...[...this.#sites.values()].flatMap((site) => site.notes())]
  }

  async stop(): Promise<void> {
    this.#watching?.close()
    await Promise.all([...this.#sites.values()].map((site) => site.stop()))
  }
}
