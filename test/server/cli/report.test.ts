import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { UsageFault } from '../../../server/cli/reportSettings.ts'
import { fileOf, reported } from './reported.ts'

const at = 1_795_320_600
const excerpt = fileURLToPath(new URL('../sources/asterisk/asterisk22.queue_log', import.meta.url))
const log = (...lines: string[]): string => fileOf(lines.map((line) => `${line}\n`).join(''))
const json = async (...lines: string[]) => (await reported(log(...lines))).json()

test('[M1] [M4] [M6] an excerpt of an Asterisk 22 log, counted by hand', async () => {
  const { total, queues, agents, days } = (await reported(excerpt)).json()
  expect(total).toEqual({
    offered: 17,
    answered: 9,
    abandoned: 4,
    timedOut: 1,
    leftEmpty: 1,
    leftByKey: 1,
    withdrawn: 1,
    transferred: 1,
    lost: 0,
    connectionRate: 0.5625,
    abandonRate: 0.2353,
    // 2+1+1+1+1+16+1+1+1 over 9
    asaSeconds: 2.778,
    // 5+6+4+15+15+6+5+3+7 over 9
    ahtSeconds: 7.333,
    // 9 over 17 − 2 abandons under 5 s
    serviceLevel: 0.6,
    longestWaitSeconds: 16,
    handled: 9,
  })
  expect(Object.keys(queues)).toEqual(['empty', 'sales', 'support'])
  expect(agents['Alice']).toEqual({
    handled: 3,
    ahtSeconds: 7.667,
    talkSeconds: 23,
    asaSeconds: 1.333,
    missed: 2,
  })
  expect(agents['Local/101@agents/n']).toBeUndefined()
  expect(Object.keys(days)).toEqual(['2026-11-22'])
})

test('[E6] what is open when the file ends is lost, and a leg without an end is not handled', async () => {
  const { total, agents } = await json(
    `${at}|1.1|support|NONE|ENTERQUEUE||5|1`,
    `${at + 3}|1.1|support|Alice|CONNECT|3|1.2|1`,
    `${at + 4}|2.1|support|NONE|ENTERQUEUE||5|1`,
  )
  expect(total).toMatchObject({ offered: 1, answered: 1, lost: 1, handled: 0, ahtSeconds: null })
  expect(agents['Alice']).toMatchObject({ handled: 0, asaSeconds: 3 })
})

test('[E3] Asterisk writes some ends twice: the visit ends once', async () => {
  const { total } = await json(
    `${at}|1.1|support|NONE|ENTERQUEUE||5|1`,
    `${at + 9}|1.1|support|Alice|ABANDON|1|1|9`,
    `${at + 9}|1.1|support|NONE|ABANDON|1|1|9`,
    `${at}|2.1|support|NONE|ENTERQUEUE||5|1`,
    `${at + 9}|2.1|support|Alice|SYSCOMPAT|`,
    `${at + 9}|2.1|support|NONE|ABANDON|1|1|9`,
  )
  expect(total).toMatchObject({ offered: 2, abandoned: 2, answered: 0, lost: 0 })
})

test('[E5] an agent who hangs up during the announcement has no leg; the next one has', async () => {
  const { total, agents } = await json(
    `${at}|1.1|support|NONE|ENTERQUEUE||5|1`,
    `${at + 3}|1.1|support|Alice|AGENTDUMP|`,
    `${at + 9}|1.1|support|Bob|CONNECT|9|1.3|1`,
    `${at + 19}|1.1|support|Bob|COMPLETECALLER|9|10|1`,
  )
  expect(total).toMatchObject({ offered: 1, answered: 1, handled: 1, asaSeconds: 9 })
  expect(Object.keys(agents)).toEqual(['Bob'])
})

