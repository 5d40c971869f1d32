import { expect, test } from 'vitest'
import { freshnessOf, standsSince } from '../../../client/store/freshness.ts'
import { createWallStore } from '../../../client/store/wallStore.ts'
import type { Snapshot, Tick, Welcome } from '../../../shared/protocol/messages.ts'
import { epochMs } from '../../../shared/time.ts'
import type { ScreenSettings, WallView } from '../../../shared/views.ts'
import { AT, wallStates } from '../../support/wallStates.ts'

const view: WallView = wallStates.normal.view
const snapshot: Snapshot = { epoch: 'e1', revision: 7, at: AT, view }
const tick = (more: Partial<Tick> = {}): Tick => ({
  epoch: 'e1',
  revision: 7,
  at: AT,
  heard: epochMs(AT - 2000),
  rate: 1,
  ...more,
})
const settings: ScreenSettings = {
  id: 'main',
  layout: 'auto',
  theme: 'night',
  language: 'zh-CN',
  inches: null,
  farthestSeatMetres: null,
  sound: false,
  reducedMotion: false,
}
const welcome: Welcome = { protocol: 1, build: 'b1', settings, snapshot, tick: tick() }

function joined(overrides: Partial<ScreenSettings> = {}) {
  const store = createWallStore(null, 0, overrides)
  store.getState().welcome(welcome, 0)
  return store
}

test('a delta changes what it names and keeps the identity of everything else', () => {
  const store = joined()
  const answer = store.getState().delta({
    epoch: 'e1',
    from: 7,
    revision: 8,
    at: AT,
    patch: { queues: { '1': { waiting: 7 } } },
  })
  const { queues, metrics } = store.getState().view!
  expect(answer).toBe('ok')
  expect(queues[1]!.waiting).toBe(7)
  expect(queues[0]).toBe(view.queues[0])
  expect(metrics).toBe(view.metrics)
})

test('[P4] a delta that starts elsewhere is a gap and changes nothing', () => {
  const store = joined()
  const delta = { epoch: 'e1', from: 8, revision: 9, at: AT, patch: { windowMinutes: 15 } }
  expect(store.getState().delta(delta)).toBe('gap')
  expect(store.getState().view).toBe(view)
})

test('[P4] ticks that keep speaking of a later revision are a gap', () => {
  const store = joined()
  expect(store.getState().tick(tick({ revision: 8 }), 1000)).toBe('ok')
  expect(store.getState().tick(tick({ revision: 8 }), 2000)).toBe('gap')
})

test('[P6] what the screen claims is the worse of the data and the connection', () => {
  const store = joined()
  expect(freshnessOf(store.getState())).toBe('live')
  store.getState().replace({ ...snapshot, view: { ...view, freshness: 'slow' } })
  expect(freshnessOf(store.getState())).toBe('slow')
  store.getState().beat(3500)
  expect(freshnessOf(store.getState())).toBe('stale')
  expect(standsSince(store.getState())).toBe(AT)
  store.getState().beat(300_500)
  expect(freshnessOf(store.getState())).toBe('lost')
})

test('the words’ clock moves each second, the digits’ every other second', () => {
  const store = joined()
  store.getState().beat(1000)
  expect(store.getState().now).toBe(AT + 1000)
  expect(store.getState().evenNow).toBe(AT)
  store.getState().beat(2000)
  expect(store.getState().evenNow).toBe(AT + 2000)
})

test('a beat that changes nothing tells nobody', () => {
  const store = joined()
  let told = 0
  store.subscribe(() => (told += 1))
  store.getState().beat(400)
  expect(told).toBe(0)
})

test('what the address sets stays set whatever the server says', () => {
  const store = joined({ theme: 'day' })
  store.getState().configure({ ...settings, theme: 'night', language: 'en' })
  expect(store.getState().settings).toMatchObject({ theme: 'day', language: 'en' })
})

test('[P13] a remembered board shows, marked, and heals after two updates', () => {
  const store = createWallStore({ snapshot, settings }, 100)
  expect(freshnessOf(store.getState())).toBe('stale')
  store.getState().welcome(welcome, 200)
  expect(freshnessOf(store.getState())).toBe('stale')
  store.getState().tick(tick(), 1200)
  expect(freshnessOf(store.getState())).toBe('live')
})
