import { connect } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { originAllowed, originsOf } from '../../../server/push/admission.ts'
import { createTokenBucket } from '../../../server/push/tokenBucket.ts'
import { WALL } from '../../../shared/protocol/messages.ts'
import { TestScreen, type WallFloor, openFloor } from './wallFloor.ts'

let floor: WallFloor
const opened: TestScreen[] = []
function screenAt(options?: ConstructorParameters<typeof TestScreen>[1]) {
  const screen = new TestScreen(floor.url, options)
  opened.push(screen)
  return screen
}
beforeEach(async () => {
  floor = await openFloor({ allowedOrigins: ['https://wall.example.com/start'] })
})
afterEach(async () => {
  for (const screen of opened.splice(0)) screen.close()
  await floor.close()
})
/** What a screen may say is checked where it comes in, so the tests must be able to say anything. */
const say = (screen: TestScreen, ...said: unknown[]) =>
  (screen.socket.emit as (...args: unknown[]) => unknown).call(screen.socket, ...said)

test.each([
  [{ site: 'elsewhere' }, 'UNKNOWN_SITE'],
  [{ screen: 'cellar' }, 'UNKNOWN_SCREEN'],
  [{ screen: '__proto__' }, 'UNKNOWN_SCREEN'],
  [{ protocol: 0 }, 'PROTOCOL'],
])(
  '[P21] a join with %j is refused with the reason, and may be tried again',
  async (join, refused) => {
    const screen = screenAt()
    expect(await screen.ask(join)).toEqual({ refused })
    expect(floor.screens.measures()).toMatchObject({ refused: 1, screens: new Map() })
    expect(await screen.join()).toHaveProperty('snapshot')
  },
)

test('[P12] a page that speaks another protocol is also told to load the new build', async () => {
  const screen = screenAt()
  await screen.ask({ protocol: 0, build: 'b0' })
  expect(await screen.first('reload')).toEqual({ build: 'b1', within: 30_000 })
})

const answer = () => {}
test.each<[string, unknown[]]>([
  ['nothing', ['join']],
  ['no answer wanted', ['join', { protocol: 1, site: 'main', screen: 'north', build: '' }]],
  ['null', ['join', null, answer]],
  ['a list', ['join', [1], answer]],
  ['a number for a site', ['join', { protocol: 1, site: 1, screen: 'north', build: '' }, answer]],
  [
    'a very long name',
    ['join', { protocol: 1, site: 'x'.repeat(101), screen: 'n', build: '' }, answer],
  ],
  [
    'a protocol in words',
    ['join', { protocol: 'one', site: 'main', screen: 'north', build: '' }, answer],
  ],
  ['a resync that wants no answer', ['resync', 1]],
  ['an unknown event', ['reboot', 1]],
  [
    'bytes beside a good question',
    [
      'join',
      { protocol: 1, site: 'main', screen: 'north', build: '', more: Buffer.from([1]) },
      answer,
    ],
  ],
  ['more than 16 KB', ['join', 'x'.repeat(20_000), answer]],
])('[P21] garbage (%s) ends the connection and nothing else', async (_name, said) => {
  const [screen, other] = [screenAt(), screenAt()]
  await other.join()
  await screen.first('connect')
  say(screen, ...said)
  await screen.first('disconnect')
  floor.beat()
  await other.first('tick')
  expect(floor.screens.measures().screens).toEqual(new Map([['main', 1]]))
})

test('[P4] a screen that asks for a snapshot before it joined gets none, and may still join', async () => {
  const screen = screenAt()
  await screen.first('connect')
  let answered = false
  screen.socket.emit('resync', () => (answered = true))
  expect(await screen.join()).toHaveProperty('snapshot')
  expect(answered).toBe(false)
})

test('[P21] a connection is one screen, even when it asks for two at once', async () => {
  const screen = screenAt()
  screen.socket.io.once('open', () => screen.sendRaw(`40${WALL},`))
  expect(await screen.first('connect_error')).toMatchObject({
    message: expect.stringContaining('One screen a connection'),
  })
})

