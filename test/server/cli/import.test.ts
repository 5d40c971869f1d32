import { describe, expect, test } from 'vitest'
import { importCsv, type ImportOptions } from '../../../server/cli/import.ts'
import { UsageFault } from '../../../server/cli/reportSettings.ts'
import { replayedServer } from './replayedServer.ts'
import { fileOf } from './reported.ts'

interface Imported {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(
  text: string | Buffer,
  options: Partial<ImportOptions> & Pick<ImportOptions, 'kind'>,
  { file = fileOf(text), environment = {} } = {},
): Promise<Imported & { readonly file: string }> {
  const said = { out: '', err: '' }
  const speaker = {
    out: (line: string) => void (said.out += `${line}\n`),
    err: (line: string) => void (said.err += `${line}\n`),
    progress: () => {},
  }
  const all = { token: 'secret', ...options }
  const code = await importCsv(file, all, speaker, new AbortController().signal, environment)
  return { code, ...said, file }
}

const recent = new Date(Date.now() - 3_600_000).toISOString()
const surveys = (...lines: readonly string[]): string =>
  ['time,contact,agent,score,scale', ...lines.map((line) => `${recent},${line}`)].join('\n')

describe('starboard import', () => {
  test('[M13] surveys go through the door as events', async () => {
    const server = await replayedServer()
    const { code, out, err } = await run(surveys('c1,a01,5,5', 'c2,a02,3,5'), {
      kind: 'surveys',
      url: server.url,
      site: 'north',
    })
    expect([code, out, err]).toEqual([0, 'accepted 2, duplicates 0, rejected 0\n', ''])
    expect(server.requests[0]).toEqual({
      path: '/api/v1/sites/north/events',
      token: 'Bearer secret',
      events: 2,
    })
    expect(server.events[0]).toMatchObject({
      source: 'csv:surveys',
      type: 'survey.answered',
      time: Date.parse(recent),
      data: { contact: 'c1', agent: 'a01', kind: 'csat', score: 5, scale: 5 },
    })
  })

  test('[E1] imported twice, mended, longer or in another order, a file adds only what is new', async () => {
    const server = await replayedServer()
    const options = { kind: 'surveys', url: server.url } as const
    await run(surveys('c1,a01,5,5', 'c2,a02,3,5', 'c2,a02,3,5'), options)
    expect(server.events).toHaveLength(3)
    const again = await run(surveys('c1,a01,5,5', 'c2,a02,3,5', 'c2,a02,3,5'), options)
    expect(again.out).toBe('accepted 0, duplicates 3, rejected 0\n')
    const longer = `score;scale;agent;contact;time\n4;5;a03;c3;${recent}\n5;5;a01;c1;${recent}\n`
    expect((await run(longer, options)).out).toBe('accepted 1, duplicates 1, rejected 0\n')
  })

  test('a dry run names every bad line with its reason, needs no server and sends nothing', async () => {
    const text = surveys('c1,a01,5,5', 'c2,a02,6,5', ',a02,3,5', 'c4,a02,good,5', 'c5,a,"4,5')
    const { code, out, err, file } = await run(text, {
      kind: 'surveys',
      dryRun: true,
      url: 'http://127.0.0.1:1',
    })
    expect(err).toBe(
      `${file}:3: score: must be at most 5, as the scale says\n` +
        `${file}:4: contact: is empty\n` +
        `${file}:5: score: must be a number\n` +
        `${file}:6: a quote is out of place or left open\n`,
    )
    expect([code, out]).toEqual([1, '1 good lines, 4 bad lines; nothing was sent (--dry-run)\n'])
  })

  test('while a line is bad nothing is sent, unless told to skip it', async () => {
    const server = await replayedServer()
    const text = surveys('c1,a01,5,5', 'c2,a02,6,5')
    const options = { kind: 'surveys', url: server.url } as const
    const refused = await run(text, options)
    expect([refused.code, refused.out]).toEqual([
      1,
      '1 good lines, 1 bad lines; nothing was sent: mend these lines, or add --skip-bad\n',
    ])
    expect(server.requests).toEqual([])
    const skipped = await run(text, { ...options, skipBad: true })
    expect([skipped.code, skipped.out]).toEqual([
      0,
      'accepted 1, duplicates 0, rejected 0, bad lines skipped 1\n',
    ])
  })

  test('large files go in parts; what the server refuses is named by its line', async () => {
    const server = await replayedServer()
    const lines = Array.from({ length: 1100 }, (_, place) => `c${place},a01,5,5`)
    const { code } = await run(surveys(...lines), { kind: 'surveys', url: server.url })
    expect(code).toBe(0)
    expect(server.requests.map(({ events }) => events)).toEqual([500, 500, 100])
    const rejected = [{ index: 1, reason: 'not today' }]
    server.next.push({ status: 202, body: { accepted: 1, duplicates: 0, rejected } })
    const refused = await run(surveys('x1,a01,5,5', 'x2,a01,5,5'), {
      kind: 'surveys',
      url: server.url,
    })
    expect(refused.code).toBe(1)
    expect(refused.err).toBe(`${refused.file}:3: not today\n`)
  })

  test('[T5] what is too old to count towards an award is said', async () => {
    const { err } = await run('time,agent,kind\n2026-01-05T10:00:00Z,a01,idea\n', {
      kind: 'contributions',
      dryRun: true,
    })
    expect(err).toContain('1 events are older than a day')
  })

  test('a file that is not there, a wrong zone, no token, a server that refuses', async () => {
    const missing = await run('', { kind: 'surveys', dryRun: true }, { file: '/nowhere/x.csv' })
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('/nowhere/x.csv')])
    await expect(run('', { kind: 'surveys', timezone: 'Mars' })).rejects.toThrow(UsageFault)
    const environment = { DATA_DIR: '/nowhere' }
    const unknown = { kind: 'surveys', token: undefined } as never
    await expect(run('', unknown, { environment })).rejects.toThrow('no token')
    const server = await replayedServer()
    server.next.push({ status: 401, body: { error: { message: 'no such token' } } })
    const refused = await run(surveys('c1,a01,5,5'), { kind: 'surveys', url: server.url })
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('no such token')])
  })
})
