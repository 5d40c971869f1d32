import { randomUUID } from 'node:crypto'
import { fc } from '@fast-check/vitest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chained, type LedgerBody } from '../../../server/store/ledger.ts'
import { openLedger } from '../../../server/store/ledgerInRedis.ts'
import { verifyLedger } from '../../../server/store/ledgerVerify.ts'
import { siteKeys } from '../../../server/store/siteKeys.ts'
import { epochMs } from '../../../shared/time.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis({ appendFsync: 'everysec' })
})
afterAll(() => redis.stop())

const at = epochMs(1_800_000_000_000)
const thanks: LedgerBody = {
  to: 'ana',
  by: 'lin',
  kind: 'thanks',
  behaviour: 'helped',
  audience: 'wall',
  at,
  visibleAt: epochMs(at + 10_000),
  amount: 1,
}
const fresh = () => {
  const site = `site-${randomUUID()}`
  return { site, ledger: openLedger(redis.connections, site) }
}
const verdict = (site: string) => verifyLedger(redis.connections.command.redis, site)

test('[K3] the same id and content again gives the first answer, whenever it comes', async () => {
  const { site, ledger } = fresh()
  const first = await ledger.grant('k1', thanks, 'for the calm voice')
  const later = { ...thanks, at: epochMs(at + 500), visibleAt: epochMs(at + 10_500) }
  const again = await ledger.grant('k1', later, 'for the calm voice')
  expect(first.type).toBe('granted')
  expect(again).toEqual({ type: 'known', entry: first.entry })
  expect(await ledger.find('k1')).toMatchObject(first.entry)
  expect((await verdict(site)).entries).toBe(1)
})

test('[K3] what consent made of the audience does not make it another grant', async () => {
  const { ledger } = fresh()
  await ledger.grant('k1', thanks)
  expect(await ledger.grant('k1', { ...thanks, audience: 'me', asked: 'wall' })).toMatchObject({
    type: 'known',
    entry: { body: { audience: 'wall' } },
  })
})

test.each([
  ['another person', { ...thanks, to: 'bo' }, 'words'],
  ['another giver', { ...thanks, by: 'wei' }, 'words'],
  ['another behaviour', { ...thanks, behaviour: 'patient' }, 'words'],
  ['another audience', { ...thanks, audience: 'team' as const }, 'words'],
  ['other words', thanks, 'other words'],
])('[K3] the same id for %s is refused and changes nothing', async (_, body, words) => {
  const { site, ledger } = fresh()
  await ledger.grant('k1', thanks, 'words')
  expect(await ledger.grant('k1', body, words)).toMatchObject({
    type: 'conflict',
    entry: { body: thanks },
  })
  expect(Object.fromEntries(await ledger.balances())).toEqual({ ana: 1 })
  expect((await verdict(site)).faults).toEqual([])
})

test('[K4] a correction is a reversing entry, made once, and its words are gone', async () => {
  const { site, ledger } = fresh()
  await ledger.grant('k1', thanks, 'words')
  const reversed = await ledger.reverse('k1', 'lin', epochMs(at + 60_000))
  expect(reversed).toMatchObject({
    type: 'granted',
    entry: { id: 'reverse:k1', body: { reverses: 'k1', amount: -1, by: 'lin' } },
  })
  expect(await ledger.reverse('k1', 'admin', at)).toEqual({
    type: 'known',
    entry: reversed?.entry,
  })
  expect(await ledger.reverse('k2', 'lin', at)).toBeNull()
  expect(Object.fromEntries(await ledger.balances())).toEqual({ ana: 0 })
  expect((await ledger.words(['k1'])).size).toBe(0)
  expect(await verdict(site)).toMatchObject({ entries: 2, faults: [] })
})

test('[K4] two servers at once make one chain, and balances equal its sums at all times', async () => {
  const { site, ledger } = fresh()
  const other = openLedger(redis.connections, site)
  const people = ['ana', 'bo', 'chen']
  const checks: Promise<readonly string[]>[] = []
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) => {
      if (n % 15 === 7) checks.push(verdict(site).then(({ faults }) => faults))
      const body = { ...thanks, to: people[n % 3] ?? '' }
      // Each id is handed in by both; one of them is told that it was known.
      return (n % 2 === 0 ? ledger : other).grant(`k${Math.floor(n / 6)}-${n % 3}`, body)
    }),
  )
  expect(answers.filter(({ type }) => type === 'granted')).toHaveLength(30)
  expect(answers.filter(({ type }) => type === 'known')).toHaveLength(30)
  expect((await Promise.all(checks)).flat()).toEqual([])
  expect(Object.fromEntries(await ledger.balances())).toEqual({ ana: 10, bo: 10, chen: 10 })
  const entries = await ledger.entries(null, 100)
  expect(await verdict(site)).toEqual({
    site,
    entries: 30,
    head: entries.at(-1)?.hash,
    faults: [],
  })
})