test('[P21] a screen that says too much is dropped; control: one that keeps to the limit is not', async () => {
  const [calm, loud] = [screenAt(), screenAt()]
  await Promise.all([calm.join(), loud.join({ screen: 'south' })])
  for (let i = 0; i < 15; i += 1) await calm.socket.emitWithAck('resync')
  for (let i = 0; i < 30; i += 1) say(loud, 'resync', answer)
  await loud.first('disconnect')
  floor.beat()
  await calm.first('tick')
  expect(floor.screens.measures()).toMatchObject({ screens: new Map([['main', 1]]) })
  expect(floor.screens.measures().flooded).toBeGreaterThanOrEqual(1)
})

test('[P16] the root namespace refuses everybody, an unknown one too', async () => {
  const root = screenAt({ namespace: '/' })
  expect(await root.first('connect_error')).toMatchObject({
    message: expect.stringContaining('/wall'),
  })
  await screenAt({ namespace: '/lead' }).first('connect_error')
})

test('[P16] a page of another origin cannot connect', async () => {
  await screenAt({ origin: 'https://evil.example.com' }).first('connect_error')
  expect(floor.screens.measures().refused).toBe(1)
  await screenAt({ origin: 'https://wall.example.com' }).join()
  await screenAt({ origin: floor.url }).join()
  await screenAt().join()
})

test('[P16] only the exact origin is allowed', () => {
  const allowed = originsOf(['https://wall.example.com/start', 'http://10.0.0.7:8080'])
  const from = (origin: string) => originAllowed({ origin, host: 'Floor.local:8080' }, allowed)
  expect(
    ['https://wall.example.com', 'http://10.0.0.7:8080', 'http://floor.local:8080'].map(from),
  ).toEqual([true, true, true])
  const others = [
    'http://wall.example.com',
    'https://wall.example.com:444',
    'https://wall.example.com.evil.com',
    'https://evil-wall.example.com',
    'http://10.0.0.7',
    'http://floor.local',
    'file://floor.local:8080',
    'null',
    '',
  ]
  expect(others.filter(from)).toEqual([])
  expect(() => originsOf(['wall.example.com'])).toThrow('write it like https://')
})

test('[P21] more connections than allowed are refused, and there is room again when one leaves', async () => {
  await floor.close()
  floor = await openFloor({ limits: { connections: 2 } })
  const [first, second] = [screenAt(), screenAt()]
  await Promise.all([first.join(), second.join({ screen: 'south' })])
  await screenAt().first('connect_error')
  const left = once(floor.tcp[0]!, 'close')
  first.close()
  await left
  expect(await screenAt().join()).toHaveProperty('snapshot')
})

test('[P21] who connects and never joins is dropped', async () => {
  await floor.close()
  floor = await openFloor({ limits: { joinWithin: 50 } })
  const silent = screenAt()
  await silent.first('connect')
  expect(await silent.first('disconnect')).toMatch(/^transport/)
})

test('[P21] long polling is not served', async () => {
  const response = await fetch(`${floor.url}/socket.io/?EIO=4&transport=polling`)
  expect(response.status).toBe(400)
})

test('[P21] bytes that are no WebSocket end that connection and nothing else', async () => {
  const other = screenAt()
  await other.join()
  const { port } = new URL(floor.url)
  const raw = connect(Number(port), '127.0.0.1')
  raw.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n' +
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(raw, 'data')
  raw.on('error', () => {})
  raw.write(Buffer.alloc(4096, 0xff))
  raw.resume()
  await once(raw, 'close')
  floor.beat()
  expect(await other.first('tick')).toMatchObject({ epoch: 'e1' })
})

test('[P21] the bucket fills again with time, up to its size', () => {
  let now = 0
  const bucket = createTokenBucket(2, 5, () => now)
  const takes = (count: number) => Array.from({ length: count }, () => bucket.take())
  expect(takes(3)).toEqual([true, true, false])
  now = 199
  expect(takes(1)).toEqual([false])
  now = 300
  expect(takes(2)).toEqual([true, false])
  now = 60_000
  expect(takes(3)).toEqual([true, true, false])
})
