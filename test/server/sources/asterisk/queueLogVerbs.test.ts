import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { queueLogVerbs } from '../../../../server/sources/asterisk/queueLogVerbs.ts'
import { dataOf, decodeBytes, decodeLines } from './decoded.ts'

const at = 1_795_320_600
const enter = `${at}|1.1|support|NONE|ENTERQUEUE||5551234567|3|Ms Caller`
const connect = `${at + 4}|1.1|support|Alice|CONNECT|4|1.2|2`
const visit = { contact: '1.1', queue: 'support', visit: 1 }

const waiting = (line: string) => decodeLines([enter, `${at + 9}|1.1|support|${line}`])
const talking = (line: string) => decodeLines([enter, connect, `${at + 9}|1.1|support|${line}`])
const alone = (line: string) => decodeLines([`${at}|${line}`])

test('[P18] ENTERQUEUE: a caller enters, and neither number nor name gets further', () => {
  const { events } = decodeLines([enter])
  expect(events).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{16}:000000000000$/) as string,
      source: 'pbx',
      type: 'contact.queued',
      time: at * 1000,
      data: { ...visit, position: 3 },
    },
  ])
  expect(JSON.stringify(events)).not.toMatch(/5551234567|Caller/)
})

test.each([
  ['Asterisk 1.6 and later', 'CONNECT|4|1.2|2', { waited: 4000, rang: 2000 }],
  ['without the ring time', 'CONNECT|4|1.2', { waited: 4000 }],
  ['hold alone', 'CONNECT|4', { waited: 4000 }],
  ['nothing measured', 'CONNECT|', {}],
  ['padded to five columns', 'CONNECT|4|1.2|2||', { waited: 4000, rang: 2000 }],
])('CONNECT, %s', (_form, line, measured) => {
  expect(dataOf(waiting(`Alice|${line}`), 'contact.connected')).toEqual([
    { ...visit, agent: 'Alice', ...measured },
  ])
})

test.each([
  ['COMPLETEAGENT|4|35|1', 'agent', { waited: 4000, talked: 35_000 }],
  ['COMPLETECALLER|4|35|1', 'caller', { waited: 4000, talked: 35_000 }],
  ['COMPLETECALLER|4|35', 'caller', { waited: 4000, talked: 35_000 }],
] as const)('%s: the talk ends, hung up by the %s', (line, by, measured) => {
  expect(dataOf(talking(`Alice|${line}`), 'contact.completed')).toEqual([
    { ...visit, agent: 'Alice', by, ...measured },
  ])
})

test.each([
  ['NONE|ABANDON|1|3|9', { reason: 'abandoned', waited: 9000 }],
  ['NONE|ABANDON|', { reason: 'abandoned' }],
  ['Alice|ABANDON|1|3|9', { reason: 'abandoned', agent: 'Alice', waited: 9000 }],
  ['NONE|EXITWITHTIMEOUT|1|3|9', { reason: 'timeout', waited: 9000 }],
  ['NONE|EXITWITHTIMEOUT|1', { reason: 'timeout' }],
  ['NONE|EXITEMPTY|1|3|0', { reason: 'empty', waited: 0 }],
  ['NONE|EXITWITHKEY|7|1|3|9', { reason: 'key', key: '7', waited: 9000 }],
  ['NONE|EXITWITHKEY|#|1', { reason: 'key', key: '#' }],
  ['NONE|WITHDRAW|1|3|9|callback', { reason: 'withdrawn', waited: 9000 }],
])('[E3] %s: the visit ends without an agent', (line, data) => {
  expect(dataOf(waiting(line), 'contact.left')).toEqual([{ ...visit, ...data }])
})

test.each([
  ['RINGNOANSWER|5000', 'noAnswer', { rang: 5000 }],
  ['RINGNOANSWER|', 'noAnswer', {}],
  ['RINGCANCELED|1502', 'cancelled', { rang: 1502 }],
])('[E5] %s: a ring in milliseconds, not an answer', (line, reason, measured) => {
  expect(dataOf(waiting(`Bob|${line}`), 'agent.offerEnded')).toEqual([
    { ...visit, agent: 'Bob', reason, ...measured },
  ])
})

