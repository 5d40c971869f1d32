import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyDelta } from '../../shared/protocol/apply.ts'
import {
  PROTOCOL_VERSION,
  type ScreenToServer,
  type ServerToScreen,
  type Snapshot,
  type Tick,
  type Welcome,
} from '../../shared/protocol/messages.ts'
import { dataDirectory, freePort, ServerProcess } from '../support/serverProcess.ts'

type Wall = Socket<ServerToScreen, ScreenToServer>

let data: ReturnType<typeof dataDirectory>
let server: ServerProcess
const walls: Wall[] = []

const SITE = `site: east
name: { zh-CN: 华东, en: East }
timezone: Asia/Shanghai
queues:
  - id: billing
    name: { zh-CN: 账单, en: Billing }
`

beforeEach(async () => {
  data = dataDirectory()
  writeFileSync(join(data.path, 'east.yaml'), SITE)
  server = new ServerProcess({
    dataDirectory: data.path,
    port: await freePort(),
    environment: { SITE_FILES: join(data.path, 'east.yaml') },
  })
  await server.ready()
})

afterEach(async () => {
  for (const wall of walls.splice(0)) wall.disconnect()
  await server.stop()
  data.remove()
})

/** Joins as a wall and keeps its board by the deltas alone. */
async function joinWall(): Promise<{ board: () => Snapshot; ticks: Tick[] }> {
  const wall: Wall = io(`${server.url}/wall`, { transports: ['websocket'] })
  walls.push(wall)
  const ticks: Tick[] = []
  const join = { protocol: PROTOCOL_VERSION, site: '', screen: 'main', build: '' }
  const welcome = (await wall.timeout(5000).emitWithAck('join', join)) as Welcome
  let board = welcome.snapshot
  wall.on('delta', (delta) => {
    const next = applyDelta(board, delta)
    if (next === 'gap') throw new Error('a delta was missed')
    board = next
  })
  wall.on('tick', (tick) => ticks.push(tick))
  return { board: () => board, ticks }
}

async function until<T>(look: () => T | undefined | false | null): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const seen = look()
    if (seen) return seen
    await wait(25)
  }
  throw new Error(`Waited 5 s in vain. The server said:\n${server.output}`)
}

const event = (id: string, type: string, data: object, time = Date.now()) => ({
  specversion: '1.0',
  id,
  source: 'test',
  type,
  time: new Date(time).toISOString(),
  data,
})

test('[M10] a caller who enters a queue stands on the wall, and leaves it when answered [M4]', async () => {
  const { board } = await joinWall()
  const start = Date.now() - 12_000
  await server.deliver([event('1', 'contact.queued', { contact: 'c1', queue: 'billing' }, start)])
  const waiting = await until(() =>
    board().view.queues.find(({ id, waiting }) => id === 'billing' && waiting === 1),
  )
  expect(waiting.longestSince).toBe(start)
  expect(Object.values(waiting.callers)).toEqual([start])
  await server.deliver([
    event(
      '2',
      'contact.connected',
      { contact: 'c1', queue: 'billing', agent: 'a1' },
      start + 12_000,
    ),
  ])
  const asa = await until(
    () => board().view.metrics.asa?.value !== null && board().view.metrics.asa,
  )
  expect(asa).toMatchObject({ value: 12, n: 1, provisional: true, unit: 'seconds' })
  expect(board().view.queues.find(({ id }) => id === 'billing')?.waiting).toBe(0)
})

test('[E1] the same event again is a duplicate and changes nothing', async () => {
  const events = [event('1', 'contact.queued', { contact: 'c1', queue: 'billing' })]
  expect(await server.post(events)).toEqual({
    status: 202,
    body: { accepted: 1, duplicates: 0, rejected: [] },
  })
  expect(await server.post(events)).toEqual({
    status: 202,
    body: { accepted: 0, duplicates: 1, rejected: [] },
  })
})

test('[T6] a replay shows the clock of the recording and says that it is one', async () => {
  const { board, ticks } = await joinWall()
  const then = Date.UTC(1999, 0, 4, 8)
  const replayed = (id: string, type: string, data: object, after: number) => ({
    ...event(id, type, data, then + after),
    replay: true,
  })
  await server.deliver([
    replayed('s', 'replay.started', { file: 'queue_log', from: then, speed: 'max' }, 0),
    replayed('1', 'contact.queued', { contact: 'c1', queue: 'billing' }, 0),
    replayed('2', 'contact.connected', { contact: 'c1', queue: 'billing', agent: 'a1' }, 40_000),
  ])
  const replay = await until(() => board().view.replay)
  expect(replay).toEqual({ file: 'queue_log', speed: 'max', ended: false })
  await until(() => board().view.metrics.asa?.value === 40)
  await until(() => ticks.some(({ at, rate }) => at === then + 40_000 && rate === 0))
  await server.deliver([
    replayed('e', 'replay.ended', { file: 'queue_log', to: then + 60_000 }, 60_000),
  ])
  await until(() => board().view.replay?.ended)
})

test('[M22] an edited site file counts by a new version; a bad edit keeps the last good one and says so', async () => {
  const { board } = await joinWall()
  expect(board().view.definitions).toBe(1)
  const file = join(data.path, 'east.yaml')
  const better = `${SITE}definitions: { serviceLevelSeconds: 30 }\n`
  writeFileSync(file, better)
  await until(() => board().view.definitions === 2)
  writeFileSync(file, `${better}quues: []\n`)
  let said = ''
  await until(() => {
    void server.json('/readyz').then((body) => (said = JSON.stringify(body)))
    return said.includes('quues') && said.includes('queues')
  })
  expect(said).toContain('"ready":true')
  expect(said).toContain('east.yaml:8:1')
  expect(board().view.definitions).toBe(2)
})

test('[P6] a wall hears a tick every second, with the last moment anything was heard', async () => {
  const { ticks } = await joinWall()
  const before = Date.now()
  await server.deliver([event('1', 'contact.queued', { contact: 'c1', queue: 'billing' })])
  const heard = await until(() => ticks.find((tick) => (tick.heard ?? 0) >= before))
  expect(heard.rate).toBe(1)
  expect(Math.abs(heard.at - Date.now())).toBeLessThan(5000)
})
