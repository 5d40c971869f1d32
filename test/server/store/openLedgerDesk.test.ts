import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { FloorEvent } from '../../../shared/events.ts'
import { epochMs } from '../../../shared/time.ts'
import type { LedgerBody } from '../../../server/store/ledger.ts'
import { openLedgerDesk } from '../../../server/store/openLedgerDesk.ts'
import { silentLog, StoreUnavailable } from '../../../server/store/storeFault.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(() => redis.stop())

const at = epochMs(1_800_000_000_000)
const thanks: LedgerBody = {
  to: 'ana',
  by: 'lin',
  kind: 'thanks',
  behaviour: 'helped',
  audience: 'team',
  at,
  visibleAt: epochMs(at + 10_000),
  amount: 1,
}

function floor() {
  const site = `site/${randomUUID()}`
  const events: FloorEvent[] = []
  const door = { open: true }
  const open = () =>
    openLedgerDesk({
      connections: redis.connections,
      site,
      dataDirectory: redis.dataDir,
      door: {
        admit: (batch) => {
          if (!door.open) throw new StoreUnavailable('STORE_UNREACHABLE', 'closed.')
          for (const event of batch)
            if (!events.some(({ id }) => id === event.id)) events.push(event)
          return Promise.resolve({ accepted: batch.length, duplicates: 0 })
        },
      },
      now: () => epochMs(at + 1000),
      log: silentLog,
      every: 20,
    })
  return { site, events, door, open }
}

test('[K4] a grant and its reversal become events with ids alone; an automatic one becomes none', async () => {
  const { site, events, open } = floor()
  const { desk, close } = await open()
  await desk.grant('k1', thanks, 'words that stay apart')
  await desk.reverse('k1', 'admin')
  await desk.grant('r:1:ana:2026-W01:1', { ...thanks, by: 'system', kind: 'automatic', rule: 'r' })
  const source = `starboard:${site}`
  expect(events).toEqual([
    {
      id: 'kudos:k1',
      source,
      type: 'kudos.given',
      time: at,
      data: {
        kudos: 'k1',
        to: 'ana',
        by: 'lin',
        behaviour: 'helped',
        audience: 'team',
        visibleAt: at + 10_000,
      },
    },
    {
      id: 'reverse:k1',
      source,
      type: 'kudos.withdrawn',
      time: at + 1000,
      data: { kudos: 'k1', by: 'admin' },
    },
  ])
  await close()
})

test('[P2] what could not be announced is announced when the door opens, with the first stamps', async () => {
  const { events, door, open } = floor()
  const { desk, close } = await open()
  door.open = false
  await expect(desk.grant('k1', thanks)).rejects.toThrow(StoreUnavailable)
  door.open = true
  await vi.waitUntil(() => events.length > 0, { timeout: 5000, interval: 5 })
  expect(events[0]).toMatchObject({ id: 'kudos:k1', time: at })
  await close()
})

test('[P2] taking back what was begun and not ended ends it first', async () => {
  const { door, open, events } = floor()
  const first = await open()
  door.open = false
  await expect(first.desk.grant('k1', thanks)).rejects.toThrow(StoreUnavailable)
  door.open = true
  expect(await first.desk.reverse('k1', 'lin')).toMatchObject({ type: 'granted' })
  const kinds = new Set(events.map(({ type }) => type))
  expect([...kinds]).toEqual(['kudos.given', 'kudos.withdrawn'])
  await first.close()
})

test('[P4] a Redis that comes back without its last seconds gets them from the journal', async () => {
  const { open } = floor()
  const { desk, close } = await open()
  await desk.grant('k1', thanks, 'words')
  await desk.grant('k2', { ...thanks, to: 'bo' })
  await desk.reverse('k2', 'lin')
  await redis.connections.command.redis.flushall()
  expect(await desk.ledger.find('k1')).toBeNull()
  redis.kill()
  await vi.waitUntil(async () => (await desk.ledger.find('reverse:k2')) !== null, {
    timeout: 10_000,
    interval: 20,
  })
  expect(Object.fromEntries(await desk.ledger.balances())).toEqual({ ana: 1, bo: 0 })
  expect((await desk.ledger.words(['k1'])).get('k1')).toBe('words')
  await close()
}, 20_000)