test('[E2] a call passed on to a second queue is a visit of each', async () => {
  const { total, queues } = await json(
    `${at}|1.1|support|NONE|ENTERQUEUE||5|1`,
    `${at + 6}|1.1|support|NONE|EXITWITHTIMEOUT|1|1|6`,
    `${at + 6}|1.1|sales|NONE|ENTERQUEUE||5|1`,
    `${at + 7}|1.1|sales|Bob|CONNECT|1|1.2|1`,
    `${at + 9}|1.1|sales|Bob|COMPLETEAGENT|1|2|1`,
  )
  expect(total).toMatchObject({ offered: 2, answered: 1, timedOut: 1 })
  expect(queues['support']).toMatchObject({
    offered: 1,
    timedOut: 1,
    answered: 0,
    asaSeconds: null,
  })
})

test('[T5] a fact belongs to the day of its own time, cut by the given zone and day start', async () => {
  // Enters 23:59:50 in Shanghai, answered after midnight, done after 05:00.
  const evening = Date.UTC(2026, 10, 22, 15, 59, 50) / 1000
  const file = log(
    `${evening}|1.1|support|NONE|ENTERQUEUE||5|1`,
    `${evening + 20}|1.1|support|Bob|CONNECT|20|1.2|1`,
    `${evening + 18_030}|1.1|support|Bob|COMPLETEAGENT|20|18010|1`,
  )
  const days = async (dayStart: string) => {
    const options = { json: true, timezone: 'Asia/Shanghai', dayStart } as const
    const rows = Object.entries((await reported(file, options)).json().days)
    return rows.map(([day, { offered, answered }]) => [day, offered, answered])
  }
  expect(await days('00:00')).toEqual([
    ['2026-11-22', 1, 0],
    ['2026-11-23', 0, 1],
  ])
  expect(await days('05:00')).toEqual([['2026-11-22', 1, 1]])
})

test('[M22] the result says how it was counted', async () => {
  const { definitions, total, agents } = (await reported(excerpt)).json()
  expect(definitions).toMatchObject({
    version: 1,
    timezone: 'UTC',
    dayStart: '00:00',
    serviceLevelWithinSeconds: 20,
    shortAbandonWithinSeconds: 5,
    lostAfterSeconds: 14_400,
  })
  const columns = new Set([total, ...Object.values(agents)].flatMap((row) => Object.keys(row)))
  expect(Object.keys(definitions.figures).toSorted()).toEqual([...columns].toSorted())
  for (const { name, unit, meaning, rule } of Object.values(definitions.figures)) {
    expect([name.en, name['zh-CN'], unit, meaning.en, meaning['zh-CN']]).not.toContain('')
    expect(rule).toMatch(/^[A-Z]\d+$/)
  }
  expect(definitions.differences.join(' ')).toContain('withdrawn')
})

test('[P21] faults go to standard error, the result alone to standard output', async () => {
  const {
    code,
    err,
    json: parsed,
  } = await reported(
    fileOf(
      [
        `${at}|9.9|support|NONE|ABANDON|1|1|5`,
        'nonsense',
        `${at}|NONE|NONE|x|CALLOUTBOUND|1`,
        `${at}|NONE|support|SIP/1|PENALTY|1`,
        `${at}|1.1|support|Bob|RINGNOANSWER|1000`,
        `${at}|1.1|support|NONE|ENTERQ`,
      ].join('\n'),
    ),
  )
  expect(code).toBe(0)
  expect(parsed().total.offered).toBe(0)
  for (const said of [
    '2 of 6 lines',
    'Line 2 has 1 of the 5 columns',
    'Line 6 is half written',
    'CALLOUTBOUND 1',
    '1 calls end without having entered',
    'aliases',
  ])
    expect(err).toContain(said)
})

test('a clean file is reported without a word beside it', async () => {
  const { err } = await reported(log(`${at}|1.1|support|NONE|ENTERQUEUE||5|1`))
  expect(err).toBe('')
})

