import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { epochMs } from '../../../shared/time.ts'
import type { ScreenSettings } from '../../../shared/views.ts'
import { calmView, randomWalk } from './floorViews.ts'
import { TestScreen, type WallFloor, openFloor } from './wallFloor.ts'

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

let floor: WallFloor
const opened: TestScreen[] = []
function screenAt(
  ...options: ConstructorParameters<typeof TestScreen> extends [string, ...infer R] ? R : never
) {
  const screen = new TestScreen(floor.url, ...options)
  opened.push(screen)
  return screen
}
beforeEach(async () => {
  floor = await openFloor()
})
afterEach(async () => {
  for (const screen of opened.splice(0)) screen.close()
  await floor.close()
})

test('[P4] joining answers with settings, snapshot, tick and build', async () => {
  floor.show(randomWalk(3).step())
  const welcome = await screenAt().join({ screen: 'south' })
  expect(welcome).toEqual({
    protocol: 1,
    build: 'b1',
    settings: floor.known.get('south'),
    snapshot: overTheWire(floor.feed.snapshot()),
    tick: { epoch: 'e1', revision: 2, at: 2000, heard: 1999, rate: 1 },
  })
})

test('[P4] under a random walk every screen shows what the server shows, joined early or late', async () => {
  const walk = randomWalk(11)
  const early = screenAt()
  await early.join()
  for (let i = 0; i < 150; i += 1) floor.show(walk.step())
  const late = screenAt()
  const joining = late.join({ screen: 'south' })
  for (let i = 0; i < 50; i += 1) floor.show(walk.step())
  await joining
  for (let i = 0; i < 150; i += 1) floor.show(walk.step())
  await Promise.all([early.caughtUp(floor.feed), late.caughtUp(floor.feed)])
  expect(early.now).toEqual(overTheWire(floor.feed.snapshot()))
  expect(late.now).toEqual(overTheWire(floor.feed.snapshot()))
  expect([early.gaps, late.gaps]).toEqual([0, 0])
})

test('[P4] a screen that missed a delta sees the gap and heals by asking', async () => {
  const walk = randomWalk(5)
  const screen = screenAt()
  const { snapshot } = await screen.join()
  floor.show(walk.step())
  await screen.caughtUp(floor.feed)
  screen.now = snapshot
  floor.show(walk.step())
  await screen.until(() => screen.gaps === 1)
  screen.now = await screen.socket.emitWithAck('resync')
  floor.show(walk.step())
  await screen.caughtUp(floor.feed)
  expect(screen.now).toEqual(overTheWire(floor.feed.snapshot()))
  expect(screen.gaps).toBe(1)
})

test('[P4] a screen that names its site differently is in the room of the site it sees', async () => {
  const screen = screenAt()
  await screen.join({ site: '' })
  expect(floor.screens.measures().screens).toEqual(new Map([['main', 1]]))
  floor.show({ ...calmView(5), freshness: 'slow' })
  await screen.caughtUp(floor.feed)
  expect(screen.gaps).toBe(0)
})

test('[P4] a screen that joins again on its connection is in one room, and gets everything once', async () => {
  floor.screens.show('nobody', { epoch: 'e1', from: 0, revision: 1, at: epochMs(0), patch: {} })
  const screen = screenAt()
  await screen.join()
  expect((await screen.join({ screen: 'south' })).settings.id).toBe('south')
  expect(floor.screens.measures().screens).toEqual(new Map([['main', 1]]))
  floor.show({ ...calmView(5), freshness: 'slow' })
  floor.beat()
  await screen.first('tick')
  expect([screen.count('delta'), screen.count('tick')]).toEqual([1, 1])
  expect(await screen.ask({ screen: 'cellar' })).toEqual({ refused: 'UNKNOWN_SCREEN' })
  expect(floor.screens.measures().screens).toEqual(new Map())
})

test('[P6] each second a tick goes to every screen', async () => {
  const [north, south] = [screenAt(), screenAt()]
  await Promise.all([north.join(), south.join()])
  expect(floor.seconds).toEqual([1000])
  expect(north.count('tick')).toBe(0)
  floor.beat()
  floor.beat()
  await Promise.all([north, south].map((screen) => screen.until(() => screen.count('tick') === 2)))
  expect(await south.first('tick')).toEqual({
    epoch: 'e1',
    revision: 1,
    at: 2000,
    heard: 1999,
    rate: 1,
  })
})

