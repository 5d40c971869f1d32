import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type OpenStore, type StoreSettings } from '../../../server/store/openStore.ts'
import { leaseOwner } from '../../../server/store/leaseOwner.ts'
import { openSiteStore } from '../../../server/store/redisSiteStore.ts'
import { startChaosProxy } from '../../support/chaosProxy.ts'
import { startTestRedis, temporaryDirectory } from '../../support/redis.ts'

let dataDir: string
let remove: () => void
const opened: OpenStore[] = []
const children: ChildProcess[] = []
beforeEach(() => {
  const temporary = temporaryDirectory()
  dataDir = temporary.directory
  ;({ remove } = temporary)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(opened.splice(0).map((store) => store.close()))
  remove()
})

async function open(settings: Partial<StoreSettings> = {}): Promise<OpenStore> {
  const store = await openStore({ dataDir, ...settings })
  opened.push(store)
  return store
}

/** A server as a process of its own that holds the data directory and a site. */
async function startHolder(site: string): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('../../support/storeHolder.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', file, dataDir, site], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

test('[P5] after kill -9 of the server the next one adopts its Redis and takes its site at once', async () => {
  const child = await startHolder('main')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const store = await open()
  expect(store.state()).toMatchObject({ type: 'running', adopted: true })
  const site = openSiteStore(store.connections, 'main')
  expect(await site.acquire(leaseOwner())).toBeGreaterThan(0)
  await site.close()
})

test('[P19] a server that is stopped but lives keeps its directory', async () => {
  const child = await startHolder('main')
  child.kill('SIGSTOP')
  await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'STORE_IN_USE' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await open()
})

test('a Redis of our own gives no warnings; an adopted one takes the settings of today', async () => {
  const first = await open()
  expect(await first.warnings()).toEqual([])
  await first.close({ keepRedis: true })
  opened.pop()
  const second = await open({ appendFsync: 'everysec' })
  expect(second.state()).toMatchObject({ adopted: true })
  expect(await second.warnings()).toEqual([expect.stringContaining('appendfsync always')])
})

test('with REDIS_URL nothing is started, and what that Redis does not promise is said', async () => {
  const redis = await startTestRedis()
  const { address } = redis.managed
  const proxy = await startChaosProxy(address.type === 'socket' ? address.path : '')
  const store = await open({ redisUrl: proxy.url })
  expect(store.state()).toEqual({ type: 'external' })
  expect(await store.warnings()).toEqual([])
  const { redis: client } = redis.connections.command
  await client.config('SET', 'appendonly', 'no', 'maxmemory-policy', 'allkeys-lru')
  expect(await store.warnings()).toEqual([
    expect.stringContaining('appendonly yes'),
    expect.stringContaining('noeviction'),
  ])
  await opened.pop()?.close()
  await proxy.close()
  await redis.stop()
})

test('a Redis older than 6.2 stops the start', async () => {
  const info = '# Server\r\nredis_version:6.0.16\r\nloading:0\r\n'
  const old = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      const asked = data.toString().match(/^\*\d+\r\n\$\d+\r\n\w+/gm) ?? []
      for (const command of asked) {
        const isInfo = command.toLowerCase().endsWith('info')
        socket.write(isInfo ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n')
      }
    })
  }).listen(0, '127.0.0.1')
  await once(old, 'listening')
  const { port } = old.address() as AddressInfo
  const redisUrl = `redis://127.0.0.1:${port}`
  await expect(openStore({ dataDir, redisUrl })).rejects.toMatchObject({ code: 'STORE_TOO_OLD' })
  old.close()
})

test('a REDIS_URL nobody answers stops the start with what to do', async () => {
  const settings = { dataDir, redisUrl: 'redis://127.0.0.1:1', firstAnswer: 300 }
  await expect(openStore(settings)).rejects.toMatchObject({
    code: 'STORE_UNREACHABLE',
    hint: expect.stringContaining('REDIS_URL') as string,
  })
})
