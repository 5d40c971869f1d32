import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import type { FloorEvent } from '../../shared/events.ts'
import { epochMs } from '../../shared/time.ts'
import type { Fence, Offset, SiteStore } from '../../server/store/siteStore.ts'

/** A store under test; `another` opens a second one on the same site, as a restarted server does. */
export interface StoreUnderTest {
  readonly store: SiteStore
  another(): SiteStore
  /** Appends to the event log what no server of ours would write. */
  appendRaw(fields: readonly string[]): Promise<void>
  close(): Promise<void>
}

export const queued = (id: string, source = 'pbx'): FloorEvent => ({
  id,
  source,
  type: 'contact.queued',
  time: epochMs(1_700_000_000_000),
  data: { contact: id, queue: 'sales' },
})

export const many = (count: number, prefix = 'e'): FloorEvent[] =>
  Array.from({ length: count }, (_, i) => queued(`${prefix}${i}`))

/** Every event of the log in order, with bad entries left out. */
export async function wholeLog(store: SiteStore): Promise<FloorEvent[]> {
  const events: FloorEvent[] = []
  let offset: Offset = '0-0'
  for (;;) {
    const batch = await store.read(offset, 1000, 0)
    events.push(...batch.entries.map((entry) => entry.event))
    if (batch.offset === offset) return events
    offset = batch.offset
  }
}

const idsOf = (events: readonly FloorEvent[]): string[] => events.map((event) => event.id)

async function fenceOf(store: SiteStore, owner: string): Promise<Fence> {
  const answer = await store.acquire(owner)
  if (typeof answer !== 'number') throw new Error(`held by ${answer.heldBy}`)
  return answer
}

