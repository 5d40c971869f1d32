import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { csvColumns, csvKinds, type CsvKind } from '../../../server/sources/csvColumns.ts'
import { readCsvFile, type CsvReading } from '../../../server/sources/csvFile.ts'
import { csvMoment } from '../../../server/sources/csvMoment.ts'

const read = (kind: CsvKind, text: string | Buffer, timezone = 'Asia/Shanghai'): CsvReading =>
  readCsvFile(Buffer.from(text), { kind, source: 'csv', timezone })
const bodies = (reading: CsvReading): unknown[] =>
  reading.events.map(({ event }) => ({ type: event.type, ...event.data }))
const faults = (reading: CsvReading): string[] =>
  reading.faults.map(({ line, reason }) => `${line}: ${reason}`)

test.each<[CsvKind, string, unknown[]]>([
  [
    'surveys',
    'time,contact,queue,kind,score\n2026-11-20 09:30,c1,billing,nps,9',
    [
      {
        type: 'survey.answered',
        contact: 'c1',
        queue: 'billing',
        kind: 'nps',
        score: 9,
        scale: 10,
      },
    ],
  ],
  [
    'quality',
    'Agent,Time,SCORE,compliant\na01,2026-11-20,92.5,yes',
    [{ type: 'quality.assessed', agent: 'a01', score: 92.5, compliant: true }],
  ],
  [
    'firstContact',
    '时间,通话,工号,已解决\n2026/11/20 9:05,c1,a01,否',
    [{ type: 'contact.judged', contact: 'c1', agent: 'a01', resolved: false }],
  ],
  [
    'complaints',
    'time,contact,kind\n2026-11-20,c1,\n2026-11-20,c2,escalation',
    [
      { type: 'complaint.filed', contact: 'c1' },
      { type: 'contact.escalated', contact: 'c2' },
    ],
  ],
  [
    'followUps',
    'time;contact;due by;done_at\n2026-11-20 09:00;c1;2026-11-20 18:00;2026-11-20 15:30\n2026-11-20 09:00;c2;;',
    [
      { type: 'followUp.due', contact: 'c1', dueBy: Date.UTC(2026, 10, 20, 10) },
      { type: 'followUp.done', contact: 'c1' },
      { type: 'followUp.due', contact: 'c2' },
    ],
  ],
  [
    'contributions',
    'time\tagent\tkind\n2026-11-20\ta01\thelped',
    [{ type: 'contribution.recorded', agent: 'a01', kind: 'helped' }],
  ],
])('%s', (kind, text, expected) => {
  const reading = read(kind, text)
  expect(faults(reading)).toEqual([])
  expect(bodies(reading)).toEqual(expected)
})

test('a follow-up is done at its own time', () => {
  const { events } = read('followUps', 'time,contact,doneAt\n2026-11-20 09:00,c1,2026-11-20 15:30')
  expect(events.map(({ event }) => event.time)).toEqual([
    Date.UTC(2026, 10, 20, 1),
    Date.UTC(2026, 10, 20, 7, 30),
  ])
})

test('as office programs write it: byte order mark, CRLF, semicolons, decimal comma, comments in quotes', () => {
  const text =
    '\uFEFFtime;agent;score;compliant;comment\r\n' +
    '2026-11-20;a01;92,5;1;"two\r\nlines; and ""quotes"""\r\n;;;;\r\n2026-11-20;a02;80;0;\r\n'
  const reading = read('quality', text)
  expect(faults(reading)).toEqual([])
  expect(reading.ignored).toEqual(['comment'])
  expect(bodies(reading)).toMatchObject([{ score: 92.5 }, { score: 80, compliant: false }])
})