test('[K4] erasing the words of a person leaves every sum and the chain as they were', async () => {
  const { site, ledger } = fresh()
  await ledger.grant('k1', thanks, 'words')
  const before = await verdict(site)
  await ledger.forgetWords(['k1'])
  expect((await ledger.words(['k1'])).size).toBe(0)
  expect(await verdict(site)).toEqual(before)
})

/** The ledger as it lies in Redis: each text of it by its place. */
async function lying(site: string) {
  const { redis: client } = redis.connections.command
  const keys = siteKeys(site)
  return {
    stream: await client.xrange(keys.ledger, '-', '+'),
    ids: await client.hgetall(keys.ledgerIds),
    balances: await client.hgetall(keys.balances),
  }
}

async function layDown(site: string, { stream, ids, balances }: Awaited<ReturnType<typeof lying>>) {
  const { redis: client } = redis.connections.command
  const keys = siteKeys(site)
  await client.del(keys.ledger, keys.ledgerIds, keys.balances)
  for (const [place, fields] of stream) await client.xadd(keys.ledger, place, ...fields)
  await client.hset(keys.ledgerIds, ids)
  await client.hset(keys.balances, balances)
}

const flipped = (text: string, where: number): string => {
  const bytes = Buffer.from(text)
  const place = where % bytes.length
  bytes[place] = (bytes[place] ?? 0) ^ 1
  return bytes.toString('latin1')
}

test('[P2] one byte flipped anywhere in ledger, index or balances is found', async () => {
  const { site, ledger } = fresh()
  for (let n = 0; n < 5; n += 1) await ledger.grant(`k${n}`, { ...thanks, to: `p${n % 2}` })
  await ledger.reverse('k1', 'lin', at)
  const good = await lying(site)
  expect((await verdict(site)).faults).toEqual([])
  const places = fc.record({
    part: fc.constantFrom('entry', 'hash', 'index', 'balance'),
    n: fc.nat(5),
    where: fc.nat(400),
  })
  await fc.assert(
    fc.asyncProperty(places, async ({ part, n, where }) => {
      const bad = structuredClone(good)
      const [place = '', fields = []] = bad.stream[n] ?? []
      const id = Object.keys(bad.ids)[n] ?? ''
      const person = `p${n % 2}`
      if (part === 'entry') fields[1] = flipped(fields[1] ?? '', where)
      if (part === 'hash') fields[3] = flipped(fields[3] ?? '', where)
      if (part === 'index') bad.ids[id] = flipped(bad.ids[id] ?? '', where)
      if (part === 'balance') bad.balances[person] = flipped(bad.balances[person] ?? '', where)
      await layDown(site, bad)
      const named = { entry: place, hash: place, index: id, balance: person }[part]
      expect((await verdict(site)).faults.join('\n')).toContain(named)
    }),
    { numRuns: 60 },
  )
})

test('[P2] an entry left out, put first, or written anew with its own hash is found', async () => {
  const { site, ledger } = fresh()
  for (let n = 0; n < 4; n += 1) await ledger.grant(`k${n}`, thanks)
  const good = await lying(site)
  const without = { ...good, stream: good.stream.slice(1) }
  const shorter = { ...good, stream: good.stream.slice(0, 3) }
  const rewritten = structuredClone(good)
  const [, fields = []] = rewritten.stream[2] ?? []
  fields[1] = (fields[1] ?? '').replace('"to":"ana"', '"to":"bo"')
  fields[3] = chained(rewritten.stream[1]?.[1][3] ?? '', fields[1])
  for (const bad of [without, shorter, rewritten]) {
    await layDown(site, bad)
    expect((await verdict(site)).faults).not.toEqual([])
  }
  await layDown(site, good)
  expect((await verdict(site)).faults).toEqual([])
})
