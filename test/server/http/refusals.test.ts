import { fc, test as property } from '@fast-check/vitest'
import { connect } from 'node:net'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { MOST_REQUESTS } from '../../../server/http/eventsRoute.ts'
import { Overloaded } from '../../../server/sources/source.ts'
import { StoreUnavailable } from '../../../server/store/siteStore.ts'
import { listeningApp, token, type ListeningApp } from '../../support/listeningApp.ts'

let app: ListeningApp
beforeAll(async () => {
  app = await listeningApp()
})
afterEach(() => {
  app.store.beforeWrite = () => Promise.resolve()
})
afterAll(() => app.close())

const good = JSON.stringify({
  id: 'same',
  source: 'pbx',
  type: 'contact.queued',
  time: 1_774_776_600_000,
  data: { contact: 'c', queue: 'q' },
})

const post = (
  body: string,
  headers: Readonly<Record<string, string>> = {},
  path = '/api/v1/events',
): Promise<Response> =>
  fetch(app.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body,
  })

const codeOf = async (response: Response): Promise<unknown> => {
  const body = (await response.json()) as { readonly error?: { readonly code?: unknown } }
  return body.error?.code
}

test.each([
  ['none', ''],
  ['another', 'Bearer wrong'],
  ['a longer', `Bearer ${token}x`],
  ['a shorter', `Bearer ${token.slice(1)}`],
  ['another scheme', `Basic ${token}`],
])('[P16] %s token is 401 and says how to send one', async (_, authorization) => {
  const response = await post(good, { authorization })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe('Bearer realm="starboard"')
  expect(await codeOf(response)).toBe('UNAUTHORIZED')
  expect(app.store.events).toEqual([])
})

test('many wrong tokens from one address are told to wait, and the right one still gets in', async () => {
  const own = await listeningApp()
  const ask = (authorization: string): Promise<Response> =>
    fetch(`${own.url}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: good,
    })
  const statuses: number[] = []
  for (let n = 0; n < 21; n++) statuses.push((await ask('Bearer wrong')).status)
  expect(statuses).toEqual([...Array<number>(20).fill(401), 429])
  const waiting = await ask('Bearer wrong')
  expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await codeOf(waiting)).toBe('AUTH_THROTTLED')
  expect((await ask(`Bearer ${token}`)).status).toBe(202)
  await own.close()
})

test.each([
  'text/plain',
  'application/xml',
  'application/json; charset=gbk',
  'multipart/form-data',
])('a body of type %s is 415', async (contentType) => {
  const response = await post(good, { 'content-type': contentType })
  expect(response.status).toBe(415)
  expect(await codeOf(response)).toBe('MEDIA_TYPE')
})

test('an encoding that is not taken is 415, and gzip that is none is 400', async () => {
  expect((await post(good, { 'content-encoding': 'zstd-x' })).status).toBe(415)
  const broken = await post(good, { 'content-encoding': 'gzip' })
  expect(broken.status).toBe(400)
  expect(await codeOf(broken)).toBe('BAD_REQUEST')
})

test('[P21] a small body that unfolds to a large one is 413, and an honest gzip is taken', async () => {
  const zipped = (text: string): Promise<Response> =>
    fetch(`${app.url}/api/v1/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: `Bearer ${token}`,
      },
      body: gzipSync(text),
    })
  const bomb = await zipped(`[${' '.repeat(20_000_000)}]`)
  expect(bomb.status).toBe(413)
  expect(await codeOf(bomb)).toBe('BODY_TOO_LARGE')
  expect((await zipped(good.replace('"same"', '"zipped"'))).status).toBe(202)
})

test.each([
  ['/api/v1/sites/nowhere/events', 404, 'UNKNOWN_SITE'],
  ['/api/v1/sites/__proto__/events', 404, 'UNKNOWN_SITE'],
  ['/api/v1/sites/%E0%A4%A/events', 400, 'BAD_REQUEST'],
  ['/api/v1/event', 404, 'NOT_FOUND'],
  ['/api/v2/events', 404, 'NOT_FOUND'],
])('%s is %i', async (path, status, code) => {
  const response = await post(good, {}, path)
  expect(response.status).toBe(status)
  expect(await codeOf(response)).toBe(code)
})

test('another method is 405 and the answer names the right one', async () => {
  const response = await fetch(`${app.url}/api/v1/events`)
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST')
  expect(await codeOf(response)).toBe('METHOD_NOT_ALLOWED')
})

