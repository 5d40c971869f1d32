import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import type { EventType } from '../../../shared/events.ts'
import {
  decodeEvent,
  decodeLoggedEvent,
  isRefusal,
  sendableTypes,
} from '../../../server/sources/eventSchema.ts'
import { at, full } from './fullEvents.ts'

const event = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id: 'e1',
  source: 'pbx',
  type: 'contact.queued',
  time: at,
  data: { contact: 'c', queue: 'q' },
  ...changes,
})
const withData = (type: EventType, data: unknown): Record<string, unknown> => event({ type, data })
const reason = (input: unknown): string => {
  const decoded = decodeEvent(input)
  return isRefusal(decoded) ? decoded.reason : 'accepted'
}

test.each(sendableTypes)('%s is taken with every member that the contract names', (type) => {
  const data = full[type as EventType]
  expect(decodeEvent(event({ type, data }))).toEqual({
    id: 'e1',
    source: 'pbx',
    type,
    time: at,
    data,
  })
})

test('[M22] only the server itself defines what counts: site.defined is refused from outside', () => {
  const defined = withData('site.defined', full['site.defined'])
  expect(reason(defined)).toBe("type: site.defined is the server's own")
  expect(isRefusal(decodeLoggedEvent(defined))).toBe(false)
  expect(sendableTypes).not.toContain('site.defined')
})

test('[T2] the stamp of a wrong clock is read back from the log and never taken from outside', () => {
  const stamped = event({ stamped: at + 1 })
  expect(decodeEvent(stamped)).not.toHaveProperty('stamped')
  expect(decodeLoggedEvent(stamped)).toMatchObject({ stamped: at + 1 })
})

test.each([
  ['2026-03-29T09:30:00Z', at],
  ['2026-03-29T17:30:00.000+08:00', at],
  ['2026-03-29t09:30:00.250123z', at + 250],
  [at, at],
])('[T1] the time %s is read', (time, expected) => {
  expect(decodeEvent(event({ time }))).toMatchObject({ time: expected })
})

test.each([
  [at / 1000, 'time: looks like seconds since 1970; send milliseconds'],
  [at * 1000, 'time: must lie between 1990 and 2200'],
  [at + 0.5, 'time: must be a moment'],
  [-1, 'time: must lie between 1990 and 2200'],
  ['2026-02-30T00:00:00Z', 'time: must be a moment'],
  ['2026-13-01T00:00:00Z', 'time: must be a moment'],
  ['2026-03-29T25:00:00Z', 'time: must be a moment'],
  ['2026-03-29T09:30:00', 'time: must be a moment'],
  ['29.03.2026 09:30', 'time: must be a moment'],
  ['', 'time: must be a moment'],
  [null, 'time: must be a moment'],
  [undefined, 'time: must be a moment'],
  [Number.POSITIVE_INFINITY, 'time: must be a moment'],
])('[T1] the time %s is refused and nothing is guessed', (time, expected) => {
  expect(reason(event({ time }))).toContain(expected)
})

