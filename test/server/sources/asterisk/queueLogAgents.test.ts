import { describe, expect, test } from 'vitest'
import { QueueLogVisits } from '../../../../server/sources/asterisk/queueLogVisits.ts'
import { HOUR, epochMs } from '../../../../shared/time.ts'
import { decodeLines } from './decoded.ts'

const at = 1_795_320_600
const aliases = { Alice: ['Local/101@agents/n', 'SIP/101'] }
const told = (lines: readonly string[], options = {}) =>
  decodeLines(
    lines.map((line, second) => (/^\d{10}\|/.test(line) ? line : `${at + second}|${line}`)),
    options,
  )
const said = (lines: readonly string[], options = {}) =>
  told(lines, options).events.map(({ type, data }) => [type, data])

describe('aliases', () => {
  test('verbs that name the interface speak of the member', () => {
    const lines = [
      'CLI|support|Local/101@agents/n|ADDMEMBER|',
      'NONE|NONE|sip/101|PAUSEALL|Lunch',
      'CLI|support|SIP/101|REMOVEMEMBER|',
    ]
    expect(said(lines, { aliases })).toEqual([
      ['agent.joinedQueue', { agent: 'Alice', queue: 'support' }],
      ['agent.paused', { agent: 'Alice', reason: 'Lunch' }],
      ['agent.leftQueue', { agent: 'Alice', queue: 'support' }],
    ])
  })

  test('members named in two forms are reported with the queue, the names and the fix', () => {
    const { decoder } = told([
      'CLI|support|Local/102@agents/n|ADDMEMBER|',
      '1795320601|1.1|support|Bob|CONNECT|1|1.2|1',
      '1795320601|1.3|sales|Bob|CONNECT|1|1.4|1',
    ])
    expect(decoder.advice()).toHaveLength(1)
    for (const word of ['support', 'Local/102@agents/n', 'Bob', 'aliases'])
      expect(decoder.advice()[0]).toContain(word)
  })

  test.each([
    [
      'interfaces alone',
      ['CLI|support|SIP/7|ADDMEMBER|', '1795320601|1.1|support|SIP/7|CONNECT|1|1.2|1'],
    ],
    [
      'an alias for each',
      ['NONE|support|SIP/101|PENALTY|3', '1795320601|1.1|support|Alice|CONNECT|1|1.2|1'],
    ],
  ])('%s need no advice', (_form, lines) => {
    expect(told(lines, { aliases }).decoder.advice()).toEqual([])
  })
})

describe('PAUSEALL is followed by a PAUSE for each queue', () => {
  const perQueue = (second: number, verb: string, reason: string) =>
    ['support', 'sales'].map((queue) => `${at + second}|NONE|${queue}|Alice|${verb}|${reason}`)

  test('one pause, not three', () => {
    const lines = [
      `${at}|NONE|NONE|Alice|PAUSEALL|Training`,
      ...perQueue(0, 'PAUSE', 'Training'),
      `${at + 60}|NONE|NONE|Alice|UNPAUSEALL|`,
      ...perQueue(61, 'UNPAUSE', ''),
    ]
    expect(said(lines)).toEqual([
      ['agent.paused', { agent: 'Alice', reason: 'Training' }],
      ['agent.unpaused', { agent: 'Alice' }],
    ])
    expect(told(lines).decoder.counts.repeated).toBe(4)
  })

  test('where only the repeats carry the reason, it is added once', () => {
    const lines = [`${at}|NONE|NONE|Alice|PAUSEALL|`, ...perQueue(0, 'PAUSE', 'Lunch')]
    expect(said(lines)).toEqual([
      ['agent.paused', { agent: 'Alice' }],
      ['agent.paused', { agent: 'Alice', reason: 'Lunch' }],
    ])
  })

  test('where it names the interface without an alias, its repeats carry the pause', () => {
    const lines = [`${at}|NONE|NONE|Local/7@a|PAUSEALL|`, ...perQueue(0, 'PAUSE', 'Lunch')]
    expect(said(lines)).toEqual([
      ['agent.paused', { agent: 'Alice', queue: 'support', reason: 'Lunch' }],
      ['agent.paused', { agent: 'Alice', queue: 'sales', reason: 'Lunch' }],
    ])
  })

  test.each([
    ['another agent', `${at}|NONE|support|Bob|PAUSE|Lunch`],
    ['later', `${at + 2}|NONE|support|Alice|PAUSE|Lunch`],
    ['the opposite', `${at}|NONE|support|Alice|UNPAUSE|`],
  ])('a pause of its own stays one: %s', (_why, line) => {
    expect(said([`${at}|NONE|NONE|Alice|PAUSEALL|Lunch`, line])).toHaveLength(2)
  })
})

describe('[E2] what is remembered of calls stays small', () => {
  const moment = (hours: number) => epochMs(1_795_320_600_000 + hours * HOUR)

  test('a call that ended is forgotten after 4 h of the log, an open one after 24 h', () => {
    const visits = new QueueLogVisits()
    visits.enter('ended', 'support', moment(0))
    visits.move('ended', 'support', moment(0), 'ended')
    visits.enter('open', 'support', moment(0))
    visits.enter('other', 'support', moment(3.9))
    expect(visits.size).toBe(3)
    visits.enter('another', 'support', moment(4.1))
    expect(visits.phase('ended', 'support')).toBeUndefined()
    expect(visits.phase('open', 'support')).toBe('waiting')
    visits.enter('last', 'support', moment(29))
    expect(visits.phase('open', 'support')).toBeUndefined()
  })

  test('a restart of the telephone system leaves nothing open', () => {
    const lines = [
      `${at}|1.1|support|NONE|ENTERQUEUE||5|1`,
      `${at}|NONE|NONE|NONE|QUEUESTART|`,
      `${at}|1.2|support|NONE|ENTERQUEUE||5|1`,
    ]
    const { visits } = told(lines).decoder.save()
    expect(visits.map(([contact]) => contact)).toEqual(['1.2'])
  })
})
