import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listeningApp, token, type ListeningApp } from '../../support/listeningApp.ts'

let app: ListeningApp
beforeAll(async () => {
  app = await listeningApp()
})
beforeEach(() => {
  app.store.events.length = 0
  app.store.letters.length = 0
  app.store.beforeWrite = () => Promise.resolve()
})
afterAll(() => app.close())

let made = 0
const event = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id: `e${(made += 1)}`,
  source: 'pbx',
  type: 'contact.queued',
  time: '2026-03-29T09:30:00Z',
  data: { contact: 'c1', queue: 'repairs' },
  ...changes,
})

interface Sent {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

async function send(
  body: string | Uint8Array<ArrayBuffer>,
  contentType = 'application/json',
  path = '/api/v1/events',
): Promise<Sent> {
  const response = await fetch(app.url + path, {
    method: 'POST',
    headers: { 'content-type': contentType, authorization: `Bearer ${token}` },
    body,
  })
  const answer: unknown = await response.json()
  return { status: response.status, headers: response.headers, body: answer }
}

test.each(['application/cloudevents+json', 'application/json', 'application/json; charset=UTF-8'])(
  'one event as %s is on disk when 202 comes',
  async (contentType) => {
    const one = event()
    expect(await send(JSON.stringify(one), contentType)).toMatchObject({
      status: 202,
      body: { accepted: 1, duplicates: 0, rejected: [] },
    })
    expect(app.store.events).toEqual([
      {
        id: one['id'],
        source: 'pbx',
        type: 'contact.queued',
        time: Date.UTC(2026, 2, 29, 9, 30),
        data: { contact: 'c1', queue: 'repairs' },
      },
    ])
  },
)

test.each(['application/cloudevents-batch+json', 'application/json'])(
  'a batch as %s keeps its order',
  async (contentType) => {
    const batch = [event(), event(), event()]
    expect(await send(JSON.stringify(batch), contentType)).toMatchObject({
      status: 202,
      body: { accepted: 3 },
    })
    expect(app.store.events.map(({ id }) => id)).toEqual(batch.map(({ id }) => id))
  },
)

test('one event per line, with blank lines and a half-written last one: the whole ones are taken', async () => {
  const body = `${JSON.stringify(event())}\r\n\n${JSON.stringify(event())}\n{"id":"e9","sou`
  const { status, body: answer } = await send(body, 'application/x-ndjson')
  expect(status).toBe(202)
  expect(answer).toEqual({
    accepted: 2,
    duplicates: 0,
    rejected: [{ index: 2, reason: expect.stringContaining('line 4, column ') as string }],
  })
  expect(app.store.letters).toEqual([
    { raw: '{"id":"e9","sou', reason: expect.any(String) as string, source: 'unknown' },
  ])
})

test('[E1] the same events again are duplicates and change nothing', async () => {
  const body = JSON.stringify([event(), event()])
  await send(body)
  expect(await send(body)).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 2 } })
  expect(app.store.events).toHaveLength(2)
})

test('a site in the path has a store of its own', async () => {
  const body = JSON.stringify(event())
  expect((await send(body, 'application/json', '/api/v1/sites/second/events')).status).toBe(202)
  expect(app.store.events).toEqual([])
  expect(app.second.events).toHaveLength(1)
})

test('a batch with bad events takes the good ones and sets the bad ones aside', async () => {
  const batch = [
    event(),
    event({ type: 'contact.qeued' }),
    event({ time: 'yesterday' }),
    7,
    event(),
  ]
  const { status, body } = await send(JSON.stringify(batch))
  expect(status).toBe(202)
  expect(body).toMatchObject({
    accepted: 2,
    rejected: [
      { index: 1, reason: expect.stringContaining('did you mean contact.queued?') as string },
      { index: 2, reason: expect.stringContaining('time: must be a moment') as string },
      { index: 3, reason: 'event: must be an object' },
    ],
  })
  expect(app.store.letters.map(({ source }) => source)).toEqual(['pbx', 'pbx', 'unknown'])
})

test('nothing good in it is 400, with every reason, and is set aside', async () => {
  const { status, body } = await send(JSON.stringify([event({ id: '' }), event({ data: {} })]))
  expect(status).toBe(400)
  expect(body).toMatchObject({
    error: {
      code: 'EVENTS_REFUSED',
      message: expect.stringContaining('event 0: id: must be') as string,
    },
    rejected: [{ index: 0 }, { index: 1 }],
  })
  expect(app.store.letters).toHaveLength(2)
})