describe('files', () => {
  test('gzip is unpacked whatever the name', async () => {
    const packed = fileOf(gzipSync(readFileSync(excerpt)), 'log')
    expect((await reported(packed)).out).toBe((await reported(excerpt)).out)
  })

  test.each([
    ['a file that is not there', () => `${fileOf('')}.1`, 'no such file'],
    ['a folder', () => fileURLToPath(new URL('.', import.meta.url)), 'it is a folder'],
    [
      'damaged gzip',
      () => fileOf(gzipSync(readFileSync(excerpt)).subarray(0, 200), 'log.gz'),
      'end too early',
    ],
  ])('%s: code 1 and what to do', async (_what, path, words) => {
    const { code, out, err } = await reported(path())
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(words)
  })

  test('an empty file gives nothing counted, and says so', async () => {
    const { code, err, json: parsed } = await reported(fileOf(''))
    expect(code).toBe(0)
    expect(parsed()).toMatchObject({ queues: {}, agents: {}, days: {} })
    expect(parsed().total).toMatchObject({ offered: 0, connectionRate: null, asaSeconds: null })
    expect(err).toContain('is this the right file')
  })
})

test.each([
  [{ timezone: 'Mars/Olympus' }, '--timezone Mars/Olympus'],
  [{ dayStart: '25:00' }, '--day-start 25:00'],
])('wrong settings are refused: %s', async (options, words) => {
  await expect(reported(excerpt, options)).rejects.toThrow(UsageFault)
  await expect(reported(excerpt, options)).rejects.toThrow(words)
})

test('a site file brings its definitions and aliases; the command line comes first', async () => {
  const site = fileOf(
    [
      'site: main',
      'timezone: Asia/Shanghai',
      'sources:',
      '  asterisk:',
      '    - source: pbx',
      '      queueLog: /var/log/asterisk/queue_log',
      '      aliases:',
      "        Alice: ['Local/101@agents/n']",
      "        Bob: ['Local/102@agents/n']",
    ].join('\n'),
    'site.yaml',
  )
  const { err, json: parsed } = await reported(excerpt, { json: true, site })
  expect(parsed().definitions.timezone).toBe('Asia/Shanghai')
  expect(err).not.toContain('Queue support')
  const zoned = await reported(excerpt, { json: true, site, timezone: 'UTC' })
  expect(zoned.json().definitions.timezone).toBe('UTC')
  await expect(reported(excerpt, { site: fileOf('site: [', 'bad.yaml') })).rejects.toThrow(
    UsageFault,
  )
})

test('the table is aligned, also with wide names', async () => {
  const { out } = await reported(
    log(
      `${at}|1.1|客服|NONE|ENTERQUEUE||5|1`,
      `${at}|2.1|b|NONE|ENTERQUEUE||5|1`,
      `${at}|2.1|b|NONE|ABANDON|1|1|0`,
    ),
    { timezone: 'UTC' },
  )
  expect(out).toContain('Time zone UTC, business days from 00:00, service level within 20 s.')
  const [head, row] = out.split('\n').filter((line) => /^(queue|b|客服) /.test(line))
  expect(row?.length).toBe(head?.length)
  expect(out).toContain('100.0 %')
  expect(out).toContain('–')
})

describe('the command', () => {
  const starboard = fileURLToPath(new URL('../../../server/starboard.mjs', import.meta.url))
  test('reads standard input and prints JSON', () => {
    const printed = execFileSync(
      process.execPath,
      [starboard, 'report', '-', '--format', 'asterisk-queue-log', '--timezone', 'UTC', '--json'],
      { input: readFileSync(excerpt) },
    )
    expect(JSON.parse(printed.toString())).toMatchObject({ total: { offered: 17 } })
  })

  test('ends with code 1 and a sentence when the file cannot be read', () => {
    const missing = `${fileOf('')}.1`
    const { status, stderr } = spawnSync(process.execPath, [starboard, 'report', missing])
    expect(status).toBe(1)
    expect(stderr.toString()).toContain(`Cannot read ${missing}: there is no such file`)
  })
})