test.each<[string, string | Buffer, string]>([
  ['an empty file', '', '1: is empty: the first line must name the columns'],
  [
    'no such column',
    'time,agents,score,compliant\n',
    '1: there is no column agent; is `agents` meant?',
  ],
  ['a column twice', 'time,agent,agent,score,compliant\n', '1: two columns are called agent'],
  ['another encoding', Buffer.from([0xb9, 0xa4, 0xba, 0xc5]), '1: is not UTF-8: save the file'],
  ['a packed file', gzipSync('time,agent\n'), '1: is not UTF-8'],
  [
    'too many cells',
    'time,agent,score,compliant\n2026-11-20,a,1,yes,x',
    '2: has 5 cells under 4 headings',
  ],
  ['no number', 'time,agent,score,compliant\n2026-11-20,a,1e3,yes', '2: score: must be a number'],
  [
    'out of range',
    'time,agent,score,compliant\n2026-11-20,a,101,yes',
    '2: score: must be a number from 0 to 100',
  ],
  [
    'no answer',
    'time,agent,score,compliant\n2026-11-20,a,9,maybe',
    '2: compliant: must be yes or no',
  ],
  [
    'no day',
    'time,agent,score,compliant\n2026-02-30,a,9,yes',
    '2: time: is no day or no time of day',
  ],
  ['too short', 'time,agent,score,compliant\n2026-11-20,a,9', '2: compliant: is empty'],
  [
    'a control character',
    'time,agent,score,compliant\n2026-11-20,a\u0007,9,yes',
    '2: agent: must be text',
  ],
])('[P21] %s is a fault with its line', (_, text, expected) => {
  const reading = read('quality', text)
  expect(faults(reading)[0]).toContain(expected)
  expect(reading.events).toEqual([])
})

test('[P21] a stray quote spoils its own line alone', () => {
  const reading = read(
    'quality',
    'time,agent,score,compliant\n2026-11-20,"a"b,9,yes\n2026-11-20,c,9,yes\n',
  )
  expect(faults(reading)).toEqual(['2: a quote is out of place or left open'])
  expect(bodies(reading)).toMatchObject([{ agent: 'c' }])
})

const pieces = fc.constantFrom(
  ...['time', 'agent', 'score', 'compliant', '2026-11-20', 'a01', '92', 'yes', ',', ';', '\t'],
  ...['"', '""', '\n', '\r\n', '\r', '', ' ', '\uFEFF', '\u0000', '__proto__', '工号', '\uD800'],
)
property.prop([fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')), fc.boolean()])(
  '[P21] any file has events or faults with lines that lie inside it',
  (text, headed) => {
    const whole = headed ? `time,agent,score,compliant\n${text}` : text
    const { events, faults: found } = read('quality', whole)
    for (const { line } of [...events, ...found]) {
      expect(line).toBeGreaterThan(0)
      expect(line).toBeLessThanOrEqual(whole.split(/\r\n|\n|\r/).length)
    }
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length)
  },
)

test('[M13] the scale of a satisfaction score is not guessed', () => {
  expect(faults(read('surveys', 'time,contact,score\n2026-11-20,c1,4'))).toEqual([
    '2: scale: must be 5 or 10',
  ])
})

test('[E1] a line of its own name keeps it when the rest is corrected', () => {
  const ids = (score: number): string[] =>
    read('quality', `id,time,agent,score,compliant\n17,2026-11-20,a,${score},yes`).events.map(
      ({ event }) => event.id,
    )
  expect(ids(80)).toEqual(['quality:17:quality.assessed'])
  expect(ids(90)).toEqual(ids(80))
})

test('[T1] moments say their offset, or the zone is told; what a clock change makes doubtful is refused', () => {
  expect(csvMoment('2026-11-20T09:30:00+08:00', null)).toBe(Date.UTC(2026, 10, 20, 1, 30))
  expect(csvMoment('2026-11-20 09:30+08:00', null)).toBe(Date.UTC(2026, 10, 20, 1, 30))
  expect(csvMoment('2026-11-20 09:30:15', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 20, 8, 30, 15))
  expect(csvMoment('2026-11-20', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 20, 4))
  expect(csvMoment('2026-11-20 09:30', null)).toEqual({
    reason: expect.stringContaining('says no time zone') as string,
  })
  for (const doubtful of ['2026-03-29 02:30', '2026-10-25 02:30'])
    expect(csvMoment(doubtful, 'Europe/Berlin')).toEqual({
      reason: expect.stringContaining('clocks of Europe/Berlin change') as string,
    })
  expect(csvMoment('yesterday', 'UTC')).toEqual({
    reason: 'must be a moment such as 2026-03-29 09:30',
  })
})

test('the documentation names every kind and column', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/imports.md'), 'utf8')
  for (const kind of csvKinds) {
    expect(page).toContain(`\`${kind}\``)
    for (const { name, also } of csvColumns[kind])
      for (const heading of [`\`${name}\``, ...also]) expect(page).toContain(heading)
  }
})