test.each<[string, unknown, string]>([
  ['no object', 'contact.queued', 'event: must be an object'],
  ['a list', [], 'event: must be an object'],
  ['another CloudEvents version', event({ specversion: '0.3' }), 'specversion: must be "1.0"'],
  ['no id', event({ id: undefined }), 'id: must be text of 1–200 characters'],
  ['an empty id', event({ id: '' }), 'id: must be text'],
  ['a long id', event({ id: 'x'.repeat(201) }), 'id: must be text'],
  ['a numeric id', event({ id: 7 }), 'id: must be text'],
  ['a source with a line feed', event({ source: 'a\nb' }), 'source: must be text'],
  ['a known type misspelt', event({ type: 'contact.qeued' }), 'did you mean contact.queued?'],
  [
    'an unknown type',
    event({ type: 'order.shipped' }),
    'is not known; known begin with contact, agent, queue,',
  ],
  [
    'an unknown type of a known family',
    event({ type: 'followUp.started' }),
    'known are followUp.due, followUp.done',
  ],
  ['a type from Object', event({ type: 'toString' }), 'is not known'],
  ['no type', event({ type: undefined }), 'type: must be text'],
  ['a replay that is no flag', event({ replay: 'yes' }), 'replay: must be true or false'],
  ['binary data', event({ data_base64: 'AA==' }), 'data_base64: not taken'],
  ['no data', event({ data: undefined }), 'data.contact: must be text'],
  ['data that is a list', event({ data: [] }), 'data: must be an object'],
  [
    'an unknown member',
    event({ data: { contact: 'c', queue: 'q', caller: '1' } }),
    'data.caller: this type',
  ],
  [
    'a numeric queue',
    event({ data: { contact: 'c', queue: 5 } }),
    'data.queue: must be text of 1–128',
  ],
  [
    'a blank queue',
    event({ data: { contact: 'c', queue: ' \u3000' } }),
    'data.queue: must be text',
  ],
  ['a NUL', event({ data: { contact: 'c\u0000', queue: 'q' } }), 'data.contact: must be text'],
  ['half a surrogate pair', event({ data: { contact: '\ud83d', queue: 'q' } }), 'data.contact'],
  [
    'text that turns the writing',
    event({ data: { contact: 'a\u202eb', queue: 'q' } }),
    'data.contact',
  ],
  [
    'a negative duration',
    withData('source.heartbeat', { every: -1 }),
    'data.every: must be a duration',
  ],
  [
    'a broken millisecond',
    withData('source.heartbeat', { every: 0.5 }),
    'data.every: must be a duration',
  ],
  [
    'eight days',
    withData('source.heartbeat', { every: 691_200_000 }),
    'data.every: must be a duration',
  ],
  [
    'an unknown reason',
    withData('contact.left', { contact: 'c', queue: 'q', reason: 'bored' }),
    'data.reason: must be one of abandoned, timeout',
  ],
  [
    'more than the scale',
    withData('survey.answered', { contact: 'c', kind: 'csat', score: 9, scale: 5 }),
    'data.score: must be at most 5',
  ],
  [
    'NPS out of 5',
    withData('survey.answered', { contact: 'c', kind: 'nps', score: 4, scale: 5 }),
    'data.score: must come with scale 10',
  ],
  [
    'a moment as a day',
    withData('alarm.shelved', { alarm: 'a', by: 'b', until: '2026-03-29' }),
    'data.until: must be a moment',
  ],
])('%s is refused with the name of the field', (_, input, expected) => {
  expect(reason(input)).toContain(expected)
})

test.each(['__proto__', 'constructor', 'prototype'])(
  '[P21] the name %s is refused everywhere',
  (name) => {
    const inEnvelope: unknown = JSON.parse(
      JSON.stringify(event()).replace('"specversion"', `"${name}":{"x":1},"specversion"`),
    )
    const inData: unknown = JSON.parse(
      JSON.stringify(event()).replace('"contact"', `"${name}":{"x":1},"contact"`),
    )
    expect(reason(inEnvelope)).toBe(`${name}: this name is refused everywhere`)
    expect(reason(inData)).toBe(`data.${name}: this type has no such member`)
    expect(reason(event({ data: { contact: 'c', queue: name } }))).toContain('data.queue')
    expect(reason(event({ source: name }))).toContain('source')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  },
)

test('attributes of the envelope that we do not know are ignored, as CloudEvents asks', () => {
  const extended = event({
    traceparent: '00-ab',
    subject: 'x',
    datacontenttype: 'application/json',
  })
  expect(decodeEvent(extended)).toEqual(decodeEvent(event()))
})

test('specversion may be left out, and replay false is no replay', () => {
  expect(decodeEvent(event({ specversion: undefined, replay: false }))).toEqual(
    decodeEvent(event()),
  )
  expect(decodeEvent(event({ replay: true }))).toMatchObject({ replay: true })
})

test('names in any script are taken', () => {
  const data = { contact: 'c', queue: '报修 · 一线 🌟' }
  expect(decodeEvent(event({ data }))).toMatchObject({ data })
})

property.prop([fc.jsonValue()])('[P21] no JSON value makes the decoder throw', (value) => {
  const decoded = [decodeEvent(value), decodeEvent(event({ data: value, time: value }))]
  expect(decoded.every((one) => isRefusal(one) && one.reason.length > 0)).toBe(true)
})

property.prop([fc.constantFrom(...sendableTypes), fc.dictionary(fc.string(), fc.jsonValue())])(
  '[P21] data with arbitrary members is an event or has a reason, and what passed passes again',
  (type, data) => {
    const decoded = decodeEvent(event({ type, data }))
    if (isRefusal(decoded)) expect(decoded.reason).toMatch(/^data/)
    else expect(decodeLoggedEvent(JSON.parse(JSON.stringify(decoded)))).toEqual(decoded)
  },
)
