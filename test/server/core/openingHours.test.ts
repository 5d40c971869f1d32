import { expect, test } from 'vitest'
import { epochMs } from '../../../shared/time.ts'
import { createCalendar } from '../../../server/config/calendar.ts'
import { hoursAt } from '../../../server/core/openingHours.ts'
import type { DayStretch } from '../../../server/core/siteConfig.ts'
import { plainSite } from '../../support/floors.ts'

const berlin = createCalendar('Europe/Berlin', 0)
const everyDay = [1, 2, 3, 4, 5, 6, 7]
const clock = (hour: number, minute = 0): number => hour * 60 + minute

const hours = (stretches: readonly DayStretch[], iso: string) =>
  hoursAt(plainSite({ hours: stretches }), berlin, epochMs(Date.parse(iso)))

const opens = (stretches: readonly DayStretch[], iso: string): string | null => {
  const { opensAt } = hours(stretches, iso)
  return opensAt === null ? null : new Date(opensAt).toISOString()
}

const weekdays: DayStretch = { days: [1, 2, 3, 4, 5], from: clock(8, 30), to: clock(18) }
const night: DayStretch = { days: [5], from: clock(22), to: clock(30) }

test('without hours the floor is always open', () => {
  expect(hours([], '2026-03-01T03:00:00Z')).toEqual({ open: true, opensAt: null, shift: null })
})

test.each([
  ['2026-03-02T07:29:59.999Z', false],
  ['2026-03-02T07:30:00Z', true],
  ['2026-03-02T16:59:59.999Z', true],
  ['2026-03-02T17:00:00Z', false],
  ['2026-03-01T12:00:00Z', false],
])('open 8:30 to 18:00 on weekdays in Berlin: at %s it is %s', (iso, open) => {
  expect(hours([weekdays], iso).open).toBe(open)
})

test('closed, it says when it opens next: over the weekend, and exactly to the minute', () => {
  expect(opens([weekdays], '2026-02-27T17:00:00Z')).toBe('2026-03-02T07:30:00.000Z')
  expect(opens([weekdays], '2026-03-02T07:29:30Z')).toBe('2026-03-02T07:30:00.000Z')
  expect(opens([weekdays], '2026-03-02T12:00:00Z')).toBeNull()
})

test('once a week is found from the minute it closes', () => {
  const mondays = [{ ...weekdays, days: [1] }]
  expect(opens(mondays, '2026-03-02T17:00:00Z')).toBe('2026-03-09T07:30:00.000Z')
})

test('a stretch of a few minutes is found', () => {
  const brief = [{ days: everyDay, from: clock(12, 1), to: clock(12, 6) }]
  expect(opens(brief, '2026-03-02T07:00:00Z')).toBe('2026-03-02T11:01:00.000Z')
})

test('a stretch may pass midnight into a day that is not named', () => {
  const open = [
    '2026-03-06T20:59:00Z',
    '2026-03-06T21:00:00Z',
    '2026-03-07T04:59:00Z',
    '2026-03-07T05:00:00Z',
  ]
  expect(open.map((iso) => hours([night], iso).open)).toEqual([false, true, true, false])
  const sunday = [{ days: [7], from: clock(23), to: clock(25) }]
  expect(hours(sunday, '2026-03-01T23:30:00Z').open).toBe(true)
})

test('opening follows the clock on the wall across a clock change', () => {
  const daily = [{ ...weekdays, days: everyDay }]
  expect(opens(daily, '2026-03-28T18:00:00Z')).toBe('2026-03-29T06:30:00.000Z')
  expect(opens(daily, '2026-10-24T18:00:00Z')).toBe('2026-10-25T07:30:00.000Z')
})

test('the hour that comes twice is open twice', () => {
  const early = [{ days: [7], from: clock(2), to: clock(3) }]
  expect(hours(early, '2026-10-25T00:30:00Z').open).toBe(true)
  expect(hours(early, '2026-10-25T01:30:00Z').open).toBe(true)
  expect(hours(early, '2026-10-25T02:00:00Z').open).toBe(false)
})

test('the shift is the first that is on, null between shifts', () => {
  const late = { 'zh-CN': '夜班', en: 'Night' }
  const site = plainSite({ shifts: [{ ...night, name: late }] })
  const shiftAt = (iso: string) => hoursAt(site, berlin, epochMs(Date.parse(iso))).shift
  expect(shiftAt('2026-03-07T03:00:00Z')).toEqual(late)
  expect(shiftAt('2026-03-07T12:00:00Z')).toBeNull()
})
