import path from 'node:path'
import type { Command } from 'commander'
import type { Environment } from '../config/environment.ts'
import { StoreConnection, type StoreAddress } from '../store/connection.ts'
import { sitesWithLedger, verifyLedger, type LedgerVerdict } from '../store/ledgerVerify.ts'
import { openStore } from '../store/openStore.ts'
import { socketPath } from '../store/socketDirectory.ts'
import { StoreFault } from '../store/storeFault.ts'
import { consoleSpeaker, type Speaker } from './report.ts'

interface VerifyOptions {
  readonly site?: string
  readonly json?: true
}

/** A large index takes its time. */
const ANSWER_WITHIN = 120_000
const FIRST_ANSWER = 2000

interface Reached {
  readonly connection: StoreConnection
  close(): Promise<void>
}

const connect = (address: StoreAddress): StoreConnection =>
  new StoreConnection(address, { commandTimeout: ANSWER_WITHIN })

/** The Redis of a running server, or with the server stopped its own one, started for this once. */
async function reach(environment: Environment): Promise<Reached> {
  const { redisUrl, dataDirectory, redisServerBin } = environment
  const address: StoreAddress = redisUrl
    ? { type: 'url', url: redisUrl }
    : { type: 'socket', path: socketPath(path.resolve(dataDirectory, 'redis')) }
  const connection = connect(address)
  if (await connection.whenReady(FIRST_ANSWER)) {
    return { connection, close: () => Promise.resolve(connection.close()) }
  }
  const { lastError } = connection
  connection.close()
  if (redisUrl) throw new StoreFault('STORE_UNREACHABLE', `Redis: ${lastError}.`)
  const store = await openStore({
    dataDir: dataDirectory,
    redisServerBin: redisServerBin ?? undefined,
  })
  const own = connect(address)
  await own.whenReady(FIRST_ANSWER)
  return {
    connection: own,
    close: async () => {
      own.close()
      await store.close()
    },
  }
}

/**
 * Recomputes the ledgers of all sites, or of one. [K4]
 * @returns the exit code: 0 when all is well, 1 with faults, 2 when there is nothing to verify or Redis cannot be reached.
 */
export async function verifyLedgers(
  environment: Environment,
  options: VerifyOptions,
  speaker: Speaker,
): Promise<number> {
  try {
    const reached = await reach(environment)
    try {
      return await verifyAll(reached.connection, options, speaker)
    } finally {
      await reached.close()
    }
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error
    speaker.err(error.message)
    return 2
  }
}

async function verifyAll(
  { redis }: StoreConnection,
  options: VerifyOptions,
  speaker: Speaker,
): Promise<number> {
  const found = await sitesWithLedger(redis)
  const sites = options.site === undefined ? found : found.filter((site) => site === options.site)
  if (sites.length === 0) {
    speaker.err(
      options.site === undefined
        ? 'No site has a ledger yet: nothing was granted. If that is wrong, check DATA_DIR or REDIS_URL.'
        : `Site ${options.site} has no ledger. Sites with one: ${found.join(', ') || 'none'}.`,
    )
    return options.site === undefined ? 0 : 2
  }
  const verdicts: LedgerVerdict[] = []
  for (const site of sites) verdicts.push(await verifyLedger(redis, site))
  if (options.json) speaker.out(JSON.stringify(verdicts, null, 2))
  else for (const verdict of verdicts) tell(verdict, speaker)
  return verdicts.every(({ faults }) => faults.length === 0) ? 0 : 1
}

function tell({ site, entries, head, faults }: LedgerVerdict, speaker: Speaker): void {
  const state = faults.length === 0 ? 'true' : `${faults.length} fault(s)`
  speaker.out(`${site}: ${entries} entries, newest ${head.slice(0, 16)}: ${state}`)
  for (const fault of faults) speaker.err(`  ${fault}`)
}

/** `starboard ledger verify [--site id] [--json]`. */
export function registerLedger(program: Command): void {
  program
    .command('ledger')
    .description('The ledger of thank-yous and awards')
    .command('verify')
    .description('Recompute chain, index and balances; exit code 1 when something does not add up')
    .option('--site <id>', 'this site alone')
    .option('--json', 'print JSON')
    .action(async (options: VerifyOptions) => {
      const { settingsOf } = await import('./serve.ts')
      process.exitCode = await verifyLedgers(settingsOf(), options, consoleSpeaker())
    })
}
