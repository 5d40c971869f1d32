import { randomUUID } from 'node:crypto'
import { fc, test as fcTest } from '@fast-check/vitest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConnections } from '../../../server/store/connection.ts'
import { openSiteStore, type RedisSiteStore } from '../../../server/store/redisSiteStore.ts'
import { runScript } from '../../../server/store/scripts.ts'
import { siteKeys } from '../../../server/store/siteKeys.ts'
import { many, queued, siteStoreContract, wholeLog } from '../../contracts/siteStore.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(() => redis.stop())

const freshSite = (): string => `site-${randomUUID()}`

siteStoreContract('Redis', async () => {
  const site = freshSite()
  const opened: RedisSiteStore[] = []
  const another = (): RedisSiteStore => {
    const store = openSiteStore(redis.connections, site)
    opened.push(store)
    return store
  }
  return {
    store: another(),
    another,
    appendRaw: async (fields) => {
      await redis.connections.command.redis.xadd(siteKeys(site).events, '*', ...fields)
    },
    close: async () => {
      await Promise.all(opened.map((store) => store.close()))
    },
  }
})

const ids = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 })

fcTest.prop([fc.array(fc.array(ids, { maxLength: 4 }), { maxLength: 6 })], { numRuns: 40 })(
  '[P10] however events are repeated, batched and sent at once, the log holds each first one in order',
  async (moments) => {
    const store = openSiteStore(redis.connections, freshSite())
    const first = new Set<string>()
    for (const batches of moments) {
      const verdicts = await Promise.all(
        batches.map((batch) => store.ingest(batch.map((n) => queued(`n${n}`)))),
      )
      const expected = batches.map((batch) =>
        batch.map((n) => {
          const known = first.has(`n${n}`)
          first.add(`n${n}`)
          return known ? 'duplicate' : 'accepted'
        }),
      )
      expect(verdicts).toEqual(expected)
    }
    expect((await wholeLog(store)).map((event) => event.id)).toEqual([...first])
    await store.close()
  },
)

/** Moves what was seen today to another day, as if the event had come then. */
async function seenDaysAgo(site: string, days: number): Promise<void> {
  const client = redis.connections.command.redis
  const today = Math.floor(Number((await client.time())[0]) / 86_400)
  const { seen } = siteKeys(site)
  await client.rename(`${seen}:${today}`, `${seen}:${today - days}`)
}

test.each([
  [0, 'duplicate'],
  [1, 'duplicate'],
  [4, 'duplicate'],
  [5, 'accepted'],
  [-1, 'duplicate'],
  [-2, 'duplicate'],
])(
  '[E1] an event seen %i calendar days ago is %s (96 h, clock set back up to 48 h)',
  async (days, verdict) => {
    const site = freshSite()
    const store = openSiteStore(redis.connections, site)
    await store.ingest([queued('a')])
    await seenDaysAgo(site, days)
    expect(await store.ingest([queued('a')])).toEqual([verdict])
    await store.close()
  },
)

test('[E1] what was seen is forgotten by itself, but not within 96 h of its day', async () => {
  const site = freshSite()
  const store = openSiteStore(redis.connections, site)
  await store.ingest([queued('a')])
  await store.ingest([queued('b')])
  const client = redis.connections.command.redis
  const [key = ''] = await client.keys(`{${site}}:seen:*`)
  const days = (await client.ttl(key)) / 86_400
  expect(days).toBeGreaterThan(5)
  expect(days).toBeLessThan(8)
  await store.close()
})

test('keys of a site share its hash tag, and sites do not touch each other', async () => {
  const [one, two] = [freshSite(), freshSite()]
  const stores = [openSiteStore(redis.connections, one), openSiteStore(redis.connections, two)]
  await stores[0]!.ingest([queued('a')])
  expect(await stores[1]!.ingest([queued('a')])).toEqual(['accepted'])
  const keys = await redis.connections.command.redis.keys('*')
  expect(keys.filter((key) => !/^\{site-[^}]+\}:/.test(key))).toEqual([])
  await Promise.all(stores.map((store) => store.close()))
})

