import type { Logger } from 'pino'
import type { EpochMs } from '../../shared/time.ts'
import type { Recognition } from '../core/recognition/recognition.ts'
import type { SiteConfig } from '../core/siteConfig.ts'
import type { ThanksDesk } from '../http/thanksDesk.ts'
import { decodeEvent, isRefusal } from '../sources/eventSchema.ts'
import { followQueueLog, type FollowedQueueLog } from '../sources/asterisk/followQueueLog.ts'
import type { Door, Source } from '../sources/source.ts'
import { Inbox } from '../store/inbox.ts'
import type { StoreConnections } from '../store/connection.ts'
import type { SiteStore } from '../store/siteStore.ts'
import { SourceRunner } from './sourceRunner.ts'

/** What a source needs of its site beside the door. */
export interface SourcePorts {
  loadCheckpoint(name: string): Promise<string | null>
  saveCheckpoint(name: string, value: string): Promise<void>
  /** Something an operator should read in the server's log. */
  notice(text: string): void
  /** Who stands where: read by the demo's people, who thank each other. */
  recognition(): Recognition
  thanks(): ThanksDesk | undefined
}

/** Sources that the site file does not name, such as the simulated floor. */
export type MoreSources = (site: SiteConfig, ports: SourcePorts) => readonly Source[]

export interface SiteSourcesOptions {
  readonly store: SiteStore
  readonly connections: StoreConnections
  readonly door: Door
  readonly now: () => EpochMs
  readonly log: Logger
  readonly recognition: () => Recognition
  readonly thanks: () => ThanksDesk | undefined
  readonly moreSources?: MoreSources
}

/** Everything that brings events into one site by itself. */
export class SiteSources {
  readonly #options: SiteSourcesOptions
  readonly #runner: SourceRunner
  #queueLogs: FollowedQueueLog[] = []
  #followed = ''

  constructor(options: SiteSourcesOptions) {
    this.#options = options
    this.#runner = new SourceRunner(options.door, options.log)
  }

  start(config: SiteConfig): void {
    const { store, connections, log, now, moreSources, recognition, thanks } = this.#options
    const ports = {
      loadCheckpoint: (name: string) => store.loadCheckpoint(name),
      saveCheckpoint: (name: string, value: string) => store.saveCheckpoint(name, value),
      now,
      notice: (text: string) => log.warn({}, text),
      recognition,
      thanks,
    }
    this.#followed = JSON.stringify(config.asteriskQueueLogs)
    this.#queueLogs = config.asteriskQueueLogs.map((one) => followQueueLog(one, ports))
    const inbox = new Inbox({ connections, store, decode: decodeJson, log })
    this.#runner.start([inbox, ...this.#queueLogs, ...(moreSources?.(config, ports) ?? [])])
  }

  /** Takes up an edited site file: starts anew where it follows other files. */
  async configure(config: SiteConfig): Promise<void> {
    if (JSON.stringify(config.asteriskQueueLogs) === this.#followed) return
    await this.stop()
    this.start(config)
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

  stop(): Promise<void> {
    return this.#runner.stop()
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
