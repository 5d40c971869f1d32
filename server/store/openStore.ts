import path from 'node:path'
import type { AofRepair } from './aofRepair.ts'
import {
  openConnections,
  type StoreAddress,
  type StoreConnection,
  type StoreConnections,
} from './connection.ts'
import { fetchRedis } from './fetchRedis.ts'
import { FreeSpace } from './freeSpace.ts'
import { ManagedRedis, type ManagedRedisState } from './managedRedis.ts'
import { findRedisBinary } from './redisBinary.ts'
import type { AppendFsync } from './redisProcess.ts'
import { storeWarnings } from './storeWarnings.ts'
import { StoreFault, silentLog, type StoreLog } from './storeFault.ts'

export interface StoreSettings {
  /** DATA_DIR: where the managed Redis keeps its files. */
  readonly dataDir: string
  /** REDIS_URL: a Redis somebody else runs; nothing is started then. */
  readonly redisUrl?: string | undefined
  /** REDIS_SERVER_BIN: the server to start. */
  readonly redisServerBin?: string | undefined
  /** Of the managed Redis. Default: always. */
  readonly appendFsync?: AppendFsync | undefined
  readonly log?: StoreLog | undefined
  /** How long the first answer may take, ms. Default: 10 000. */
  readonly firstAnswer?: number | undefined
  /** Told what happens while Redis is fetched. */
  readonly onProgress?: ((line: string) => void) | undefined
}

/** The server's Redis, ours or somebody else's, and the connections to it. */
export interface OpenStore {
  readonly connections: StoreConnections
  /** `external` where REDIS_URL names it. */
  state(): ManagedRedisState | { readonly type: 'external' }
  /** What the operator should know, for `/readyz`; each says what to do. */
  warnings(): Promise<readonly string[]>
  /** Closes the connections and stops the managed Redis, unless it is to be kept for the next server. */
  close(options?: { readonly keepRedis?: boolean }): Promise<void>
}

const FIRST_ANSWER = 10_000

async function startManaged(settings: StoreSettings, log: StoreLog): Promise<ManagedRedis> {
  const dataDir = path.resolve(settings.dataDir)
  const binary =
    findRedisBinary(dataDir, settings.redisServerBin) ??
    (await fetchRedis(dataDir, settings.onProgress ?? ((line) => log.info({}, line))))
  return ManagedRedis.start({ dataDir, binary, appendFsync: appendFsyncOf(settings), log })
}

const appendFsyncOf = (settings: StoreSettings): AppendFsync => settings.appendFsync ?? 'always'

/** @throws StoreFault when Redis does not answer or is too old. */
async function greet(
  command: StoreConnection,
  settings: StoreSettings,
  ours: boolean,
): Promise<void> {
  if (!(await command.whenReady(settings.firstAnswer ?? FIRST_ANSWER))) {
    throw new StoreFault('STORE_UNREACHABLE', `Redis: ${command.lastError}.`)
  }
  await storeWarnings(command)
  if (!ours) return
  // An adopted Redis was started with the settings of another day.
  await command.settle(command.redis.config('SET', 'appendfsync', appendFsyncOf(settings)))
}

const repairWarning = ({ kept, cutBytes }: AofRepair): string =>
  `The append-only file was damaged and ${cutBytes} bytes at its end were lost; the original is ${kept}.`

/**
 * Finds, starts or fetches Redis and connects to it.
 * @throws StoreFault with a code and what to do.
 */
export async function openStore(settings: StoreSettings): Promise<OpenStore> {
  const log = settings.log ?? silentLog
  const external = settings.redisUrl !== undefined && settings.redisUrl !== ''
  const managed = external ? null : await startManaged(settings, log)
  const address: StoreAddress = managed?.address ?? { type: 'url', url: settings.redisUrl ?? '' }
  const disk = managed === null ? null : new FreeSpace(path.resolve(settings.dataDir), log)
  const connections = openConnections(address, () => disk?.refusal ?? null)
  const close = async (options: { readonly keepRedis?: boolean } = {}): Promise<void> => {
    disk?.stop()
    connections.close()
    if (options.keepRedis === true) managed?.leave()
    else await managed?.stop()
  }
  try {
    await greet(connections.command, settings, managed !== null)
  } catch (error) {
    await close({ keepRedis: true })
    throw error
  }
  return {
    connections,
    state: () => managed?.state ?? { type: 'external' },
    warnings: async () => [
      ...(managed?.repairs ?? []).map(repairWarning),
      ...(disk?.refusal ? [disk.refusal.message] : []),
      ...(await storeWarnings(connections.command)),
    ],
    close,
  }
}
