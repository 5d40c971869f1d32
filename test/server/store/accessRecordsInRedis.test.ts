import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Shelf } from '../../../server/access/accessRecords.ts'
import { openAccessRecords } from '../../../server/store/accessRecordsInRedis.ts'
import { accessFor, identityOf, tokensOf } from '../../support/accesses.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis({ appendFsync: 'everysec' })
})
afterAll(() => redis.stop())

const scope = (): string => `site-${randomUUID()}`

test('a record is written only where what was expected stands', async () => {
  const records = openAccessRecords(redis.connections)
  const site = scope()
  const swap = (expected: string | null, next: string | null) =>
    records.swap(site, 'devices', 'a', expected, next)
  expect(await swap('something', 'one')).toBe(false)
  expect(await swap(null, 'one')).toBe(true)
  expect(await swap(null, 'two')).toBe(false)
  expect(await swap('one', '')).toBe(true)
  expect(await records.read(site, 'devices', ['a', 'b'])).toEqual(['', null])
  expect(await records.read(site, 'tokens', ['a'])).toEqual([null])
  expect(await swap('', null)).toBe(true)
  expect(await swap(null, null)).toBe(true)
  expect((await records.all(site, 'devices')).size).toBe(0)
})

test('[R3] of fifty who use a thing up at once, one does', async () => {
  const shelf = new Shelf<{ readonly left: number }>(openAccessRecords(redis.connections), 'links')
  const site = scope()
  await shelf.change(site, 'link', () => ({ left: 1 }))
  const uses = await Promise.all(
    Array.from({ length: 50 }, () =>
      shelf.change(site, 'link', (before) => (before === null ? undefined : null)),
    ),
  )
  expect(uses.filter(({ written }) => written)).toHaveLength(1)
})

test('counting by many at once loses none', async () => {
  const shelf = new Shelf<{ readonly count: number }>(openAccessRecords(redis.connections), 'tries')
  const site = scope()
  await Promise.all(
    Array.from({ length: 30 }, () =>
      shelf.change(site, 'who', (before) => ({ count: (before?.count ?? 0) + 1 })),
    ),
  )
  expect(await shelf.get(site, 'who')).toEqual({ count: 30 })
})

test('[R4] access stands on Redis as it does in memory, also after the server has gone', async () => {
  const records = openAccessRecords(redis.connections)
  const site = scope()
  const first = accessFor({}, records).access
  const tokens = await tokensOf(first, site)
  first.close()
  const second = accessFor({}, records).access
  onTestFinished(() => second.close())
  for (const [standing, token] of tokens) {
    const found = second.standings(await identityOf(second, token))
    expect(found).toContain(standing)
  }
  const wall = await identityOf(second, tokens.get('wall')!)
  expect(await second.revoke(site, wall.device)).toBe(true)
  expect(await second.authenticate(tokens.get('wall')!)).toBeNull()
})