const measured = { waited: 4000, talked: 5000 }
test.each([
  ['BLINDTRANSFER|201|consult|4|5|1', { kind: 'blind', to: '201', ...measured }],
  ['TRANSFER|201|consult|4|5|1', { kind: 'blind', to: '201', ...measured }],
  ['TRANSFER|201|consult|4|5', { kind: 'blind', to: '201', ...measured }],
  ['TRANSFER|201|consult', { kind: 'blind', to: '201' }],
  ['BLINDTRANSFER|004412345678|out|4|5|1', { kind: 'blind', ...measured }],
  ['ATTENDEDTRANSFER|BRIDGE|a1b2-c3|4|5|1', { kind: 'attended', ...measured }],
  ['ATTENDEDTRANSFER|APP|VoiceMail|4|5|1', { kind: 'attended', to: 'VoiceMail', ...measured }],
  ['ATTENDEDTRANSFER|LINK|SIP/a-1|SIP/b-2|4|5|1', { kind: 'attended', ...measured }],
  ['ATTENDEDTRANSFER|LINK|SIP/a|1|SIP/b-2|4|5|1', { kind: 'attended', ...measured }],
])('[E3] %s: ends the visit, measured from the right', (line, data) => {
  expect(dataOf(talking(`Alice|${line}`), 'contact.transferred')).toEqual([
    { ...visit, agent: 'Alice', ...data },
  ])
})

test.each(['AGENTDUMP', 'SYSCOMPAT'])('%s after the answer: the talk is lost', (verb) => {
  expect(dataOf(talking(`Alice|${verb}|`), 'contact.completed')).toEqual([
    { ...visit, agent: 'Alice', by: 'lost' },
  ])
})

test.each([
  ['AGENTDUMP', 'rejected'],
  ['SYSCOMPAT', 'failed'],
])(
  '[E5] %s before CONNECT is an offer that came to nothing: the caller goes on',
  (verb, reason) => {
    const decoded = waiting(`Alice|${verb}|`)
    expect(dataOf(decoded, 'agent.offerEnded')).toEqual([{ ...visit, agent: 'Alice', reason }])
    expect(dataOf(decoded, 'contact.completed')).toEqual([])
  },
)

test.each([
  ['CLI|support|SIP/101|ADDMEMBER|', 'agent.joinedQueue', { agent: 'SIP/101', queue: 'support' }],
  [
    'REALTIME|support|SIP/101|ADDMEMBER|PAUSED',
    'agent.joinedQueue',
    { agent: 'SIP/101', queue: 'support', paused: true },
  ],
  [
    'MANAGER|support|SIP/101|REMOVEMEMBER|',
    'agent.leftQueue',
    { agent: 'SIP/101', queue: 'support' },
  ],
  [
    'NONE|support|Alice|PAUSE|Lunch',
    'agent.paused',
    { agent: 'Alice', queue: 'support', reason: 'Lunch' },
  ],
  ['NONE|support|Alice|PAUSE|', 'agent.paused', { agent: 'Alice', queue: 'support' }],
  ['NONE|support|Alice|UNPAUSE|', 'agent.unpaused', { agent: 'Alice', queue: 'support' }],
  ['NONE|NONE|Alice|PAUSEALL|Lunch', 'agent.paused', { agent: 'Alice', reason: 'Lunch' }],
  ['NONE|NONE|Alice|UNPAUSEALL|', 'agent.unpaused', { agent: 'Alice' }],
  [
    '1.9|NONE|Agent/1001|AGENTLOGIN|SIP/101',
    'agent.state',
    { agent: 'Agent/1001', state: 'available' },
  ],
  [
    '1.9|NONE|Agent/1001|AGENTLOGOFF|SIP/101|3600',
    'agent.state',
    { agent: 'Agent/1001', state: 'offline' },
  ],
  [
    '1.9|NONE|Agent/1001|AGENTCALLBACKLOGIN|101@agents',
    'agent.state',
    { agent: 'Agent/1001', state: 'available' },
  ],
  [
    '1.9|NONE|Agent/1001|AGENTCALLBACKLOGOFF|101@agents|3600|CommandLogoff',
    'agent.state',
    { agent: 'Agent/1001', state: 'offline' },
  ],
  ['NONE|NONE|NONE|QUEUESTART|', 'source.restarted', { reason: 'QUEUESTART' }],
] as const)('%s', (line, type, data) => {
  const { events, faults } = alone(line)
  expect(faults).toEqual([])
  expect(events.map((event) => [event.type, event.data])).toEqual([[type, data]])
})