test('[P18] a dead letter keeps its reason, is cut to 4 KB and holds no caller number', async () => {
  const site = freshSite()
  const store = openSiteStore(redis.connections, site)
  const raw = `1700000000.55|+4915112345678|13800138000|1700000000123|${'x'.repeat(9000)}`
  await store.bury([{ raw, reason: 'no verb', source: 'pbx' }])
  const rows = await redis.connections.command.redis.xrange(siteKeys(site).dead, '-', '+')
  const letter = JSON.parse(rows[0]![1][1]!) as { raw: string; reason: string; source: string }
  expect(letter.raw.startsWith('1700000000.55|‹number›|‹number›|1700000000123|xxx')).toBe(true)
  expect(letter.raw.length).toBeLessThanOrEqual(4096)
  expect(letter).toMatchObject({ reason: 'no verb', source: 'pbx' })
  await store.close()
})

test('[P1] a lease that was not renewed is free, but not before', async () => {
  const site = freshSite()
  const store = openSiteStore(redis.connections, site)
  const first = (await store.acquire('one')) as number
  const { lease } = siteKeys(site)
  const client = redis.connections.command.redis
  const until = Number(await client.hget(lease, 'until'))
  await client.hset(lease, 'until', until - 2000)
  expect(await store.acquire('two')).toEqual({ heldBy: 'one' })
  await client.hset(lease, 'until', until - 3001)
  expect(await store.acquire('two')).toBeGreaterThan(first)
  await store.close()
})

test('[P15] a lease reaching further than leases do comes from a clock set back and means nothing', async () => {
  const site = freshSite()
  const store = openSiteStore(redis.connections, site)
  const first = (await store.acquire('one')) as number
  const { lease } = siteKeys(site)
  await redis.connections.command.redis.hincrby(lease, 'until', 48 * 3_600_000)
  expect(await store.acquire('two')).toBeGreaterThan(first)
  await store.close()
})

test('[P1] a commit that a cut connection delivers late changes nothing', async () => {
  const site = freshSite()
  const store = openSiteStore(redis.connections, site)
  const fence = (await store.acquire('one')) as number
  await store.commit(fence, { offset: '1-0', changed: new Map([['a', '1']]), gone: [] })
  const client = redis.connections.command.redis
  const { lease, state } = siteKeys(site)
  const [writer, number] = await client.hmget(state, '@writer', '@number')
  await store.commit(fence, { offset: '2-0', changed: new Map([['a', '2']]), gone: [] })
  const late = [fence, writer!, number!, '1-0', 0, 'r:a', '1']
  expect(await runScript(client, 'commit', [lease, state], late)).toBe(1)
  expect(await store.load()).toEqual({ offset: '2-0', rows: new Map([['a', '2']]) })
  await store.close()
})

test('[P9] more than the queue holds is refused at once, and what was taken is written', async () => {
  const store = openSiteStore(redis.connections, freshSite())
  const taken = store.ingest(many(49_999))
  await expect(store.ingest(many(2, 'x'))).rejects.toMatchObject({ code: 'STORE_OVERLOADED' })
  expect(await taken).toHaveLength(49_999)
  expect(await store.ingest(many(2, 'x'))).toEqual(['accepted', 'accepted'])
  await store.close()
})

test('a closed store says so', async () => {
  const store = openSiteStore(redis.connections, freshSite())
  await store.close()
  await expect(store.ingest([queued('a')])).rejects.toMatchObject({ code: 'STORE_CLOSED' })
  await expect(store.read('0-0', 1, 10)).rejects.toMatchObject({ code: 'STORE_CLOSED' })
})

test('[E1] a refused write is reported with the words of Redis, and not tried again', async () => {
  const site = freshSite()
  const store = openSiteStore(redis.connections, site)
  await redis.connections.command.redis.set(siteKeys(site).events, 'not a stream')
  await expect(store.ingest([queued('a')])).rejects.toMatchObject({
    code: 'STORE_REFUSED',
    message: expect.stringContaining('WRONGTYPE') as string,
  })
  await store.close()
})

test('an address that nobody answers is an error with a hint, within the patience', async () => {
  const connections = openConnections({ type: 'url', url: 'redis://127.0.0.1:1' })
  const store = openSiteStore(connections, 'main')
  await expect(store.read('0-0', 1, 10)).rejects.toMatchObject({
    code: 'STORE_UNREACHABLE',
    hint: expect.stringContaining('REDIS_URL') as string,
  })
  await store.close()
  connections.close()
})

test('reading the whole log of a batch that spans several reads loses nothing', async () => {
  const store = openSiteStore(redis.connections, freshSite())
  await store.ingest(many(3000))
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(
    many(3000).map((event) => event.id),
  )
  await store.close()
})