/** What every SiteStore must do. */
export function siteStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of SiteStore`, () => {
    let subject: StoreUnderTest
    let store: SiteStore
    beforeEach(async () => {
      subject = await open()
      ;({ store } = subject)
    })
    afterEach(() => subject.close())

    test('[E1] an event comes once: within a batch, across batches, across servers', async () => {
      expect(await store.ingest([queued('a'), queued('b'), queued('a')])).toEqual([
        'accepted',
        'accepted',
        'duplicate',
      ])
      expect(await store.ingest([queued('b'), queued('c')])).toEqual(['duplicate', 'accepted'])
      expect(await subject.another().ingest([queued('c'), queued('d')])).toEqual([
        'duplicate',
        'accepted',
      ])
      expect(idsOf(await wholeLog(store))).toEqual(['a', 'b', 'c', 'd'])
    })

    test('[E1] identity is source and id together', async () => {
      const verdicts = await store.ingest([
        queued('1', 'east'),
        queued('1', 'west'),
        queued('11', 'eas'),
      ])
      expect(verdicts).toEqual(['accepted', 'accepted', 'accepted'])
      const long = 'x'.repeat(300)
      expect(
        await store.ingest([queued(`${long}1`), queued(`${long}2`), queued(`${long}1`)]),
      ).toEqual(['accepted', 'accepted', 'duplicate'])
    })

    test('[E1] order is kept in batches of any size and among callers of one moment', async () => {
      const big = many(2500)
      const calls = [store.ingest(big), store.ingest(many(3, 'x')), store.ingest(many(1200, 'y'))]
      const verdicts = await Promise.all(calls)
      expect(verdicts.map((list) => list.length)).toEqual([2500, 3, 1200])
      expect(new Set(verdicts.flat())).toEqual(new Set(['accepted']))
      expect(idsOf(await wholeLog(store))).toEqual(
        idsOf([...big, ...many(3, 'x'), ...many(1200, 'y')]),
      )
    })

    test('[E1] callers of one moment with the same event: one has it accepted', async () => {
      const verdicts = await Promise.all([1, 2, 3].map(() => store.ingest([queued('same')])))
      expect(verdicts.flat().sort()).toEqual(['accepted', 'duplicate', 'duplicate'])
      expect(await wholeLog(store)).toHaveLength(1)
    })

    test('[E1] nothing to append is nothing', async () => {
      expect(await store.ingest([])).toEqual([])
      expect(await store.newest()).toBe('0-0')
    })

    test('an event is read back as it was, whatever its text', async () => {
      const odd = {
        ...queued('星 "☎"\u0000\n'),
        data: { contact: '__proto__', queue: 'a\u2028b\\' },
      } as FloorEvent
      await store.ingest([odd])
      expect(await wholeLog(store)).toEqual([odd])
    })

    test('reading goes on from the offset, waits for what comes, and says where it is', async () => {
      expect(await store.read('0-0', 10, 0)).toEqual({ entries: [], bad: [], offset: '0-0' })
      const waiting = store.read('0-0', 10, 2000)
      await store.ingest(many(3))
      const first = await waiting
      const second = await store.read(first.offset, 1, 0)
      const all = [
        ...first.entries,
        ...second.entries,
        ...(await store.read(second.offset, 9, 0)).entries,
      ]
      expect(idsOf(all.map((entry) => entry.event))).toEqual(['e0', 'e1', 'e2'])
      expect(await store.newest()).toBe(all.at(-1)?.offset)
    })

    test('[P21] entries that are no events are set apart and reading goes on', async () => {
      await store.ingest([queued('a')])
      await subject.appendRaw(['e', '{"id":"half'])
      await subject.appendRaw(['e', '{"id":"x","source":"y","type":"z","time":"noon","data":{}}'])
      await subject.appendRaw(['e', 'null'])
      await subject.appendRaw(['id', 'flat', 'type', 'contact.queued'])
      await store.ingest([queued('b')])
      const batch = await store.read('0-0', 100, 0)
      expect(idsOf(batch.entries.map((entry) => entry.event))).toEqual(['a', 'b'])
      expect(batch.bad.map((entry) => entry.reason)).toEqual([
        'the entry is not JSON',
        'the entry is not an event',
        'the entry is not an event',
        'the entry has not exactly one field `e`',
      ])
      expect(batch.bad[0]?.raw).toBe('{"id":"half')
      expect(batch.offset).toBe(await store.newest())
    })

    test('state and offset are written and loaded together', async () => {
      expect(await store.load()).toBeNull()
      const fence = await fenceOf(store, 'one')
      const rows = new Map([
        ['agent:ana', '{"n":1}'],
        ['__proto__', 'odd'],
        ['@offset', 'a row of that name'],
      ])
      expect(await store.commit(fence, { offset: '5-1', changed: rows, gone: [] })).toBe('ok')
      expect(await subject.another().load()).toEqual({ offset: '5-1', rows })
      const changed = new Map([['agent:bo', '2']])
      await store.commit(fence, {
        offset: '6-0',
        changed,
        gone: ['__proto__', '@offset', 'unknown'],
      })
      expect(await store.load()).toEqual({
        offset: '6-0',
        rows: new Map([
          ['agent:ana', '{"n":1}'],
          ['agent:bo', '2'],
        ]),
      })
    })

    test('a commit of many rows is one step', async () => {
      const fence = await fenceOf(store, 'one')
      const changed = new Map(Array.from({ length: 12_345 }, (_, i) => [`row${i}`, String(i)]))
      await store.commit(fence, { offset: '1-0', changed, gone: [] })
      expect((await store.load())?.rows).toEqual(changed)
      await store.commit(fence, { offset: '2-0', changed: new Map(), gone: [...changed.keys()] })
      expect(await store.load()).toEqual({ offset: '2-0', rows: new Map() })
    })

    test('a rebuilt state may go back to an earlier offset', async () => {
      const fence = await fenceOf(store, 'one')
      await store.commit(fence, { offset: '9-0', changed: new Map([['a', '9']]), gone: [] })
      await store.commit(fence, { offset: '1-0', changed: new Map([['a', '1']]), gone: [] })
      expect(await store.load()).toEqual({ offset: '1-0', rows: new Map([['a', '1']]) })
    })

    test('[P1] a store opened anew by the same owner goes on committing', async () => {
      const fence = await fenceOf(store, 'one')
      await store.commit(fence, { offset: '1-0', changed: new Map([['a', '1']]), gone: [] })
      await store.commit(fence, { offset: '2-0', changed: new Map([['a', '2']]), gone: [] })
      const reopened = subject.another()
      const change = { offset: '3-0', changed: new Map([['a', '3']]), gone: [] }
      expect(await reopened.commit(await fenceOf(reopened, 'one'), change)).toBe('ok')
      expect(await store.load()).toEqual({ offset: '3-0', rows: change.changed })
    })

    test('[P19] one owner at a time; the fence grows with every change of hands', async () => {
      const first = await fenceOf(store, 'one')
      expect(await store.acquire('two')).toEqual({ heldBy: 'one' })
      expect(await fenceOf(store, 'one')).toBe(first)
      expect(await store.renew('one', first)).toBe(true)
      expect(await store.renew('two', first)).toBe(false)
      await store.release('two', first)
      expect(await store.acquire('two')).toEqual({ heldBy: 'one' })
      await store.release('one', first)
      const second = await fenceOf(subject.another(), 'two')
      expect(second).toBeGreaterThan(first)
      expect(await store.renew('one', first)).toBe(false)
      await store.release('one', first)
      expect(await store.acquire('three')).toEqual({ heldBy: 'two' })
    })

    test('[P1] whoever lost the site writes nothing any more', async () => {
      const old = await fenceOf(store, 'one')
      await store.commit(old, { offset: '1-0', changed: new Map([['a', 'old']]), gone: [] })
      await store.release('one', old)
      const fresh = await fenceOf(store, 'two')
      const late = { offset: '2-0', changed: new Map([['a', 'late']]), gone: [] }
      expect(await store.commit(old, late)).toBe('fenced')
      expect(await store.load()).toEqual({ offset: '1-0', rows: new Map([['a', 'old']]) })
      expect(await subject.another().commit(fresh, late)).toBe('ok')
    })

    test('a checkpoint is kept until it is written anew', async () => {
      expect(await store.loadCheckpoint('file')).toBeNull()
      await store.saveCheckpoint('file', '17')
      await store.saveCheckpoint('file', '18')
      await store.saveCheckpoint('other', 'x')
      expect(await subject.another().loadCheckpoint('file')).toBe('18')
    })

    test('trimming removes what is older, by time only', async () => {
      await store.ingest(many(25_000))
      expect(await store.trim(3_600_000)).toBe(0)
      expect(await wholeLog(store)).toHaveLength(25_000)
      expect(await store.trim(-60_000)).toBe(25_000)
      expect(await wholeLog(store)).toEqual([])
      expect(await store.ingest([queued('e3')])).toEqual(['duplicate'])
    })
  })
}
