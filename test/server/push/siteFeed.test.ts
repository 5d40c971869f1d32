import { expect, test } from 'vitest'
import { createSiteFeed } from '../../../server/push/siteFeed.ts'
import { applyDelta } from '../../../shared/protocol/apply.ts'
import { epochMs } from '../../../shared/time.ts'
import { randomWalk } from './floorViews.ts'

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

test('[P4] every delta leads from one snapshot to the next', () => {
  const walk = randomWalk(7)
  const feed = createSiteFeed('e1', epochMs(0), walk.view())
  let screen = overTheWire(feed.snapshot())
  for (let i = 1; i <= 300; i += 1) {
    const before = feed.snapshot().revision
    const delta = feed.show(epochMs(i), walk.step())
    if (!delta) continue
    expect([delta.from, delta.revision]).toEqual([before, before + 1])
    const next = applyDelta(screen, overTheWire(delta))
    if (next === 'gap') throw new Error(`gap at step ${i}`)
    screen = next
    expect(screen).toEqual(overTheWire(feed.snapshot()))
  }
  expect(screen.revision).toBeGreaterThan(100)
})

test('[G6] what looks the same is not sent, and the moment still moves on', () => {
  const walk = randomWalk(1)
  const feed = createSiteFeed('e1', epochMs(0), walk.view())
  expect(feed.show(epochMs(50), overTheWire(walk.view()))).toBeNull()
  expect(feed.snapshot()).toMatchObject({ revision: 1, at: 50 })
})

test('[G6] one call more behind a settled figure is nothing to send', () => {
  const view = randomWalk(1).view()
  const feed = createSiteFeed('e1', epochMs(0), view)
  const metric = { ...view.metrics.connectionRate!, n: 401 }
  expect(feed.show(epochMs(1), { ...view, metrics: { connectionRate: metric } })).toBeNull()
  const early = { connectionRate: { ...metric, n: 8, provisional: true } }
  expect(feed.show(epochMs(2), { ...view, metrics: early })?.patch).toEqual({
    metrics: { connectionRate: { n: 8, provisional: true } },
  })
})

test('[P6] a tick carries the epoch and revision that a screen should have', () => {
  const walk = randomWalk(1)
  const feed = createSiteFeed('e1', epochMs(0), walk.view())
  feed.show(epochMs(1), { ...walk.view(), freshness: 'slow' })
  expect(feed.tick(epochMs(9), epochMs(8), 60)).toEqual({
    epoch: 'e1',
    revision: 2,
    at: 9,
    heard: 8,
    rate: 60,
  })
})
