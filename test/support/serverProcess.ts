import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const TOKEN = 'token-for-tests-only'

/** A port nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export interface ServerProcessOptions {
  readonly dataDirectory: string
  readonly port: number
  readonly environment?: Readonly<Record<string, string>>
  /** Started again whenever it dies, with this environment instead. */
  readonly revive?: Readonly<Record<string, string>>
}

/** The real server as a process of its own, on a directory and a port of its own. */
export class ServerProcess {
  readonly url: string
  /** How often it died without being asked to. */
  deaths = 0
  output = ''
  #child: ChildProcess | null = null
  #wanted = true
  readonly #options: ServerProcessOptions
  #revive: Readonly<Record<string, string>> | null

  constructor(options: ServerProcessOptions) {
    this.#options = options
    this.#revive = options.revive ?? null
    this.url = `http://127.0.0.1:${options.port}`
    this.#start(options.environment ?? {})
  }

  #start(environment: Readonly<Record<string, string>>): void {
    const { dataDirectory, port } = this.#options
    const child = spawn(process.execPath, ['server/starboard.mjs', 'start'], {
      env: {
        ...process.env,
        DATA_DIR: dataDirectory,
        PORT: String(port),
        HOST: '127.0.0.1',
        INGEST_TOKEN: TOKEN,
        SITE_TIMEZONE: 'UTC',
        LOG_LEVEL: 'warn',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const keep = (bytes: Buffer): void => {
      this.output = (this.output + bytes.toString()).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('exit', () => {
      if (!this.#wanted) return
      this.deaths += 1
      if (this.#revive) this.#start(this.#revive)
    })
  }

  get dataDirectory(): string {
    return this.#options.dataDirectory
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** From the next death on it runs undisturbed. */
  heal(): void {
    this.#revive = {}
  }

  /** kill -9 and a start, as a supervisor does. */
  restart(): void {
    this.heal()
    this.kill('SIGKILL')
  }

  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Resolves when `/readyz` says so. */
  async ready(withinMs = 60_000): Promise<void> {
    const deadline = performance.now() + withinMs
    while (performance.now() < deadline) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null)
      if (answer?.ok) return
      await wait(25)
    }
    throw new Error(`Not ready within ${withinMs} ms. It said:\n${this.output}`)
  }

  async json(path: string): Promise<unknown> {
    const answer = await fetch(this.url + path)
    return answer.json()
  }

  /** Posts events; says the status, or 0 when nobody answered. */
  async post(
    events: readonly unknown[],
    path = '/api/v1/events',
  ): Promise<{ status: number; body: unknown }> {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` }
    const answer = await fetch(this.url + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(events),
    }).catch(() => null)
    if (!answer) return { status: 0, body: null }
    return { status: answer.status, body: await answer.json().catch(() => null) }
  }

  /** Posts until a 202 comes, as a sender does that trusts ids. */
  async deliver(events: readonly unknown[], withinMs = 60_000): Promise<void> {
    const deadline = performance.now() + withinMs
    while (performance.now() < deadline) {
      const { status } = await this.post(events)
      if (status === 202) return
      await wait(50)
    }
    throw new Error(`Not delivered within ${withinMs} ms. It said:\n${this.output}`)
  }

  /** Asks it to stop and waits until it has. */
  async stop(): Promise<void> {
    this.#wanted = false
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await gone
    clearTimeout(late)
  }
}

/** A directory for a server's data, gone afterwards. */
export function dataDirectory(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'starboard-test-'))
  const remove = (): void => {
    stopRedis(path)
    rmSync(path, { recursive: true, force: true })
  }
  return { path, remove }
}

/** The Redis of a server that was killed goes on by design; here nobody would take it up again. */
function stopRedis(directory: string): void {
  try {
    process.kill(Number(readFileSync(join(directory, 'redis', 'redis.pid'), 'utf8')), 'SIGTERM')
  } catch {
    // It has ended with its server.
  }
}
