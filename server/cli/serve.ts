import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { pino, type Logger } from 'pino'
import { EnvironmentFault, readEnvironment, type Environment } from '../config/environment.ts'
import { SiteFilesFault } from '../config/siteFiles.ts'
import { startServer, type RunningServer, type ServerOptions } from '../main.ts'
import { StoreFault } from '../store/storeFault.ts'
import { listenFault } from './listenFault.ts'
import { screenAddress } from './screenAddress.ts'

export type ServeOptions = Omit<ServerOptions, 'log'> & { readonly greeting?: string }

/** Settings of the process, after those of a `.env` file in the working directory. */
export function settingsOf(defaults: Readonly<Record<string, string>> = {}): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readEnvironment({ ...defaults, ...process.env })
}

/**
 * Starts the server and keeps it running until a signal: for `start`, `dev` and `demo`.
 * Never throws for a fault of the operator's: what is wrong
 * goes to stderr in plain words, and the exit code is 1.
 */
export async function serve(prepare: () => ServeOptions): Promise<void> {
  let options: ServeOptions | null = null
  try {
    options = prepare()
    const log = createLog(options.environment)
    const server = await startServer({ ...options, log, onProgress: say })
    greet(server, options)
    stopOnSignal(server, log)
  } catch (error) {
    const words = wordsFor(error, options)
    if (words === null) throw error
    say(words)
    process.exitCode = 1
  }
}

/** What a fault of the operator's is told as; null for any other. */
function wordsFor(error: unknown, options: ServeOptions | null): string | null {
  if (error instanceof EnvironmentFault) return error.message
  if (error instanceof StoreFault || error instanceof SiteFilesFault) return error.message
  return options && listenFault(error, options.environment)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** JSON on stdout; neither names nor free text of the floor are logged. */
const createLog = (environment: Environment): Logger =>
  pino({ level: environment.logLevel, base: null })

function greet(server: RunningServer, { environment, greeting, readyLinks }: ServeOptions): void {
  say(greeting ?? 'Starboard 星光榜')
  const address = screenAddress(server.url, environment)
  for (const site of server.sites) {
    for (const screen of site.screens) {
      const query = server.sites.length > 1 ? `?site=${site.id}` : ''
      say(`  ${site.name.en} · ${screen.id.padEnd(10)} ${address}/wall/${screen.id}${query}`)
    }
  }
  if (readyLinks) say(`  Every screen and role, ready to open: ${address}/demo`)
  if (server.madePassword !== null) {
    say(`  Password of the admin (shown once): ${server.madePassword}`)
  }
  const { token, generated } = server.ingestToken
  if (generated) {
    const file = join(environment.dataDirectory, 'ingest-token')
    const near = relative('', file)
    const place = near.startsWith('..') ? file : near
    say(`  Token for sending events (kept in ${place}, shown once): ${token}`)
  }
}

function stopOnSignal(server: RunningServer, log: Logger): void {
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'Stopping after a fault')
    else log.info({ signal }, 'Stopping')
    await server.stop()
  })
}
