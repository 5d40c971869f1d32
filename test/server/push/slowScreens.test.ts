import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { io } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { roomFrame } from '../../../server/push/roomFrame.ts'
import { type Connection, createScreenLine } from '../../../server/push/screenLine.ts'
import { WALL, type Delta } from '../../../shared/protocol/messages.ts'
import { epochMs } from '../../../shared/time.ts'
import { calmView, randomWalk, seeded } from './floorViews.ts'
import { TestScreen, type WallFloor, openFloor } from './wallFloor.ts'

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const HEAVY = 50_000
const heavyView = (i: number) => ({
  ...calmView(1),
  shift: { 'zh-CN': String(i), en: String(i).padEnd(HEAVY, 'x') },
})

async function frozenFloor() {
  const floor = await openFloor({ limits: { pingEvery: 600_000 } })
  const [frozen, lively] = [new TestScreen(floor.url), new TestScreen(floor.url)]
  closers.push(floor.close, frozen.close, lively.close)
  await frozen.join({ screen: 'north' })
  await lively.join({ screen: 'south' })
  frozen.freeze()
  return { floor, frozen, lively }
}

/**
 * Shows heavy views until the operating system buffers no more for the frozen screen, and then some.
 * @returns the most bytes that waited in the server for it
 */
async function overfill(floor: WallFloor, lively: TestScreen): Promise<number> {
  let most = 0
  let after = 0
  for (let i = 1; after < 50 && i < 5000; i += 1) {
    floor.show(heavyView(i))
    await lively.caughtUp(floor.feed)
    most = Math.max(most, floor.tcp[0]?.writableLength ?? 0)
    if (floor.screens.measures().behind === 1) after += 1
  }
  return most
}

test('[P8] a frozen screen costs bounded memory, harms nobody and is dropped after 10 s', async () => {
  const { floor, frozen, lively } = await frozenFloor()
  const [toFrozen] = floor.tcp
  const most = await overfill(floor, lively)
  expect(lively.gaps).toBe(0)
  expect(most, 'control: the screen was indeed frozen').toBeGreaterThan(0)
  expect(most).toBeLessThan(256 * 1024)
  expect(floor.screens.measures().behind).toBe(1)

  floor.beat()
  expect(floor.screens.measures().frozen).toBe(0)
  floor.pass(8000)
  floor.beat()
  expect(floor.screens.measures().frozen, 'a second look').toBe(0)
  floor.beat()
  expect(floor.screens.measures()).toMatchObject({
    frozen: 1,
    screens: new Map([['main', 1]]),
    behind: 0,
  })
  expect(toFrozen!.destroyed).toBe(true)
  await lively.until(() => lively.count('tick') === 3)
  frozen.close()
})

test('[P8] a screen that was slow gets a fresh snapshot when it reads again, and all in order', async () => {
  const { floor, frozen, lively } = await frozenFloor()
  await overfill(floor, lively)
  frozen.thaw()
  await frozen.caughtUp(floor.feed)
  const walk = randomWalk(2)
  for (let i = 0; i < 20; i += 1) floor.show(walk.step())
  await frozen.caughtUp(floor.feed)
  expect(frozen.now).toEqual(overTheWire(floor.feed.snapshot()))
  expect(frozen.count('snapshot')).toBe(1)
  expect(frozen.gaps).toBe(0)
  expect(frozen.now?.revision).toBeGreaterThan(frozen.count('delta') + 40)
  expect(floor.screens.measures()).toMatchObject({ frozen: 0, behind: 0 })
})

test('[P8] a screen that asks and asks while it cannot take anything gets one snapshot when it can', async () => {
  const { floor, frozen, lively } = await frozenFloor()
  await overfill(floor, lively)
  const before = floor.screens.measures().snapshots
  for (let i = 0; i < 5; i += 1) frozen.socket.emit('resync', () => {})
  const again = { protocol: 1, site: 'main', screen: 'north', build: '' }
  for (let i = 0; i < 5; i += 1) frozen.socket.emit('join', again, () => {})
  await lively.socket.emitWithAck('resync')
  expect(floor.screens.measures().snapshots - before, 'only the lively one').toBe(1)
  frozen.thaw()
  await frozen.caughtUp(floor.feed)
  floor.beat()
  await frozen.first('tick')
  expect(frozen.count('snapshot')).toBe(1)
  expect(floor.screens.measures().snapshots - before).toBe(2)
})

