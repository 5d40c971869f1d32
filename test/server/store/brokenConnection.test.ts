import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openConnections, type StoreConnections } from '../../../server/store/connection.ts'
import { openSiteStore, type RedisSiteStore } from '../../../server/store/redisSiteStore.ts'
import { siteKeys } from '../../../server/store/siteKeys.ts'
import { StoreUnavailable } from '../../../server/store/storeFault.ts'
import { many, queued, wholeLog } from '../../contracts/siteStore.ts'
import { startChaosProxy, type ChaosProxy } from '../../support/chaosProxy.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(() => redis.stop())

let proxy: ChaosProxy
let connections: StoreConnections
let site: string
let store: RedisSiteStore
beforeEach(async () => {
  const { address } = redis.managed
  proxy = await startChaosProxy(address.type === 'socket' ? address.path : '')
  connections = openConnections({ type: 'url', url: proxy.url })
  site = `site-${randomUUID()}`
  store = openSiteStore(connections, site, { patience: 2000 })
  await connections.command.whenReady(5000)
})
afterEach(async () => {
  await store.close()
  connections.close()
  await proxy.close()
})

test('[P1] a cut reply does not double an event, and the answer is that of the first run', async () => {
  await store.ingest([queued('old')])
  const cut = proxy.cutReplyTo('"id":"new1"')
  const verdicts = await store.ingest([
    queued('old'),
    queued('new1'),
    queued('new2'),
    queued('new1'),
  ])
  await cut
  expect(verdicts).toEqual(['duplicate', 'accepted', 'accepted', 'duplicate'])
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(['old', 'new1', 'new2'])
})

test('[P1] control: a bare XADD sent again after a cut reply is doubled', async () => {
  const { redis: client } = connections.command
  const send = (): Promise<unknown> =>
    connections.command.settle(client.xadd(siteKeys(site).events, '*', 'e', 'doubled'))
  const cut = proxy.cutReplyTo('doubled')
  await expect(send()).rejects.toThrow('cut')
  await cut
  await connections.command.whenReady(5000)
  await send()
  expect((await store.read('0-0', 10, 0)).bad).toHaveLength(2)
})

test('[P1] a cut reply repeats neither a commit, nor an acquisition, nor a dead letter', async () => {
  const cutAcquire = proxy.cutReplyTo('owner-one')
  const fence = (await store.acquire('owner-one')) as number
  await cutAcquire
  expect(fence).toBeGreaterThan(0)
  const cutCommit = proxy.cutReplyTo('r:row-a')
  const change = { offset: '1-0', changed: new Map([['row-a', '1']]), gone: [] }
  expect(await store.commit(fence, change)).toBe('ok')
  await cutCommit
  const cutBury = proxy.cutReplyTo('why-not')
  await store.bury([{ raw: 'x', reason: 'why-not', source: 's' }])
  await cutBury
  expect(await redis.connections.command.redis.xlen(siteKeys(site).dead)).toBe(1)
})

test('[E1] order is kept when connections are cut in the middle of a stream of batches', async () => {
  const events = many(6000)
  const calls = Array.from({ length: 60 }, (_, i) =>
    store.ingest(events.slice(i * 100, i * 100 + 100)),
  )
  for (const text of ['"id":"e500"', '"id":"e2500"', '"id":"e5900"']) await proxy.cutReplyTo(text)
  const verdicts = await Promise.all(calls)
  expect(verdicts.flat().filter((verdict) => verdict === 'accepted')).toHaveLength(6000)
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(events.map((event) => event.id))
})

test('[P22] a read whose connection is cut fails at once, and the next one reads on', async () => {
  await store.ingest([queued('a')])
  const { offset } = await store.read('0-0', 1, 0)
  const waiting = store.read(offset, 10, 2000)
  proxy.cutAll()
  await expect(waiting).rejects.toBeInstanceOf(StoreUnavailable)
  await connections.command.whenReady(5000)
  await store.ingest([queued('b')])
  const batch = await store.read(offset, 10, 2000)
  expect(batch.entries.map((entry) => entry.event.id)).toEqual(['b'])
})

test('[P22] a blocked read in a black hole is noticed, its age shows it, and it heals', async () => {
  await store.ingest([queued('a')])
  const { offset } = await store.read('0-0', 1, 0)
  proxy.blackHole(true)
  await expect(store.read(offset, 10, 200)).rejects.toBeInstanceOf(StoreUnavailable)
  expect(store.readAgeMs()).toBeGreaterThan(1000)
  proxy.blackHole(false)
  const other = openSiteStore(redis.connections, site)
  await other.ingest([queued('b')])
  let ids: string[] = []
  while (ids.length === 0) {
    const batch = await store.read(offset, 10, 500).catch(() => null)
    ids = batch?.entries.map((entry) => entry.event.id) ?? []
  }
  expect(ids).toEqual(['b'])
  expect(store.readAgeMs()).toBeLessThan(1000)
  await other.close()
})

test('[P1] a write into a black hole fails with a hint within its patience, and is done once if sent again', async () => {
  proxy.blackHole(true)
  await expect(store.ingest([queued('a')])).rejects.toBeInstanceOf(StoreUnavailable)
  proxy.blackHole(false)
  await connections.command.whenReady(10_000)
  await store.ingest([queued('a')])
  expect(await wholeLog(openSiteStore(redis.connections, site))).toHaveLength(1)
})

test('[P6] a Redis that is stopped is an error, not a silence; resumed, everything goes on', async () => {
  const direct = openSiteStore(redis.connections, site, { patience: 500 })
  redis.pause()
  await expect(direct.newest()).rejects.toBeInstanceOf(StoreUnavailable)
  redis.resume()
  await redis.connections.command.whenReady(10_000)
  expect(await direct.ingest([queued('a')])).toEqual(['accepted'])
  await direct.close()
})