test('[G3] a message to a room is encoded once, however many screens there are', async () => {
  const screens = Array.from({ length: 12 }, () => screenAt())
  await Promise.all(screens.map((screen) => screen.join()))
  const stringify = vi.spyOn(JSON, 'stringify')
  const encodings = (name: string) =>
    stringify.mock.calls.filter(([value]) => Array.isArray(value) && value[0] === name).length
  floor.show({ ...calmView(5), freshness: 'slow' })
  await Promise.all(screens.map((screen) => screen.caughtUp(floor.feed)))
  const once = encodings('delta')
  floor.known.set('north', { ...floor.known.get('north')!, theme: 'day' })
  floor.screens.settingsChanged()
  await Promise.all(screens.map((screen) => screen.first('settings')))
  const each = encodings('settings')
  stringify.mockRestore()
  expect(once).toBe(1)
  expect(each, 'control: what goes to each screen by itself is seen to be encoded for each').toBe(
    12,
  )
})

test('[G15] screens that come back together share one encoding of the snapshot', async () => {
  const screens = Array.from({ length: 12 }, () => screenAt())
  await Promise.all(screens.map((screen) => screen.first('connect')))
  const stringify = vi.spyOn(JSON, 'stringify')
  const encodings = () =>
    stringify.mock.calls.filter(([value]) => (value as object | null) === floor.feed.snapshot())
      .length
  await Promise.all(screens.map((screen) => screen.join()))
  const once = encodings()
  floor.show({ ...calmView(5), freshness: 'slow' })
  const fresh = await screens[0]!.socket.emitWithAck('resync')
  const again = encodings()
  stringify.mockRestore()
  expect([once, again]).toEqual([1, 1])
  expect(fresh).toEqual(overTheWire(floor.feed.snapshot()))
})

test('changed settings go to the screens they change; a screen that is no more is let go', async () => {
  const [north, south] = [screenAt(), screenAt()]
  await Promise.all([north.join(), south.join({ screen: 'south' })])
  const day: ScreenSettings = { ...floor.known.get('north')!, theme: 'day' }
  floor.known.set('north', day)
  floor.known.delete('south')
  floor.screens.settingsChanged()
  expect(await north.first('settings')).toEqual(day)
  await south.first('disconnect')
  floor.screens.settingsChanged()
  floor.beat()
  await north.first('tick')
  expect(north.count('settings')).toBe(1)
})

test('[P12] a page of an older build is told to load the new one, in its own time', async () => {
  const [old, current, unknown] = [screenAt(), screenAt(), screenAt()]
  await old.join({ build: 'b0' })
  expect(await old.first('reload')).toEqual({ build: 'b1', within: 30_000 })
  await current.join({ build: 'b1' })
  await unknown.join({ build: '' })
  floor.beat()
  await Promise.all([current.first('tick'), unknown.first('tick')])
  expect(current.count('reload') + unknown.count('reload')).toBe(0)
  floor.screens.newBuild('b2')
  expect(await current.first('reload')).toEqual({ build: 'b2', within: 30_000 })
})

test('[P12] a server that does not know its build orders no reload', async () => {
  await floor.close()
  floor = await openFloor({ build: '' })
  const screen = screenAt()
  await screen.join({ build: 'b0' })
  floor.beat()
  await screen.first('tick')
  expect(screen.count('reload')).toBe(0)
})

test('screens and bytes are counted', async () => {
  const [north, south] = [screenAt(), screenAt()]
  await Promise.all([north.join(), south.join({ screen: 'south' })])
  const before = floor.screens.measures()
  const sentBefore = floor.sent.get('main') ?? 0
  expect(sentBefore, 'both snapshots').toBeGreaterThan(
    2 * JSON.stringify(floor.feed.snapshot()).length,
  )
  expect(before.screens).toEqual(new Map([['main', 2]]))
  floor.show({ ...calmView(5), freshness: 'slow' })
  await Promise.all([north.caughtUp(floor.feed), south.caughtUp(floor.feed)])
  const after = floor.screens.measures()
  const delta = JSON.stringify(['delta', (await north.first('delta')) as object])
  expect(after.bytesSent - before.bytesSent).toBeGreaterThanOrEqual(2 * delta.length)
  expect(after.bytesSent - before.bytesSent).toBeLessThan(2 * (delta.length + 20))
  expect(floor.sent.get('main')).toBe(sentBefore + after.bytesSent - before.bytesSent)
  expect([after.deltas, after.snapshots]).toEqual([1, 2])
  south.close()
  floor.beat()
  await vi.waitUntil(() => floor.screens.measures().screens.get('main') === 1)
})

test('closing ends every connection soon, so that screens try again, and takes no more', async () => {
  const [north, frozen] = [screenAt(), screenAt()]
  await Promise.all([north.join(), frozen.join()])
  frozen.freeze()
  await floor.screens.close()
  expect(await north.first('disconnect')).toBe('transport close')
  expect(floor.tcp.every((socket) => socket.destroyed)).toBe(true)
  await screenAt().first('connect_error')
})