/** A bare socket.io server with one client, to hold a line against the ordinary way. */
async function bareWall() {
  const httpServer = createServer()
  const server = new Server(httpServer, { transports: ['websocket'], perMessageDeflate: false })
  httpServer.listen(0, '127.0.0.1')
  await once(httpServer, 'listening')
  const client = io(`http://127.0.0.1:${(httpServer.address() as AddressInfo).port}${WALL}`, {
    transports: ['websocket'],
    forceNew: true,
  })
  closers.push(
    () => server.close(),
    () => client.disconnect(),
  )
  const [socket] = (await once(server.of(WALL), 'connection')) as [Socket]
  return { socket, client }
}
const deltaOf = (revision: number): Delta => ({
  epoch: 'e',
  from: revision - 1,
  revision,
  at: epochMs(0),
  patch: { n: revision },
})

/** Sends numbered messages by both ways mixed, and tells in which order they came. */
async function orderOf(connectionOf: (connection: Connection) => Connection): Promise<number[]> {
  const { socket, client } = await bareWall()
  const refresh = () => {}
  const line = createScreenLine(connectionOf(socket.conn), { backlog: 1e9, now: () => 0, refresh })
  const came: number[] = []
  const all = new Promise<void>((done) => {
    client.onAny((_name: string, payload: { revision: number }) => {
      came.push(payload.revision)
      if (came.length === 500) done()
    })
  })
  const random = seeded(4)
  for (let i = 1; i <= 500; i += 1) {
    if (random() < 0.5) line.send(roomFrame('delta', deltaOf(i)))
    else socket.emit('settings', { revision: i })
    if (random() < 0.2) await new Promise(setImmediate)
  }
  await all
  return came
}
const inOrder = Array.from({ length: 500 }, (_, i) => i + 1)

test('[G3] writing straight to a transport keeps the order with all that goes the ordinary way', async () => {
  expect(await orderOf((connection) => connection)).toEqual(inOrder)
})

test('[G3] control: writing straight whether or not the transport is writable breaks the order', async () => {
  const careless = (connection: Connection): Connection => ({
    readyState: 'open',
    transport: {
      writable: true,
      send: (packets) => connection.transport.send(packets),
      once: (event, heard) => connection.transport.once(event, heard),
    },
    write: (text, options) => connection.write(text, options),
  })
  expect(await orderOf(careless)).not.toEqual(inOrder)
})

test('[P8] past the backlog nothing more is kept; control: the ordinary way keeps it all', async () => {
  const { socket, client } = await bareWall()
  const kept = () => {
    const { writeBuffer } = socket.conn as unknown as { writeBuffer: { data?: string }[] }
    const queued = writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), 0)
    return queued + socket.request.socket.writableLength
  }
  const { transport } = client.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } }
  transport.ws._socket.pause()
  closers.push(() => transport.ws._socket.destroy())
  const line = createScreenLine(socket.conn, { backlog: 65_536, now: () => 0, refresh() {} })
  const heavy = roomFrame('delta', { ...deltaOf(1), patch: 'x'.repeat(10_000) })
  let after = 0
  for (let i = 0; after < 500 && i < 20_000; i += 1) {
    line.send(heavy)
    if (i % 10 === 0) await new Promise(setImmediate)
    if (line.behind()) after += 1
  }
  expect(line.stuckSince()).toBe(0)
  expect(kept()).toBeGreaterThan(0)
  expect(kept()).toBeLessThan(65_536 + 12_000)
  for (let i = 0; i < 100; i += 1) socket.emit('delta', 'x'.repeat(10_000))
  expect(kept()).toBeGreaterThan(1_000_000)
})

test.each([0, 10, 125, 126, 127, 65_535, 65_536, 200_000])(
  '[G3] a frame of about %i bytes arrives whole',
  async (size) => {
    const { socket, client } = await bareWall()
    const line = createScreenLine(socket.conn, { backlog: 1e9, now: () => 0, refresh() {} })
    const text = '星'.repeat(size / 3) + 'x'.repeat(size % 3)
    const came = new Promise((heard) => client.once('delta', heard))
    line.send(roomFrame('delta', { ...deltaOf(1), patch: text }))
    expect(await came).toEqual({ ...deltaOf(1), patch: text })
  },
)
