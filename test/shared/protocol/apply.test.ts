import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyDelta } from '../../../shared/protocol/apply.ts'
import { type Json, diff } from '../../../shared/protocol/diff.ts'
import type { Delta, Snapshot } from '../../../shared/protocol/messages.ts'
import { epochMs } from '../../../shared/time.ts'

/** A view is any JSON object here; what it means does not matter to the wire. */
const chain = fc.array(
  fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 2 })),
  {
    minLength: 2,
    maxLength: 8,
  },
)

const snapshotOf = (view: unknown, revision: number): Snapshot =>
  ({ epoch: 'e1', revision, at: epochMs(1000 + revision), view }) as Snapshot

function deltasOf(views: readonly unknown[]): Delta[] {
  return views.slice(1).map((view, i) => ({
    epoch: 'e1',
    from: i,
    revision: i + 1,
    at: epochMs(1001 + i),
    patch: diff(views[i] as Json, view as Json) ?? {},
  }))
}

test('[P4] all deltas in order lead to the last view', () => {
  fc.assert(
    fc.property(chain, (values) => {
      const views = JSON.parse(JSON.stringify(values)) as unknown[]
      let now: Snapshot | 'gap' = snapshotOf(views[0], 0)
      for (const delta of deltasOf(views)) {
        if (now === 'gap') throw new Error('gap in an unbroken chain')
        now = applyDelta(now, delta)
      }
      expect(now).toEqual(snapshotOf(views.at(-1), views.length - 1))
    }),
  )
})

test('[P4] lost, doubled and shuffled deltas give a true view or a gap, never a wrong view', () => {
  fc.assert(
    fc.property(chain, fc.array(fc.nat({ max: 7 }), { maxLength: 20 }), (values, order) => {
      const views = JSON.parse(JSON.stringify(values)) as unknown[]
      const deltas = deltasOf(views)
      let now = snapshotOf(views[0], 0)
      for (const place of order) {
        const delta = deltas[place % deltas.length]!
        const next = applyDelta(now, delta)
        const outcome = next === 'gap' ? 'gap' : next === now ? 'same' : 'next'
        const due =
          delta.from === now.revision ? 'next' : delta.revision <= now.revision ? 'same' : 'gap'
        expect(outcome).toBe(due)
        if (next !== 'gap') now = next
        expect(now.view).toEqual(views[now.revision])
      }
    }),
  )
})

test('[P4] a delta of another run of the server is a gap, whatever its revision', () => {
  const [delta] = deltasOf([{ a: 1 }, { a: 2 }])
  expect(applyDelta(snapshotOf({ a: 1 }, 0), { ...delta!, epoch: 'e2' })).toBe('gap')
  expect(applyDelta(snapshotOf({ a: 1 }, 9), { ...delta!, epoch: 'e2' })).toBe('gap')
})

test('[P4] a delta that does not fit the view is a gap, not a guess', () => {
  const delta: Delta = {
    epoch: 'e1',
    from: 0,
    revision: 1,
    at: epochMs(1),
    patch: { queues: { 3: { waiting: 1 } } },
  }
  expect(applyDelta(snapshotOf({ queues: [] }, 0), delta)).toBe('gap')
})