test('[P1] without the store it is 503 with Retry-After, and the same batch gets in later', async () => {
  app.store.beforeWrite = () =>
    Promise.reject(new StoreUnavailable('STORE_UNREACHABLE', 'Redis does not answer.'))
  const response = await post(good)
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await codeOf(response)).toBe('STORE_UNAVAILABLE')
  const overloaded = new StoreUnavailable('STORE_OVERLOADED', '9 events wait.')
  app.store.beforeWrite = () => Promise.reject(overloaded)
  const full = await post(good)
  expect(full.status).toBe(429)
  expect(full.headers.get('retry-after')).toBe('1')
  app.store.beforeWrite = () => Promise.reject(new StoreUnavailable('STORE_CLOSED', 'Stopping.'))
  const bad = await post('{"half')
  expect(await bad.clone().json()).toMatchObject({ store: 'STORE_CLOSED' })
  expect(bad.status).toBe(503)
  app.store.beforeWrite = () => Promise.resolve()
  expect(await (await post(good)).json()).toMatchObject({ accepted: 1 })
})

test('[P9] a full door is 429 with Retry-After', async () => {
  app.store.beforeWrite = () => Promise.reject(new Overloaded(3))
  const response = await post(good)
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('3')
  expect(await codeOf(response)).toBe('OVERLOADED')
})

test('[P9] so many requests at once wait for the disk that more are 429, and none is lost', async () => {
  let letGo = (): void => undefined
  let waiting = 0
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const full = new Promise<void>((resolve) => {
    app.store.beforeWrite = () => {
      waiting += 1
      if (waiting === MOST_REQUESTS) resolve()
      return gate
    }
  })
  const held = Array.from({ length: MOST_REQUESTS }, () => post(good))
  await full
  const refused = await post(good)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('1')
  letGo()
  const statuses = (await Promise.all(held)).map((response) => response.status)
  expect(statuses).toEqual(Array(MOST_REQUESTS).fill(202))
  expect((await post(good)).status).toBe(202)
})

test('a fault of ours is 500 without its details, which are in the log', async () => {
  app.store.beforeWrite = () => Promise.reject(new TypeError('secret of the house'))
  const response = await post(good)
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).toContain('INTERNAL')
  expect(text).not.toContain('secret of the house')
  const id = response.headers.get('x-request-id')
  expect(
    app.log.some((line) => line.includes('secret of the house') && line.includes(String(id))),
  ).toBe(true)
})

test('[P18] the log holds no token, no query and no body', async () => {
  await post('{"caller": "13800138000"', {}, '/api/v1/events?token=hidden-in-the-query')
  await post(good, { authorization: 'Bearer a-wrong-secret' })
  const all = app.log.join('')
  expect(all).toContain('"path":"/api/v1/events"')
  for (const secret of [token, '13800138000', 'hidden-in-the-query', 'a-wrong-secret']) {
    expect(all).not.toContain(secret)
  }
})

test('a request that breaks off is no fault of ours and the next is served', async () => {
  const socket = connect(app.port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(
    `POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{"id"`,
  )
  socket.destroy()
  expect((await post(good)).status).toBe(202)
})

const mediaTypes = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/x-ndjson',
]
property.prop(
  [
    fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((text) => text.slice(1)),
    ),
    fc.constantFrom(...mediaTypes),
  ],
  { numRuns: 60 },
)('[P21] nothing that a sender can write gives 5xx', async (body, type) => {
  const response = await post(body, { 'content-type': type })
  await response.text()
  expect([202, 400]).toContain(response.status)
})

const almostEvent = fc.record(
  {
    specversion: fc.constantFrom('1.0', '2.0'),
    id: fc.oneof(fc.string(), fc.jsonValue()),
    source: fc.string(),
    type: fc.constantFrom('contact.queued', 'contact.left', 'queue.snapshot', 'nonsense'),
    time: fc.oneof(fc.integer(), fc.date().map(String), fc.constant('2026-03-29T09:30:00Z')),
    data: fc.dictionary(
      fc.constantFrom('contact', 'queue', 'waiting', '__proto__', 'x'),
      fc.jsonValue(),
    ),
  },
  { requiredKeys: [] },
)
property.prop([fc.array(almostEvent, { maxLength: 5 })], { numRuns: 60 })(
  '[P21] of a batch of near-events every one is accepted, a duplicate, or refused with its reason',
  async (batch) => {
    const response = await post(JSON.stringify(batch))
    const answer = (await response.json()) as {
      readonly accepted?: number
      readonly duplicates?: number
      readonly rejected: readonly { readonly index: number; readonly reason: string }[]
    }
    expect([202, 400]).toContain(response.status)
    const taken = (answer.accepted ?? 0) + (answer.duplicates ?? 0)
    expect(taken + answer.rejected.length).toBe(batch.length)
    expect(answer.rejected.every(({ reason }) => reason.includes(': '))).toBe(true)
  },
)
