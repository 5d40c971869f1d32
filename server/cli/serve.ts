import { existsSync } from 'node:fs'
import closeWithGrace from 'close-with-grace'
import { pino, type Logger } from 'pino'
import { EnvironmentFault, readEnvironment, type Environment } from '../config/environment.ts'
import { SiteFilesFault } from '../config/siteFiles.ts'
import { startServer, type RunningServer, type ServerOptions } from '../main.ts'
import { StoreFault } from '../store/storeFault.ts'

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
  let server: RunningServer
  try {
    const options = prepare()
    const log = createLog(options.environment)
    server = await startServer({ ...options, log, onProgress: say })
    greet(server, options.greeting)
    stopOnSignal(server, log)
  } catch (error) {
    if (!isExpected(error)) throw error
    say(error.message)
    process.exitCode = 1
  }
}

const isExpected = (error: unknown): error is Error =>
  error instanceof EnvironmentFault ||
  error instanceof StoreFault ||
  error instanceof SiteFilesFault ||
  (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** JSON on stdout; neither names nor free text of the floor are logged. */
const createLog = (environment: Environment): Logger =>
  pino({ level: environment.logLevel, base: null })

function greet(server: RunningServer, greeting?: string): void {
  say(greeting ?? 'Starboard 星光榜')
  for (const site of server.sites) {
    for (const screen of site.screens) {
      const query = server.sites.length > 1 ? `?site=${site.id}` : ''
      say(`  ${site.name.en} · ${screen.id.padEnd(10)} ${server.url}/wall/${screen.id}${query}`)
    }
  }
  const { token, generated } = server.ingestToken
  if (generated)
    say(`  Token for sending events (kept in DATA_DIR/ingest-token, shown once): ${token}`)
}

function stopOnSignal(server: RunningServer, log: Logger): void {
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'Stopping after a fault')
    else log.info({ signal }, 'Stopping')
    await server.stop()
  })
}
