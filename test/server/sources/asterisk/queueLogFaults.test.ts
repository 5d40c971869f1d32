import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { QueueLogDecoder } from '../../../../server/sources/asterisk/queueLog.ts'
import { QueueLogReader } from '../../../../server/sources/asterisk/queueLogReader.ts'
import { queueLogVerbs } from '../../../../server/sources/asterisk/queueLogVerbs.ts'
import { decodeEvent } from '../../../../server/sources/eventSchema.ts'
import { dataOf, decodeBytes, decodeLines } from './decoded.ts'

const good = '1795320600|1.1|support|NONE|ENTERQUEUE||555|1'

test.each([
  ['hello', '1 of the 5 columns'],
  ['1795320600|1.1|support', '3 of the 5 columns'],
  ['|1.1|support|NONE|ENTERQUEUE||555|1', 'no time in epoch seconds'],
  ['2026-11-22 08:00:00|1.1|support|NONE|ENTERQUEUE||555|1', 'no time in epoch seconds'],
  ['1795320600123|1.1|support|NONE|ENTERQUEUE||555|1', 'no time in epoch seconds'],
  ['-5|1.1|support|NONE|ENTERQUEUE||555|1', 'no time in epoch seconds'],
  ['9999999999|1.1|support|NONE|ENTERQUEUE||555|1', 'no time in epoch seconds'],
  ['1795320600|1.1|support|NONE||1', 'no verb'],
  ['1795320600|1.1|sup\u0000port|NONE|ABANDON|1|1|3', 'control characters'],
  ['1795320600|1.1|support|__proto__|CONNECT|1|1.2|1', '__proto__'],
  [`1795320600|1.1|${'q'.repeat(129)}|NONE|ENTERQUEUE||555|1`, 'more than 128'],
  ['1795320600|1.1|NONE|NONE|ENTERQUEUE||555|1', 'names no queue'],
  ['1795320600|1.1|support|NONE|CONNECT|1|1.2|1', 'names no agent'],
  ['1795320600|NONE|support|NONE|ABANDON|1|1|3', 'is no call'],
  ['1795320600|MANAGER|support|Alice|CONNECT|1|1.2|1', 'is no call'],
  ['1795320600|CLI|support|NONE|EXITEMPTY|1|1|3', 'is no call'],
  ['1795320600|REALTIME|support|Bob|RINGNOANSWER|1000', 'is no call'],
  ['1795320600||support|NONE|ENTERQUEUE||555|1', 'is no call'],
  ['1795320600|1.1|support|Alice|CONNECT|abc|1.2|1', 'wait that is no sensible'],
  ['1795320600|1.1|support|Alice|COMPLETEAGENT|1|1e9|1', 'talk time that is no sensible'],
  ['1795320600|1.1|support|Alice|COMPLETEAGENT|1|99999999|1', 'talk time that is no sensible'],
  ['1795320600|1.1|support|Alice|ATTENDEDTRANSFER|1|2|3', 'without hold, talk and position'],
  ['1795320600|1.1|support|Alice|CONNECT|1|1.2|11795320601|1.3|support', 'at most 3'],
])('[P21] %s is set aside: %s', (line, reason) => {
  const { events, faults, decoder } = decodeLines([good, line, good])
  expect(events).toHaveLength(2)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatchObject({ line: 2, offset: good.length + 1 })
  expect(faults[0]?.reason).toContain(reason)
  expect(faults[0]?.reason).toMatch(/^Line 2 .*\.$/s)
  expect(decoder.counts).toMatchObject({ lines: 3, events: 2, bad: 1 })
})

test('[P18] what is set aside carries no caller', () => {
  const { faults } = decodeLines([
    '1795320600|NONE|support|NONE|ENTERQUEUE||5551234567|1|Ms Caller',
    'garbage +5551234567 Ms',
    '1795320600|1.1|5551234567',
  ])
  expect(faults).toHaveLength(3)
  for (const { raw } of faults) expect(raw).not.toMatch(/5551234567|Caller/)
})

test('[T2] a negative length of time is 0', () => {
  const { events } = decodeLines(['1795320600|1.1|support|Alice|CONNECT|-1|1.2|0'])
  expect(events[0]?.data).toMatchObject({ waited: 0, rang: 0 })
})

