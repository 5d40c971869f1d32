import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { dayKey, epochMs, HOUR, MINUTE } from '../../../shared/time.ts'
import { createCalendar } from '../../../server/config/calendar.ts'

const at = (iso: string): ReturnType<typeof epochMs> => epochMs(Date.parse(iso))
const hoursOf = (timezone: string, day: string, next: string, dayStart = 0): number => {
  const calendar = createCalendar(timezone, dayStart)
  return (calendar.startOf(dayKey(next)) - calendar.startOf(dayKey(day))) / HOUR
}

test.each([
  ['Asia/Shanghai', '2026-03-28T15:59:59.999Z', '2026-03-28'],
  ['Asia/Shanghai', '2026-03-28T16:00:00.000Z', '2026-03-29'],
  ['Asia/Kathmandu', '2026-03-28T18:14:59.999Z', '2026-03-28'],
  ['Asia/Kathmandu', '2026-03-28T18:15:00.000Z', '2026-03-29'],
  ['Pacific/Chatham', '2026-01-01T10:15:00.000Z', '2026-01-02'],
  ['America/St_Johns', '2026-01-01T03:30:00.000Z', '2026-01-01'],
  ['America/St_Johns', '2026-01-01T03:29:59.999Z', '2025-12-31'],
  ['UTC', '1999-01-31T23:59:59.999Z', '1999-01-31'],
])('[T3] in %s the moment %s belongs to %s', (timezone, moment, day) => {
  expect(createCalendar(timezone, 0).dayOf(at(moment))).toBe(day)
})

test.each([
  ['Europe/Berlin', '2026-03-29', '2026-03-30', 23],
  ['Europe/Berlin', '2026-10-25', '2026-10-26', 25],
  ['Europe/Berlin', '2026-03-28', '2026-03-29', 24],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-05', 23.5],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-06', 24.5],
  // Midnight itself does not exist: the day begins at 01:00.
  ['America/Sao_Paulo', '2018-11-04', '2018-11-05', 23],
])('[T3] in %s the day %s has %d hours', (timezone, day, next, hours) => {
  expect(hoursOf(timezone, day, next)).toBe(hours)
})

test('[T3] a day that starts at 4 in the morning holds the night before, also when the clock changes in it', () => {
  const calendar = createCalendar('Europe/Berlin', 240)
  expect(calendar.dayOf(at('2026-03-29T03:59:59+02:00'))).toBe('2026-03-28')
  expect(calendar.dayOf(at('2026-03-29T04:00:00+02:00'))).toBe('2026-03-29')
  expect(hoursOf('Europe/Berlin', '2026-03-28', '2026-03-29', 240)).toBe(23)
  expect(hoursOf('Europe/Berlin', '2026-10-24', '2026-10-25', 240)).toBe(25)
})

test('[T3] a day start that comes twice is its first, one that is skipped the moment after', () => {
  const twice = createCalendar('Europe/Berlin', 150)
  expect(twice.startOf(dayKey('2026-10-25'))).toBe(at('2026-10-25T02:30:00+02:00'))
  expect(twice.dayOf(at('2026-10-25T02:15:00+01:00'))).toBe('2026-10-25')
  expect(twice.dayOf(at('2026-10-25T02:15:00+02:00'))).toBe('2026-10-24')
  expect(twice.startOf(dayKey('2026-03-29'))).toBe(at('2026-03-29T03:30:00+02:00'))
})

test('[T3] where a whole date was left out, no moment belongs to it', () => {
  const calendar = createCalendar('Pacific/Apia', 0)
  const skipped = at('2011-12-30T10:00:00Z')
  expect(calendar.dayOf(epochMs(skipped - 1))).toBe('2011-12-29')
  expect(calendar.dayOf(skipped)).toBe('2011-12-31')
})

const zones = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Chatham',
]
property.prop([
  fc.constantFrom(...zones),
  fc.integer({ min: 0, max: 1439 }),
  fc.array(fc.integer({ min: Date.UTC(1999, 0, 1), max: Date.UTC(2040, 0, 1) }), {
    minLength: 1,
    maxLength: 20,
  }),
])(
  '[T3] every moment lies between the start of its day and the next, in any order of asking',
  (timezone, dayStart, moments) => {
    const calendar = createCalendar(timezone, dayStart)
    for (const moment of moments.flatMap((one) => [one, one + MINUTE, one - 2 * HOUR])) {
      const day = calendar.dayOf(epochMs(moment))
      const start = calendar.startOf(day)
      expect(start).toBeLessThanOrEqual(moment)
      expect(moment - start).toBeLessThan(25.5 * HOUR)
      expect(calendar.dayOf(start)).toBe(day)
      expect(calendar.dayOf(epochMs(start - 1)) < day).toBe(true)
    }
  },
)

test.each([
  ['Europe/Berlin', '2026-03-29T01:59:59.999+01:00', 7, 119],
  ['Europe/Berlin', '2026-03-29T03:00:00.000+02:00', 7, 180],
  ['Asia/Kathmandu', '2026-03-29T18:15:00.000Z', 1, 0],
])('[T3] the clock on the wall in %s at %s', (timezone, moment, weekday, minute) => {
  expect(createCalendar(timezone, 240).wallClock(at(moment))).toEqual({ weekday, minute })
})

property.prop([
  fc.constantFrom(...zones),
  fc.array(fc.integer({ min: Date.UTC(1969, 0, 1), max: Date.UTC(2040, 0, 1) }), {
    minLength: 1,
    maxLength: 10,
  }),
])('[T3] the clock on the wall agrees with the calendar of the machine', (timezone, moments) => {
  const calendar = createCalendar(timezone, 0)
  const machine = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  for (const moment of moments) {
    const { weekday, minute } = calendar.wallClock(epochMs(moment))
    const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekday - 1]
    const clock = [Math.floor(minute / 60), minute % 60].map((part) =>
      String(part).padStart(2, '0'),
    )
    expect(machine.format(moment)).toBe(`${day} ${clock.join(':')}`)
  }
})

test('what is no time zone, day start or day is refused', () => {
  expect(() => createCalendar('Mars/Base', 0)).toThrow(RangeError)
  expect(() => createCalendar('UTC', 1440)).toThrow('day start')
  expect(() => createCalendar('UTC', 0).startOf(dayKey('2026-02-30'))).toThrow(RangeError)
})
