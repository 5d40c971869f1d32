import { expect, test } from 'vitest'
import { sumOf } from '../../../shared/metrics/measures.ts'
import { after, dayKey, epochMs, MINUTE } from '../../../shared/time.ts'
import { createCalendar } from '../../../server/config/calendar.ts'
import { daysOf, intervalStart, intervalSums, liveSums } from '../../../server/core/window.ts'
import { floorOf } from '../../support/floors.ts'
import { floorScript, plainCalendar, START } from '../../support/floorScript.ts'

/** One caller a minute, at the first and last millisecond of it in turn; they give up at once. */
function oneAMinute(minutes: number) {
  const script = floorScript()
  for (let minute = 0; minute < minutes; minute += 1)
    script
      .at(minute * 60 + (minute % 2 === 0 ? 0 : 59.999))
      .queued(`c${minute}`)
      .abandoned(`c${minute}`)
  return floorOf(script)
}

const at = (seconds: number) => epochMs(START + seconds * 1000)

test.each([15, 30, 60] as const)(
  '[T4] the rolling window of %d min is that many whole minutes',
  (minutes) => {
    const floor = oneAMinute(70)
    const offered = (seconds: number) =>
      sumOf(liveSums(floor.tally, 'total', at(seconds), minutes), 'offered')
    expect(offered(69 * 60)).toBe(minutes)
    expect(offered(69 * 60 + 59.999)).toBe(minutes)
    expect(offered(70 * 60)).toBe(minutes - 1)
  },
)

test('[T4] an hour after the last event the rolling window is empty', () => {
  const floor = oneAMinute(5)
  expect(liveSums(floor.tally, 'total', at(65 * 60), 60).every((value) => value === 0)).toBe(true)
})

test('[T4] a fact in a minute that the ring has gone past touches no newer minute', () => {
  const floor = floorOf(
    floorScript()
      .at(300 * 60)
      .queued('new')
      .at(172 * 60)
      .queued('old'),
  )
  expect(sumOf(liveSums(floor.tally, 'total', at(300 * 60), 60), 'offered')).toBe(1)
})

test.each([
  ['Asia/Kathmandu', 0, '2026-03-02T10:00:00Z', 15, '2026-03-02T10:00:00Z'],
  ['Asia/Kathmandu', 0, '2026-03-02T10:07:00Z', 30, '2026-03-02T09:45:00Z'],
  ['Asia/Kolkata', 0, '2026-03-02T10:29:59Z', 30, '2026-03-02T10:00:00Z'],
  ['UTC', 370, '2026-03-02T10:14:59Z', 15, '2026-03-02T10:00:00Z'],
  ['Europe/Berlin', 0, '2026-10-25T00:59:00Z', 30, '2026-10-25T00:30:00Z'],
  ['Australia/Lord_Howe', 0, '2026-04-04T15:10:00Z', 30, '2026-04-04T15:00:00Z'],
])(
  '[T4] interval in %s from day start %d at %s, %d min, starts %s',
  (zone, dayStart, now, minutes, start) => {
    const calendar = createCalendar(zone, dayStart)
    expect(intervalStart(epochMs(Date.parse(now)), minutes, calendar)).toBe(Date.parse(start))
  },
)

test('[T4] the interval counts from its clock-aligned start to now', () => {
  const floor = oneAMinute(40)
  const counts = ([15, 30] as const).map((minutes) =>
    sumOf(intervalSums(floor.tally, 'total', at(39 * 60), minutes, plainCalendar), 'offered'),
  )
  expect(counts).toEqual([10, 10])
})

test('[T4] today, the week from Monday and the month are business days', () => {
  const sunday = epochMs(Date.parse('2026-03-01T12:00:00Z'))
  const holds = (window: 'today' | 'week' | 'month' | 'all', day: string, now = sunday) =>
    daysOf(window, now, plainCalendar)(dayKey(day))
  expect([holds('today', '2026-03-01'), holds('today', '2026-02-28')]).toEqual([true, false])
  expect([holds('week', '2026-02-23'), holds('week', '2026-02-22')]).toEqual([true, false])
  expect([holds('week', '2026-03-01'), holds('week', '2026-03-02')]).toEqual([true, false])
  expect([holds('month', '2026-03-31'), holds('month', '2026-02-28')]).toEqual([true, false])
  expect(holds('all', '1999-01-01')).toBe(true)
  expect(holds('week', '2026-03-02', START)).toBe(true)
})

test('[T4] the minutes of an hour add up to what was counted in that hour', () => {
  const floor = oneAMinute(60)
  const hour = liveSums(floor.tally, 'total', after(START, 59 * MINUTE), 60)
  expect(hour).toEqual(floor.tally.days('total', () => true))
})
