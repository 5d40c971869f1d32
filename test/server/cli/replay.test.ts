import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { replay } from '../../../server/cli/replay.ts'
import type { ReplayOptions } from '../../../server/cli/replay.ts'
import { readSpeed } from '../../../server/cli/replayPace.ts'
import { ReplayFault, ReplayServer } from '../../../server/cli/replayServer.ts'
import { UsageFault } from '../../../server/cli/reportSettings.ts'
import { decodeBytes } from '../sources/asterisk/decoded.ts'
import { replayedServer } from './replayedServer.ts'
import type { ReplayedServer } from './replayedServer.ts'
import { fileOf } from './reported.ts'
import { readFileSync } from 'node:fs'

const excerpt = fileURLToPath(new URL('../sources/asterisk/asterisk22.queue_log', import.meta.url))
const decoded = decodeBytes(readFileSync(excerpt), {
  source: 'asterisk-queue-log',
  replay: true,
}).events

interface Replayed {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(
  server: Pick<ReplayedServer, 'url'>,
  options: Partial<ReplayOptions> = {},
  { file = excerpt, signal = new AbortController().signal, environment = {} } = {},
): Promise<Replayed> {
  const said = { out: '', err: '' }
  const all = {
    speed: 'max',
    token: 'secret',
    source: 'asterisk-queue-log',
    url: server.url,
    ...options,
  }
  const speaker = {
    out: (text: string) => void (said.out += `${text}\n`),
    err: (text: string) => void (said.err += `${text}\n`),
    progress: () => {},
  }
  const code = await replay(file, all, speaker, signal, environment)
  return { code, ...said }
}

const inside = (server: ReplayedServer) =>
  server.events.filter(({ type }) => !type.startsWith('replay.') && type !== 'source.heartbeat')
const types = (server: ReplayedServer) => server.events.map(({ type }) => type)

/** So many calls, a second apart, each in the queue for a moment. */
const calls = (count: number, apart = 1): string =>
  Array.from(
    { length: count },
    (_, n) => `${1_795_320_600 + n * apart}|${n}.1|support|NONE|ENTERQUEUE||5|1\n`,
  ).join('')

test('[T6] a recording goes through the door in order, marked and framed as a replay', async () => {
  const server = await replayedServer()
  const { code, out } = await run(server)
  expect(code).toBe(0)
  expect(inside(server)).toEqual(decoded)
  expect(inside(server).every(({ replay: marked }) => marked === true)).toBe(true)
  expect(server.events[0]).toMatchObject({
    type: 'replay.started',
    time: decoded[0]?.time,
    data: { file: 'asterisk22.queue_log', from: decoded[0]?.time, speed: 'max' },
  })
  expect(server.events.at(-1)).toMatchObject({
    type: 'replay.ended',
    data: { file: 'asterisk22.queue_log', to: decoded.at(-1)?.time },
  })
  expect(out).toBe(`accepted ${decoded.length}, duplicates 0, rejected 0\n`)
  expect(server.requests[0]).toMatchObject({ path: '/api/v1/events', token: 'Bearer secret' })
})

test('[T6] a recording is not mixed into a site that is live, unless it must be', async () => {
  const server = await replayedServer()
  server.view = { site: { id: 'main' }, freshness: 'live', replay: null }
  const { code, err } = await run(server)
  expect(code).toBe(1)
  expect(err).toContain('--site replay')
  expect(server.requests).toEqual([])
  expect((await run(server, { force: true })).code).toBe(0)
  expect(inside(server)).toEqual(decoded)
})

test.each([
  { site: { id: 'main' }, freshness: 'noData', replay: null },
  { site: { id: 'main' }, freshness: 'live', replay: { file: 'queue_log', ended: true } },
])('a site that shows %o takes a recording', async (view) => {
  const server = await replayedServer()
  server.view = view
  expect((await run(server)).code).toBe(0)
})

test('a site of its own has a door of its own', async () => {
  const server = await replayedServer()
  await run(server, { site: 'west wing' })
  expect(server.requests[0]?.path).toBe('/api/v1/sites/west%20wing/events')
})

test('a large file goes in batches of four thousand, one after the other', async () => {
  const server = await replayedServer()
  await run(server, {}, { file: fileOf(calls(9000)) })
  expect(server.requests.map(({ events }) => events)).toEqual([1, 4000, 4000, 1000, 1])
  expect(inside(server).map(({ time }) => time)).toEqual(
    Array.from({ length: 9000 }, (_, n) => (1_795_320_600 + n) * 1000),
  )
})

test('[E1] the same file again changes nothing, and it is said why', async () => {
  const server = await replayedServer()
  await run(server)
  const before = server.events.length
  const { code, out } = await run(server)
  expect(code).toBe(0)
  expect(server.events).toHaveLength(before)
  expect(out).toContain(`accepted 0, duplicates ${decoded.length}, rejected 0`)
  expect(out).toContain('Nothing changed')
  expect(out).toContain('96 h')
})

test('events that the server rejects are counted, with the reason and code 1', async () => {
  const server = await replayedServer()
  server.next.push(
    { status: 202, body: { accepted: 1, duplicates: 0, rejected: [] } },
    {
      status: 400,
      body: { error: { code: 'EVENTS_REFUSED' }, rejected: [{ index: 0, reason: 'time: no' }] },
    },
  )
  const { code, out } = await run(server)
  expect(code).toBe(1)
  expect(out).toContain('accepted 0, duplicates 0, rejected 1\nrejected: time: no')
})

describe('[P1] a server in trouble', () => {
  test.each([429, 503])(
    '%d with Retry-After: it is waited for, and nothing is lost',
    async (status) => {
      const server = await replayedServer()
      const busy = { status, headers: { 'Retry-After': '0.05' } }
      server.next.push(busy, busy)
      const { code, err } = await run(server)
      expect(code).toBe(0)
      expect(inside(server)).toEqual(decoded)
      expect(err).toContain('asks to wait')
    },
  )

  test('a cut connection: sent again, and what had arrived is counted once', async () => {
    const server = await replayedServer()
    server.next.push('hang up', 'take and hang up', 'hang up')
    const { code } = await run(server)
    expect(code).toBe(0)
    expect(inside(server)).toEqual(decoded)
  })

  test('an answer 500 is tried again', async () => {
    const server = await replayedServer()
    server.next.push({ status: 500 })
    expect((await run(server)).code).toBe(0)
    expect(inside(server)).toEqual(decoded)
  })

  test('not reached for longer than its patience: says what to do', async () => {
    const server = await replayedServer()
    await server.close()
    const { signal } = new AbortController()
    const settings = { url: server.url, site: undefined, token: 'x', signal, patience: 300 }
    const sending = new ReplayServer({ ...settings, notice: () => {} }).send(decoded)
    await expect(sending).rejects.toThrow(ReplayFault)
    await expect(sending).rejects.toThrow('run the same command again to go on')
  })

  test.each([
    [401, { error: { message: 'Wrong bearer token', hint: 'x' } }, 'Give the token'],
    [404, { error: { message: 'No site' } }, 'Check --url and --site'],
    [413, { error: { message: 'Too large', hint: 'Send less.' } }, 'Too large. Send less.'],
    [202, 'hello', 'is it a Starboard server?'],
  ])('%d: ends with code 1 and advice', async (status, body, words) => {
    const server = await replayedServer()
    server.next.push({ status, body })
    const { code, out, err } = await run(server)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(words)
  })
})

describe('[T6] at the pace of the recording', () => {
  test('no event goes out before its moment, and silence has signs of life', async () => {
    const server = await replayedServer()
    const started = performance.now()
    const { code } = await run(server, { speed: '10' }, { file: fileOf(calls(4, 8)) })
    // 24 s of recording.
    expect(performance.now() - started).toBeGreaterThan(2350)
    expect(code).toBe(0)
    expect(types(server).slice(0, 2)).toEqual(['replay.started', 'contact.queued'])
    expect(inside(server)).toHaveLength(4)
    expect(server.events[0]?.data).toMatchObject({ speed: 10 })
  })

  test('a long silence: the recording goes on, told by heartbeats at its clock', async () => {
    const server = await replayedServer()
    const stopping = new AbortController()
    const running = run(
      server,
      { speed: '60' },
      { file: fileOf(calls(2, 86_400)), signal: stopping.signal },
    )
    await vi.waitFor(() => expect(types(server)).toContain('source.heartbeat'), 10_000)
    stopping.abort()
    const { code, out } = await running
    const beat = server.events.find(({ type }) => type === 'source.heartbeat')
    expect((beat?.time ?? 0) - (server.events[0]?.time ?? 0)).toBeGreaterThanOrEqual(110_000)
    expect(beat?.replay).toBe(true)
    expect(code).toBe(130)
    expect(out).toContain(
      'accepted 1, duplicates 0, rejected 0\nStopped at 2026-11-22 04:10:00 UTC',
    )
  })

  test('stopped, and gone on later: nothing is sent twice, and the walls know both times', async () => {
    const server = await replayedServer()
    const file = fileOf(calls(2, 86_400))
    const stopping = new AbortController()
    const running = run(server, { speed: '60' }, { file, signal: stopping.signal })
    await vi.waitFor(() => expect(types(server)).toContain('contact.queued'), 10_000)
    stopping.abort()
    await running
    expect(types(server)).toEqual(['replay.started', 'contact.queued', 'replay.ended'])
    const { out } = await run(server, { speed: 'max' }, { file })
    expect(out).toContain('accepted 1, duplicates 1, rejected 0')
    expect(inside(server)).toHaveLength(2)
    expect(types(server).filter((type) => type === 'replay.started')).toHaveLength(2)
    expect(types(server).at(-1)).toBe('replay.ended')
  })
})

describe('settings', () => {
  const nowhere = { url: 'http://127.0.0.1:1' }
  test.each([
    [{ speed: 'fast' }, '--speed fast'],
    [{ speed: '0' }, '--speed 0'],
    [{ url: 'ftp://x' }, '--url ftp://x'],
  ])('%o is refused', async (options, words) => {
    const refused = run(nowhere, options)
    await expect(refused).rejects.toThrow(UsageFault)
    await expect(refused).rejects.toThrow(words)
  })

  test('speeds', () => {
    expect(['max', '60', '0.5', '-1', '1e3', ''].map(readSpeed)).toEqual([
      'max',
      60,
      0.5,
      null,
      null,
      null,
    ])
  })

  test('the token comes from the environment, or from where the server keeps it', async () => {
    const server = await replayedServer()
    const { token: _, ...options } = { token: '', speed: 'max', source: 'x', url: server.url }
    const speaker = { out: () => {}, err: () => {}, progress: () => {} }
    const { signal } = new AbortController()
    const home = dirname(fileOf(''))
    const given = async (environment: Record<string, string>) => {
      await replay(excerpt, options, speaker, signal, environment)
      return server.requests.at(-1)?.token
    }
    expect(await given({ INGEST_TOKEN: 'from-environment' })).toBe('Bearer from-environment')
    await expect(given({ DATA_DIR: join(home, 'data') })).rejects.toThrow('no token')
    mkdirSync(join(home, 'data'))
    writeFileSync(join(home, 'data', 'ingest-token'), 'from-file\n')
    expect(await given({ DATA_DIR: join(home, 'data') })).toBe('Bearer from-file')
  })
})

test('[P21] bad lines are told, a file that is not there too', async () => {
  const server = await replayedServer()
  const { code, err } = await run(server, {}, { file: fileOf(`${calls(1)}nonsense\n`) })
  expect(code).toBe(0)
  expect(err).toContain('1 of 2 lines')
  const missing = await run(server, {}, { file: `${fileOf('')}.1` })
  expect(missing).toMatchObject({ code: 1, out: '' })
  expect(missing.err).toContain('there is no such file')
})
