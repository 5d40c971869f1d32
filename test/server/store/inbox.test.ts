import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { FloorEvent } from '../../../shared/events.ts'
import { failPointsFrom, type FailPoint } from '../../../server/store/failPoint.ts'
import { Inbox } from '../../../server/store/inbox.ts'
import { openSiteStore, type RedisSiteStore } from '../../../server/store/redisSiteStore.ts'
import { siteKeys } from '../../../server/store/siteKeys.ts'
import type { DeadLetter } from '../../../server/store/siteStore.ts'
import { StoreUnavailable } from '../../../server/store/storeFault.ts'
import type { Door } from '../../../server/sources/source.ts'
import { queued, wholeLog } from '../../contracts/siteStore.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(() => redis.stop())

let store: RedisSiteStore
beforeEach(() => {
  store = openSiteStore(redis.connections, `site-${randomUUID()}`)
  return () => store.close()
})

const decode = (raw: string): FloorEvent | { readonly reason: string } => {
  try {
    return JSON.parse(raw) as FloorEvent
  } catch {
    return { reason: 'not JSON' }
  }
}

interface OpenDoor extends Door {
  readonly letters: DeadLetter[]
}

/** A door to the real store which may be shut for a while. */
function doorTo(store: RedisSiteStore, shutFor = 0): OpenDoor {
  const letters: DeadLetter[] = []
  let shut = shutFor
  return {
    letters,
    admit: async (events) => {
      if (shut > 0) {
        shut -= 1
        throw new StoreUnavailable('STORE_UNREACHABLE', 'shut')
      }
      const verdicts = await store.ingest(events)
      const accepted = verdicts.filter((verdict) => verdict === 'accepted').length
      return { accepted, duplicates: verdicts.length - accepted }
    },
    setAside: (more) => {
      letters.push(...more)
      return Promise.resolve()
    },
  }
}

const drop = async (...fields: string[]): Promise<void> => {
  await redis.connections.command.redis.xadd(siteKeys(store.site).inbox, '*', ...fields)
}

const left = (): Promise<number> => redis.connections.command.redis.xlen(siteKeys(store.site).inbox)

function startInbox(
  door: Door,
  failPoint?: FailPoint,
): { stop(): Promise<void>; ended: Promise<void> } {
  const stopping = new AbortController()
  const inbox = new Inbox({ connections: redis.connections, store, decode, failPoint })
  const ended = inbox.run(door, stopping.signal)
  return {
    ended,
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}

const consumed = (): Promise<unknown> =>
  vi.waitUntil(async () => (await left()) === 0 && (await store.loadCheckpoint('inbox')) !== null, {
    timeout: 10_000,
    interval: 5,
  })

test('[P1] what integrators append goes through the door in order, and leaves the inbox', async () => {
  for (const id of ['a', 'b']) await drop('event', JSON.stringify(queued(id)))
  const inbox = startInbox(doorTo(store))
  await consumed()
  await drop('note', 'other fields do no harm', 'event', JSON.stringify(queued('c')))
  await vi.waitUntil(async () => (await store.newest()) !== '0-0' && (await left()) === 0)
  await inbox.stop()
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(['a', 'b', 'c'])
})

test('[P21] a bad entry is set aside with its reason and the rest goes on', async () => {
  await drop('event', '{"half')
  await drop('type', 'contact.queued')
  await drop('event', JSON.stringify(queued('a')))
  const door = doorTo(store)
  const inbox = startInbox(door)
  await consumed()
  await inbox.stop()
  expect(door.letters).toEqual([
    { raw: '{"half', reason: 'not JSON', source: `inbox:${store.site}` },
    {
      raw: '["type","contact.queued"]',
      reason: expect.stringContaining('no field `event`') as string,
      source: `inbox:${store.site}`,
    },
  ])
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(['a'])
})

test('[P1] entries stay until the door has taken them', async () => {
  await drop('event', JSON.stringify(queued('a')))
  const inbox = startInbox(doorTo(store, 2))
  await consumed()
  await inbox.stop()
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(['a'])
})

test('[P1] a crash between the door and the cursor reads again and doubles nothing', async () => {
  await drop('event', JSON.stringify(queued('a')))
  const crash = failPointsFrom('inbox.beforeCursor:1:throw')
  await expect(startInbox(doorTo(store), crash).ended).rejects.toThrow('inbox.beforeCursor')
  expect(await left()).toBe(1)
  await drop('event', JSON.stringify(queued('b')))
  const inbox = startInbox(doorTo(store))
  await consumed()
  await inbox.stop()
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(['a', 'b'])
})

test('an inbox that waits stops at once when told to', async () => {
  const inbox = startInbox(doorTo(store))
  await inbox.stop()
  const before = startInbox(doorTo(store))
  await expect(before.stop()).resolves.toBeUndefined()
})
