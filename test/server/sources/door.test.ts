import { expect, test } from 'vitest'
import type { EventOf } from '../../../shared/events.ts'
import { epochMs, MINUTE } from '../../../shared/time.ts'
import { createDoor, type DoorCounts } from '../../../server/sources/door.ts'
import { Overloaded } from '../../../server/sources/source.ts'
import { StoreUnavailable } from '../../../server/store/siteStore.ts'
import { memorySiteStore } from '../../support/memorySiteStore.ts'

const now = epochMs(Date.UTC(2026, 2, 29, 9, 30))

const queued = (id: string, time: number = now): EventOf<'contact.queued'> => ({
  id,
  source: 'pbx',
  type: 'contact.queued',
  time: epochMs(time),
  data: { contact: id, queue: 'repairs' },
})

function counting(): DoorCounts & { readonly seen: string[] } {
  const seen: string[] = []
  return {
    seen,
    admitted: (source, accepted, duplicates) => seen.push(`${source} +${accepted} =${duplicates}`),
    skewed: (source) => seen.push(`${source} skewed`),
    setAside: (source, letters) => seen.push(`${source} aside ${letters}`),
  }
}

/** A store whose writes wait until they are let go. */
function slowStore(): { store: ReturnType<typeof memorySiteStore>; letGo: () => void } {
  const store = memorySiteStore()
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  store.beforeWrite = () => gate
  return { store, letGo: () => letGo() }
}

test('[T2] an event more than 5 min in the future is taken at its arrival and keeps its own stamp', async () => {
  const store = memorySiteStore()
  const counts = counting()
  const door = createDoor(store, () => now, counts)
  await door.admit([queued('a', now + 5 * MINUTE), queued('b', now + 5 * MINUTE + 1)])
  expect(store.events[0]).toEqual(queued('a', now + 5 * MINUTE))
  expect(store.events[1]).toEqual({ ...queued('b'), stamped: now + 5 * MINUTE + 1 })
  expect(counts.seen).toEqual(['pbx skewed', 'pbx +2 =0'])
})

test('[T6] a replay may lie in the future: the clock of the recording rules', async () => {
  const store = memorySiteStore()
  const counts = counting()
  const event = { ...queued('a', now + 60 * MINUTE), replay: true as const }
  await createDoor(store, () => now, counts).admit([event])
  expect(store.events).toEqual([event])
  expect(counts.seen).toEqual(['pbx +1 =0'])
})

test('[E1] duplicates are counted apart, per source', async () => {
  const counts = counting()
  const door = createDoor(memorySiteStore(), () => now, counts)
  const other = { ...queued('a'), source: 'chat' }
  expect(await door.admit([queued('a'), queued('a'), other])).toEqual({
    accepted: 2,
    duplicates: 1,
  })
  expect(await door.admit([queued('a')])).toEqual({ accepted: 0, duplicates: 1 })
  expect(counts.seen).toEqual(['pbx +1 =1', 'chat +1 =0', 'pbx +0 =1'])
})

test('a batch resolves only when the store says that it is on disk', async () => {
  const { store, letGo } = slowStore()
  let done = false
  const admit = async (): Promise<void> => {
    await createDoor(store, () => now, counting()).admit([queued('a')])
    done = true
  }
  const admitted = admit()
  await new Promise(setImmediate)
  expect(done).toBe(false)
  letGo()
  await admitted
  expect(done).toBe(true)
})

test('[P9] more than the bound under way is refused, and taken again afterwards', async () => {
  const { store, letGo } = slowStore()
  const door = createDoor(store, () => now, counting(), 3)
  const first = door.admit([queued('a'), queued('b')])
  await expect(door.admit([queued('c'), queued('d')])).rejects.toThrow(Overloaded)
  const third = door.admit([queued('e')])
  letGo()
  await Promise.all([first, third])
  expect(await door.admit([queued('c'), queued('d')])).toEqual({ accepted: 2, duplicates: 0 })
})

test('a batch larger than the bound gets through when nothing else is under way', async () => {
  const door = createDoor(memorySiteStore(), () => now, counting(), 2)
  const batch = ['a', 'b', 'c'].map((id) => queued(id))
  expect(await door.admit(batch)).toEqual({ accepted: 3, duplicates: 0 })
})

test('many letters go to the store in steps, so that Redis answers others in between', async () => {
  const store = memorySiteStore()
  let steps = 0
  store.beforeWrite = () => {
    steps += 1
    return Promise.resolve()
  }
  const counts = counting()
  const letters = Array.from({ length: 2500 }, (_, place) => ({
    raw: `${place}`,
    reason: 'no',
    source: 'pbx',
  }))
  await createDoor(store, () => now, counts).setAside(letters)
  expect(steps).toBe(3)
  expect(store.letters).toEqual(letters)
  expect(counts.seen).toEqual(['pbx aside 1000', 'pbx aside 1000', 'pbx aside 500'])
})

test('a failing store fails the batch, counts nothing and gives the room back', async () => {
  const store = memorySiteStore()
  const counts = counting()
  const door = createDoor(store, () => now, counts, 1)
  store.beforeWrite = () =>
    Promise.reject(new StoreUnavailable('STORE_UNREACHABLE', 'Redis does not answer.'))
  await expect(door.admit([queued('a')])).rejects.toThrow(StoreUnavailable)
  expect(counts.seen).toEqual([])
  store.beforeWrite = () => Promise.resolve()
  expect(await door.admit([queued('a')])).toEqual({ accepted: 1, duplicates: 0 })
})

test('bad input is buried and counted by its source', async () => {
  const store = memorySiteStore()
  const counts = counting()
  const letters = ['pbx', 'pbx', 'unknown'].map((source) => ({ raw: '?', reason: 'no', source }))
  await createDoor(store, () => now, counts).setAside(letters)
  expect(store.letters).toEqual(letters)
  expect(counts.seen).toEqual(['pbx aside 2', 'unknown aside 1'])
})
