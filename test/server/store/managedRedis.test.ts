import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openConnections } from '../../../server/store/connection.ts'
import { ManagedRedis } from '../../../server/store/managedRedis.ts'
import { openStore } from '../../../server/store/openStore.ts'
import { isAlive } from '../../../server/store/processAlive.ts'
import { findRedisBinary } from '../../../server/store/redisBinary.ts'
import { openSiteStore } from '../../../server/store/redisSiteStore.ts'
import { socketPath } from '../../../server/store/socketDirectory.ts'
import { StoreFault, silentLog, type StoreLog } from '../../../server/store/storeFault.ts'
import { many, wholeLog } from '../../contracts/siteStore.ts'
import { temporaryDirectory, testRedisBinary } from '../../support/redis.ts'

let dataDir: string
let remove: () => void
const started: ManagedRedis[] = []
beforeEach(() => {
  const temporary = temporaryDirectory()
  dataDir = temporary.directory
  ;({ remove } = temporary)
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((managed) => managed.stop()))
  remove()
})

async function start(
  directory: string = dataDir,
  log: StoreLog = silentLog,
): Promise<ManagedRedis> {
  const managed = await ManagedRedis.start({
    dataDir: directory,
    binary: testRedisBinary(),
    appendFsync: 'always',
    log,
    patience: 500,
  })
  started.push(managed)
  return managed
}

function pidOf(managed: ManagedRedis): number {
  if (managed.state.type !== 'running') throw new Error(`Redis is ${managed.state.type}`)
  return managed.state.pid
}

/** Ingests through fresh connections and reads everything back. */
async function idsAfter(managed: ManagedRedis, prefix: string, count: number): Promise<string[]> {
  const connections = openConnections(managed.address)
  await connections.command.whenReady(5000)
  const store = openSiteStore(connections, 'main')
  await store.ingest(many(count, prefix))
  const ids = (await wholeLog(store)).map((event) => event.id)
  await store.close()
  connections.close()
  return ids
}

const idsOf = (count: number, prefix: string): string[] =>
  many(count, prefix).map((event) => event.id)

const appendOnlyFile = (): string => {
  const directory = path.join(dataDir, 'redis', 'appendonlydir')
  const name = readdirSync(directory).find((file) => file.endsWith('.incr.aof'))
  return path.join(directory, name!)
}

test('Redis listens on a socket only its user can reach, and on no port', async () => {
  const managed = await start()
  expect(statSync(path.join(dataDir, 'redis')).mode & 0o777).toBe(0o700)
  const connections = openConnections(managed.address)
  await connections.command.whenReady(5000)
  const { redis } = connections.command
  const setting = async (name: string): Promise<unknown> => (await redis.config('GET', name))[1]
  expect(await setting('port')).toBe('0')
  expect(await setting('appendonly')).toBe('yes')
  expect(await setting('appendfsync')).toBe('always')
  expect(await setting('save')).toBe('')
  expect(await setting('maxmemory-policy')).toBe('noeviction')
  connections.close()
})

test('what was written is there after a stop and a start', async () => {
  const first = await start()
  await idsAfter(first, 'a', 5)
  const pid = pidOf(first)
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  expect(await idsAfter(await start(), 'b', 1)).toEqual([...idsOf(5, 'a'), 'b0'])
})

test('[P19] a second server on the same data directory is refused, and the first goes on', async () => {
  const first = await start()
  const refused = await start().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(StoreFault)
  expect(refused).toMatchObject({
    code: 'STORE_IN_USE',
    hint: expect.stringContaining('DATA_DIR') as string,
  })
  expect(await idsAfter(first, 'a', 1)).toEqual(['a0'])
})

