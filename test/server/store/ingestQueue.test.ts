import { expect, test } from 'vitest'
import type { FloorEvent } from '../../../shared/events.ts'
import { IngestQueue, identityOf } from '../../../server/store/ingestQueue.ts'
import { StoreUnavailable } from '../../../server/store/storeFault.ts'
import { many, queued } from '../../contracts/siteStore.ts'

interface Call {
  readonly ids: readonly string[]
  answer(): void
  fail(): void
}

/** A queue whose writes wait until the test answers them. */
function queueUnderTest(): { queue: IngestQueue; calls: Call[]; next(): Promise<Call> } {
  const calls: Call[] = []
  let seen = 0
  let wake: () => void = () => {}
  const write = (_: string, args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const json = args.filter((__, i) => i % 2 === 1)
      calls.push({
        ids: json.map((text) => (JSON.parse(text) as { id: string }).id),
        answer: () => resolve('1'.repeat(json.length)),
        fail: () => reject(new StoreUnavailable('STORE_UNREACHABLE', 'gone')),
      })
      wake()
    })
  const next = async (): Promise<Call> => {
    while (calls.length === seen) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    seen += 1
    return calls[seen - 1]!
  }
  return { queue: new IngestQueue(write, 1000), calls, next }
}

test('[E1] callers of one moment share a write; who comes meanwhile shares the next', async () => {
  const { queue, calls, next } = queueUnderTest()
  const early = [queue.add(many(2, 'a')), queue.add(many(1, 'b'))]
  const first = await next()
  const late = [queue.add(many(1, 'c')), queue.add(many(1, 'd'))]
  expect(first.ids).toEqual(['a0', 'a1', 'b0'])
  expect(calls).toHaveLength(1)
  first.answer()
  await Promise.all(early)
  const second = await next()
  expect(second.ids).toEqual(['c0', 'd0'])
  second.answer()
  expect(await Promise.all(late)).toEqual([['accepted'], ['accepted']])
})

test('[E1] a failed write fails its callers only; the rest of a batch it began does not follow', async () => {
  const { queue, next } = queueUnderTest()
  const outcomes = Promise.allSettled([
    queue.add(many(10, 'a')),
    queue.add(many(2995, 'b')),
    queue.add(many(5, 'c')),
  ])
  const first = await next()
  first.fail()
  const second = await next()
  expect(second.ids).toEqual(many(5, 'c').map((event) => event.id))
  second.answer()
  expect((await outcomes).map((outcome) => outcome.status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
  ])
  const again = queue.add(many(49_999, 'd'))
  for (let i = 0; i < 50; i += 1) (await next()).answer()
  expect(await again).toHaveLength(49_999)
})

test('[E1] what cannot be encoded fails its own caller only', async () => {
  const { queue, next } = queueUnderTest()
  const odd = { ...queued('odd'), data: { contact: 1n } } as unknown as FloorEvent
  await expect(queue.add([odd])).rejects.toThrow('BigInt')
  const good = queue.add(many(1, 'a'))
  ;(await next()).answer()
  expect(await good).toEqual(['accepted'])
})

test('[E1] closing answers everybody', async () => {
  const { queue, next } = queueUnderTest()
  const under = queue.add(many(1, 'a'))
  const first = await next()
  const waiting = queue.add(many(1, 'b'))
  queue.close()
  await expect(waiting).rejects.toMatchObject({ code: 'STORE_CLOSED' })
  first.answer()
  expect(await under).toEqual(['accepted'])
})

test('[E1] an identity is short whatever the id, and no two share one by their seam', () => {
  const identities = [
    identityOf(queued('b', 'a')),
    identityOf(queued('', 'ab')),
    identityOf(queued('ab', '')),
    identityOf(queued('x'.repeat(500), 'a')),
    identityOf(queued('x'.repeat(501), 'a')),
    identityOf(queued('星'.repeat(30), 'a')),
  ]
  expect(new Set(identities).size).toBe(identities.length)
  for (const identity of identities) expect(identity.length).toBeLessThanOrEqual(24)
})