test.each<[string, unknown]>([
  ['application/cloudevents-batch+json', event()],
  ['application/cloudevents+json', [event()]],
])('a body of another shape than %s says is 400', async (contentType, body) => {
  expect(await send(JSON.stringify(body), contentType)).toMatchObject({
    status: 400,
    body: { error: { code: 'EVENTS_REFUSED' } },
  })
  expect(app.store.events).toEqual([])
  expect(app.store.letters).toHaveLength(1)
})

test('an empty batch is fine and writes nothing', async () => {
  expect(await send('[]')).toMatchObject({ status: 202, body: { accepted: 0, rejected: [] } })
})

test.each<[string, string, { line: number; column: number; offset: number }]>([
  ['a comma too many', '{"id": "e1",}', { line: 1, column: 13, offset: 12 }],
  ['a half-written body', '[{"id": "e1"},\n {"id', { line: 2, column: 3, offset: 17 }],
  ['a log line', '1700000000|1700.1|q|NONE|ENTERQUEUE', { line: 1, column: 11, offset: 10 }],
  ['NaN', '{"time": NaN}', { line: 1, column: 10, offset: 9 }],
  ['words', 'hello', { line: 1, column: 1, offset: 0 }],
])('%s is 400 with its place, and is set aside', async (_, body, position) => {
  expect(await send(body)).toMatchObject({
    status: 400,
    body: { error: { code: 'MALFORMED_JSON' }, position },
  })
  expect(app.store.letters).toHaveLength(1)
})

test('binary is 400 with the byte where it starts', async () => {
  const body = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x00, 0x80])
  expect(await send(body)).toMatchObject({
    status: 400,
    body: { error: { code: 'NOT_UTF8' }, position: { offset: 2 } },
  })
  expect(app.store.letters).toHaveLength(1)
})

test.each(['', ' \n '])('an empty body %j is 400', async (body) => {
  expect(await send(body)).toMatchObject({ status: 400, body: { error: { code: 'EMPTY_BODY' } } })
})

test('[P21] __proto__ keys are refused wherever they stand and nothing is changed by them', async () => {
  const inEnvelope = JSON.stringify(event()).replace('"id"', '"__proto__":{"bad":1},"id"')
  const inData = JSON.stringify(event()).replace('"contact"', '"__proto__":{"bad":1},"contact"')
  expect((await send(`[${inEnvelope},${inData}]`)).body).toMatchObject({
    error: { code: 'EVENTS_REFUSED' },
    rejected: [
      { index: 0, reason: '__proto__: this name is refused everywhere' },
      { index: 1, reason: 'data.__proto__: this type has no such member' },
    ],
  })
  expect(({} as Record<string, unknown>)['bad']).toBeUndefined()
})

test('a body of 10 MB is 413 and the next request is served', async () => {
  const big = `[${'1,'.repeat(5_000_000)}1]`
  expect(await send(big)).toMatchObject({
    status: 413,
    body: { error: { code: 'BODY_TOO_LARGE' } },
  })
  expect((await send(JSON.stringify(event()))).status).toBe(202)
})

test('a list of more than 50,000 things is 413, whatever they are', async () => {
  for (const [body, type] of [
    [`[${'1,'.repeat(50_000)}1]`, 'application/json'],
    ['1\n'.repeat(50_001), 'application/x-ndjson'],
  ] as const) {
    expect(await send(body, type)).toMatchObject({
      status: 413,
      body: { error: { code: 'TOO_MANY_EVENTS' } },
    })
  }
  expect(app.store.letters).toEqual([])
})

test('[P21] a list a million deep is answered, not followed', async () => {
  const deep = '['.repeat(1_000_000)
  expect((await send(deep)).status).toBe(400)
  expect((await send(deep + ']'.repeat(1_000_000))).status).toBe(400)
})

test('[P18] what is set aside holds no number that could be a caller’s', async () => {
  await send(JSON.stringify(event({ data: { contact: 'c', queue: 'q', caller: '13800138000' } })))
  await send('{"caller": "+86 138 0013 8000", ')
  const kept = JSON.stringify(app.store.letters)
  expect(app.store.letters).toHaveLength(2)
  expect(kept).toContain('(text of 11 characters)')
  expect(kept).toContain('(number)')
  expect(kept).not.toMatch(/138/)
})