test('[P19] a Redis of somebody else on the directory is not joined by a second one', async () => {
  mkdirSync(path.join(dataDir, 'redis'), { recursive: true })
  const lock = path.join(dataDir, 'redis', 'redis.lock')
  const holder = spawn('flock', ['--no-fork', '-n', lock, 'sh', '-c', 'echo held; cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  await once(holder.stdout, 'data')
  await expect(start()).rejects.toMatchObject({ code: 'STORE_IN_USE' })
  holder.stdin.end()
  await once(holder, 'exit')
  expect(pidOf(await start())).toBeGreaterThan(0)
})

test('a Redis left running is adopted by the next server, with all its data', async () => {
  const first = await start()
  await idsAfter(first, 'a', 3)
  const pid = pidOf(first)
  first.leave()
  const second = await start()
  expect(second.state).toEqual({ type: 'running', pid, adopted: true })
  expect(await idsAfter(second, 'b', 1)).toEqual([...idsOf(3, 'a'), 'b0'])
  await second.stop()
  expect(isAlive(pid)).toBe(false)
})

test.each([false, true])(
  '[P1] a Redis that dies is started again (adopted: %s)',
  async (adopted) => {
    let managed = await start()
    if (adopted) {
      managed.leave()
      managed = await start()
    }
    await idsAfter(managed, 'a', 3)
    const pid = pidOf(managed)
    process.kill(pid, 'SIGKILL')
    await vi.waitUntil(() => managed.state.type === 'running' && managed.state.pid !== pid, {
      timeout: 10_000,
      interval: 5,
    })
    expect(managed.state).toMatchObject({ type: 'running', adopted: false })
    expect(await idsAfter(managed, 'b', 1)).toEqual([...idsOf(3, 'a'), 'b0'])
  },
)

test('a Redis that dies again and again is started ever later, and is back when it can live', async () => {
  const attempts: unknown[] = []
  const log = {
    ...silentLog,
    error: (fields: object) => attempts.push((fields as { attempts?: number }).attempts),
  }
  const managed = await start(dataDir, log)
  for (let deaths = 1; deaths <= 3; deaths += 1) {
    const pid = pidOf(managed)
    process.kill(pid, 'SIGKILL')
    await vi.waitUntil(() => managed.state.type === 'running' && managed.state.pid !== pid, {
      timeout: 10_000,
      interval: 5,
    })
  }
  expect(attempts).toEqual([0, 1, 2])
  expect(await idsAfter(managed, 'a', 1)).toEqual(['a0'])
})

test('[P3] a tail cut off in the middle of a write loads; only that write is gone', async () => {
  const first = await start()
  await idsAfter(first, 'a', 3)
  await idsAfter(first, 'b', 1)
  await first.stop()
  const file = appendOnlyFile()
  truncateSync(file, statSync(file).size - 7)
  const second = await start()
  expect(second.repairs).toEqual([])
  expect(await idsAfter(second, 'c', 1)).toEqual([...idsOf(3, 'a'), 'c0'])
})

test.each([
  ['zeros', Buffer.alloc(512)],
  ['garbage', Buffer.from('*3\r\n$9\r\nnonsense\u0007\u0000\r\n'.repeat(20))],
])(
  '[P3] %s at the end are cut off on a copy, said, and the original is kept',
  async (_, damage) => {
    const first = await start()
    await idsAfter(first, 'a', 3)
    await first.stop()
    appendFileSync(appendOnlyFile(), damage)
    const damaged = statSync(appendOnlyFile()).size
    const second = await start()
    expect(second.repairs).toHaveLength(1)
    const [repair] = second.repairs
    expect(repair?.cutBytes).toBe(damage.length)
    const kept = readdirSync(repair!.kept).map(
      (name) => statSync(path.join(repair!.kept, name)).size,
    )
    expect(kept).toContain(damaged)
    expect(await idsAfter(second, 'b', 1)).toEqual([...idsOf(3, 'a'), 'b0'])
  },
)

test('[P3] a file that cannot be repaired stops the start and is left as it is', async () => {
  const first = await start()
  await idsAfter(first, 'a', 3)
  await first.stop()
  const directory = path.join(dataDir, 'redis', 'appendonlydir')
  for (const name of readdirSync(directory)) writeFileSync(path.join(directory, name), 'ruined')
  await expect(start()).rejects.toMatchObject({ code: 'STORE_START_FAILED' })
  expect(existsSync(directory)).toBe(true)
})

test('a data directory too deep for a socket gets a short one, the same each time', async () => {
  const deep = path.join(dataDir, 'x'.repeat(60), 'y'.repeat(60))
  mkdirSync(deep, { recursive: true })
  const managed = await start(deep)
  const { address } = managed
  const socket = address.type === 'socket' ? address.path : ''
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(103)
  expect(socket).toBe(socketPath(path.join(deep, 'redis')))
  expect(statSync(path.dirname(socket)).mode & 0o777).toBe(0o700)
  expect(await idsAfter(managed, 'a', 1)).toEqual(['a0'])
  await managed.stop()
  expect(existsSync(path.dirname(socket))).toBe(false)
})

test('a REDIS_SERVER_BIN that is no Redis stops the start with what to do', async () => {
  const settings = { dataDir, redisServerBin: '/bin/false' }
  await expect(openStore(settings)).rejects.toMatchObject({ code: 'STORE_START_FAILED' })
  await expect(openStore({ dataDir, redisServerBin: '/nowhere' })).rejects.toBeInstanceOf(
    StoreFault,
  )
})

test('a Redis is looked for in REDIS_SERVER_BIN, on PATH, then beside the data', () => {
  const bin = path.join(dataDir, 'bin')
  const fetched = path.join(dataDir, 'redis-bin', 'usr', 'bin')
  const libraries = path.join(dataDir, 'redis-bin', 'usr', 'lib', 'x86_64-linux-gnu')
  for (const directory of [bin, fetched, libraries]) mkdirSync(directory, { recursive: true })
  expect(findRedisBinary(dataDir, undefined, bin)).toBeNull()
  writeFileSync(path.join(fetched, 'redis-server'), '', { mode: 0o755 })
  expect(findRedisBinary(dataDir, undefined, bin)).toEqual({
    file: path.join(fetched, 'redis-server'),
    environment: { LD_LIBRARY_PATH: [libraries, path.dirname(libraries)].join(':') },
  })
  writeFileSync(path.join(bin, 'valkey-server'), '', { mode: 0o755 })
  expect(findRedisBinary(dataDir, undefined, bin)?.file).toBe(path.join(bin, 'valkey-server'))
  writeFileSync(path.join(bin, 'redis-server'), '', { mode: 0o755 })
  expect(findRedisBinary(dataDir, '', bin)?.file).toBe(path.join(bin, 'redis-server'))
  expect(findRedisBinary(dataDir, '/opt/redis', bin)?.file).toBe('/opt/redis')
})