test.each([
  'NONE|NONE|NONE|CONFIGRELOAD|',
  '1.1|support|NONE|DID|5551234567',
  '1.1|support|NONE|INFO|anything|at|all|of|any|width|here',
  '1.1|NONE|NONE|OUTCALL|x',
  'NONE|support|SIP/101|PENALTY|3',
  'NONE|support|SIP/101|RINGINUSE|1',
])('%s is understood, counted and says nothing about a floor', (line) => {
  const { events, faults, decoder } = alone(line)
  expect(events).toEqual([])
  expect(faults).toEqual([])
  expect([...decoder.counts.notedVerbs]).toEqual([[line.split('|')[3], 1]])
})

test('verbs nobody knows are kept and counted', () => {
  const { events, faults, unknown, decoder } = decodeLines([
    `${at}|NONE|NONE|Local/1@a|CALLOUTBOUND|5550199|outbound`,
    `${at}|2.1|NONE|Local/1@a|CALLOUTBOUND|5550199|outbound`,
    `${at}|2.1|support|Alice|OUTDIAL|`,
  ])
  expect([events, faults]).toEqual([[], []])
  expect(Object.fromEntries(decoder.counts.unknownVerbs)).toEqual({ CALLOUTBOUND: 2, OUTDIAL: 1 })
  expect(unknown.map(({ line }) => line)).toEqual([1, 2, 3])
  expect(unknown[0]?.reason).toContain('CALLOUTBOUND')
  expect(unknown[0]?.raw).toContain('CALLOUTBOUND')
  expect(unknown[0]?.raw).not.toContain('5550199')
})

test('of a verb that comes all day the first ten lines are kept, and every one is counted', () => {
  const { unknown, decoder } = decodeLines(
    Array.from({ length: 25 }, (_, n) => `${at}|${n}.1|support|Alice|OUTDIAL|`),
  )
  expect(unknown.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(decoder.counts).toMatchObject({ bad: 0, unknownVerbs: new Map([['OUTDIAL', 25]]) })
})

test('verbs without end are counted in bounded space', () => {
  const lines = Array.from({ length: 500 }, (_, n) => `${at}|1.1|support|Alice|VERB${n}|`)
  const { unknownVerbs } = decodeLines(lines).decoder.counts
  expect(unknownVerbs.size).toBeLessThanOrEqual(101)
  expect([...unknownVerbs.values()].reduce((sum, count) => sum + count)).toBe(500)
})

describe('[E2] visits', () => {
  test('a call that comes back to the same queue is another visit', () => {
    const decoded = decodeLines([
      enter,
      `${at + 9}|1.1|support|NONE|EXITWITHTIMEOUT|1|1|9`,
      `${at + 9}|1.1|sales|NONE|ENTERQUEUE||5551234567|1`,
      `${at + 20}|1.1|sales|NONE|EXITWITHTIMEOUT|1|1|11`,
      `${at + 20}|1.1|support|NONE|ENTERQUEUE||5551234567|1`,
      `${at + 22}|1.1|support|Bob|CONNECT|2|1.7|1`,
    ])
    const visits = decoded.events.map((event) => 'visit' in event.data && event.data.visit)
    expect(visits).toEqual([1, 1, 1, 1, 2, 2])
  })

  test('a call whose start lies before the file has visit 1', () => {
    expect(dataOf(alone('1.1|support|Alice|CONNECT|4|1.2|2'), 'contact.connected')).toEqual([
      { ...visit, agent: 'Alice', waited: 4000, rang: 2000 },
    ])
  })

  test('times may carry a fraction', () => {
    const { events } = decodeLines([`${at}.5071|1.1|support|NONE|ENTERQUEUE||555|1`])
    expect(events[0]?.time).toBe(at * 1000 + 507)
  })
})

test('every verb of an Asterisk 22 log is read', () => {
  const file = fileURLToPath(new URL('asterisk22.queue_log', import.meta.url))
  const { events, faults, decoder } = decodeBytes(readFileSync(file))
  expect(faults).toEqual([])
  expect(decoder.counts).toMatchObject({ lines: 72, bad: 0, repeated: 4 })
  const counts: Record<string, number> = {}
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1
  expect(counts).toEqual({
    'source.restarted': 1,
    'agent.joinedQueue': 6,
    'contact.queued': 17,
    'contact.connected': 9,
    'contact.completed': 8,
    'contact.transferred': 1,
    'contact.left': 8,
    'agent.offerEnded': 10,
    'agent.paused': 5,
    'agent.unpaused': 3,
  })
})

test('the table names verbs in capitals, so that no spelling is missed', () => {
  for (const verb of queueLogVerbs.keys()) expect(verb).toBe(verb.toUpperCase())
})
