import type { Server as HttpServer } from 'node:http'
import type { Snapshot, Tick } from '../../shared/protocol/messages.ts'
import type { ScreenSettings } from '../../shared/views.ts'
import type { ScreenLimits } from './screenLimits.ts'

/** Which screens there are. Asked at each join, and whenever the site files change. */
export interface Directory {
  /** A site may answer to several names, such as none at all; `Feeds` must know them too. */
  settings(site: string, screen: string): ScreenSettings | 'UNKNOWN_SITE' | 'UNKNOWN_SCREEN'
}

/** What the screens of a site see now; asked only for sites that the directory knows. */
export interface Feeds {
  snapshot(site: string): Snapshot
  tick(site: string): Tick
}

export interface ScreenLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export interface ScreensOptions {
  readonly httpServer: HttpServer
  readonly directory: Directory
  readonly feeds: Feeds
  /** Names the page that is being served; screens with another one are told to load it. Empty: unknown. */
  readonly build: string
  readonly log: ScreenLog
  /** Origins allowed besides the server's own host, such as `PUBLIC_URL`. */
  readonly allowedOrigins?: readonly string[]
  /** Set when something else on this server answers upgrades too, like the bundler's hot reload. */
  readonly sharesUpgrades?: boolean
  readonly limits?: Partial<ScreenLimits>
  /** Told of bytes sent to screens of a site. */
  readonly sent?: (site: string, bytes: number) => void
  /** A clock that only runs forward, in ms. */
  readonly now?: () => number
  /** Runs something every so many ms; returns what ends it. */
  readonly every?: (ms: number, run: () => void) => () => void
}