describe('bytes', () => {
  test('a last line without its end is set aside at the end of the file, not before', () => {
    const { events, faults } = decodeBytes(Buffer.from(`${good}\n${good.slice(0, 30)}`))
    expect(events).toHaveLength(1)
    expect(faults).toMatchObject([{ line: 2, offset: good.length + 1 }])
    expect(faults[0]?.reason).toContain('half written')
  })

  test('lines may end in CR LF, be empty, or follow a byte order mark', () => {
    const { events, faults } = decodeBytes(Buffer.from(`\ufeff${good}\r\n\r\n\n${good}\r\n`))
    expect(faults).toEqual([])
    expect(events.map(({ id }) => id.split(':')[1])).toEqual([
      '000000000000',
      String(3 + good.length + 2 + 2 + 1).padStart(12, '0'),
    ])
  })

  test('names are UTF-8; what is none stays readable as Latin-1', () => {
    const utf8 = Buffer.from('1795320600|1.1|客服|王芳|CONNECT|1|1.2|1\n')
    const latin1 = Buffer.from('1795320600|1.1|K\u00f6ln|J\u00f6rg|CONNECT|1|1.2|1\n', 'latin1')
    const { events } = decodeBytes(Buffer.concat([utf8, latin1]))
    expect(events.map(({ data }) => data)).toMatchObject([
      { queue: '客服', agent: '王芳' },
      { queue: 'Köln', agent: 'Jörg' },
    ])
    expect(events[1]?.id).toContain(String(utf8.length).padStart(12, '0'))
  })

  test.each([
    ['in one piece', []],
    ['in pieces', [50_000, 50_000, 50_000, 50_000, 50_000]],
  ])('an endless line, %s, is set aside once, and the next line is read', (_how, pieces) => {
    const endless = Buffer.alloc(300_000, 'x')
    const file = Buffer.concat([Buffer.from(`${good}\n`), endless, Buffer.from(`\n${good}\n`)])
    const { events, faults } = decodeBytes(file, {}, pieces)
    expect(faults).toMatchObject([{ line: 2, offset: good.length + 1 }])
    expect(faults[0]?.raw.length).toBeLessThan(1000)
    expect(events.map(({ id }) => Number(id.split(':')[1]))).toEqual([
      0,
      good.length + 1 + 300_000 + 1,
    ])
  })
})

test('[P21] a file that is one endless line has one fault', () => {
  const { faults, decoder } = decodeBytes(Buffer.alloc(200_000, 'x'), {}, [90_000, 90_000])
  expect(faults).toHaveLength(1)
  expect(decoder.counts).toMatchObject({ lines: 1, bad: 1 })
})

describe('[E1] identity', () => {
  test('the same line is the same event in a renamed file; identical lines are two', () => {
    const lines = [good, '1795320601|1.1|support|Bob|RINGNOANSWER|1000']
    lines.push(lines[1]!)
    const once = decodeLines(lines).events.map(({ id }) => id)
    expect(new Set(once).size).toBe(3)
    expect(decodeLines(lines).events.map(({ id }) => id)).toEqual(once)
    expect(once.toSorted()).toEqual(once)
  })

  test('a file that begins with another line has other ids', () => {
    const [one] = decodeLines([good]).events
    const [other] = decodeLines([good.replace('1.1', '1.2')]).events
    expect(one?.id).not.toBe(other?.id)
  })
})

const name = fc.constantFrom(
  '1.1',
  '1.2',
  'NONE',
  'support',
  'Alice',
  'SIP/101',
  '',
  '客',
  '\u0007',
)
const column = fc.oneof(name, fc.integer().map(String), fc.string({ maxLength: 6 }))
const line = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1_795_320_600, max: 1_795_330_600 }).map(String), column),
    name,
    name,
    name,
    fc.oneof(fc.constantFrom(...queueLogVerbs.keys()), column),
    fc.array(column, { maxLength: 7 }),
  )
  .map(([time, callid, queue, agent, verb, data]) =>
    [time, callid, queue, agent, verb, ...data].join('|'),
  )

test('[P21] whatever the bytes are, nothing throws and every line is accounted for', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
    fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(lines.join('\n'))),
  )
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(60), { maxLength: 8 }), (file, pieces) => {
      const { events, faults, decoder } = decodeBytes(file, {}, pieces)
      expect(decoder.counts.bad).toBe(faults.length)
      expect(decoder.counts.events).toBe(events.length)
      for (const { offset, reason } of faults) {
        expect(offset).toBeLessThan(Math.max(1, file.length))
        expect(reason).not.toBe('')
      }
    }),
    { numRuns: 500 },
  )
})

test('every event that a log can give passes the same door as events from outside', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      for (const event of decodeLines(lines).events) {
        expect(decodeEvent(JSON.parse(JSON.stringify(event)))).toEqual(event)
      }
    }),
    { numRuns: 500 },
  )
})

test('[P10] cutting the bytes anywhere, and going on with a saved decoder, changes nothing', () => {
  const file = fc
    .array(line, { minLength: 1, maxLength: 12 })
    .map((lines) => `${lines.join('\n')}\n`)
  fc.assert(
    fc.property(file, fc.nat(), fc.array(fc.nat(40), { maxLength: 6 }), (text, cut, pieces) => {
      const bytes = Buffer.from(text)
      const whole = decodeBytes(bytes)
      expect(decodeBytes(bytes, {}, pieces).events).toEqual(whole.events)

      const events: unknown[] = []
      const sink = { event: (event: unknown) => void events.push(event), fault: () => {} }
      const decoder = new QueueLogDecoder({ source: 'pbx' })
      const reader = new QueueLogReader(decoder, sink)
      reader.read(bytes.subarray(0, cut % (bytes.length + 1)))
      const place = reader.place ?? undefined
      const saved = JSON.parse(JSON.stringify(decoder.save())) as ReturnType<typeof decoder.save>
      const later = new QueueLogDecoder({ source: 'pbx', saved })
      const rest = new QueueLogReader(later, sink, place)
      rest.read(bytes.subarray(place?.offset ?? 0))
      rest.end()
      expect(events).toEqual(whole.events)
      expect(dataOf(whole, 'contact.queued').length).toBeLessThanOrEqual(whole.events.length)
    }),
    { numRuns: 300 },
  )
})
