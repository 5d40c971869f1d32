import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Door, Source } from '../sources/source.ts'

const RESTART_FIRST = 500
const RESTART_LONGEST = 30_000

/** Keeps sources running: one that fails is started again, later each time it fails at once. */
export class SourceRunner {
  readonly #door: Door
  readonly #log: Logger
  #stopping = new AbortController()
  #running: Promise<void>[] = []

  constructor(door: Door, log: Logger) {
    this.#door = door
    this.#log = log
  }

  start(sources: readonly Source[]): void {
    this.#stopping = new AbortController()
    const { signal } = this.#stopping
    this.#running = sources.map((source) => this.#keep(source, signal))
  }

  async #keep(source: Source, signal: AbortSignal): Promise<void> {
    let delay = RESTART_FIRST
    while (!signal.aborted) {
      const started = performance.now()
      try {
        await source.run(this.#door, signal)
        if (signal.aborted) return
        this.#log.info({ source: source.name }, 'Source has ended')
        return
      } catch (error) {
        if (signal.aborted) return
        const fault = error instanceof Error ? error.message : String(error)
        this.#log.error({ source: source.name, fault }, 'Source failed; it is started again')
      }
      delay =
        performance.now() - started > RESTART_LONGEST
          ? RESTART_FIRST
          : Math.min(delay * 2, RESTART_LONGEST)
      await wait(delay, undefined, { signal }).catch(() => undefined)
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#running)
    this.#running = []
  }
}
