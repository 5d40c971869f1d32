import { expect, test } from 'vitest'
import { dayKey, epochMs, HOUR, MINUTE, type DayKey, type EpochMs } from '../../../shared/time.ts'
import { createCalendar } from '../../../server/config/calendar.ts'
import { Floor } from '../../../server/core/floor.ts'
import { figuresOver } from '../../../server/core/figures.ts'
import { canonicalState, restoreFloor, takeChanges } from '../../../server/core/rows.ts'
import { FloorScript, floorScript, plainCalendars, START } from '../../support/floorScript.ts'
import { defaultDefinitions } from '../../../shared/events.ts'

const moment = (iso: string): EpochMs => epochMs(Date.parse(iso))

function floorIn(timezone: string, dayStart: number, entries: readonly string[]): Floor {
  const floor = new Floor(createCalendar, { ...defaultDefinitions, timezone, dayStart })
  entries.forEach((iso, index) => {
    const script = new FloorScript()
    script.now = moment(iso)
    for (const event of script.queued(`c${index}`).abandoned(`c${index}`).events)
      floor.apply({ ...event, id: iso + event.id })
  })
  return floor
}

const offeredOn = (floor: Floor, day: string): number =>
  figuresOver(floor.tally, 'total', (key) => key === day).offered

test('[T3] the business day starts at its own time in the zone of the site', () => {
  const floor = floorIn('Asia/Shanghai', 6 * 60, ['2026-03-01T21:59:00Z', '2026-03-01T22:00:00Z'])
  expect([offeredOn(floor, '2026-03-01'), offeredOn(floor, '2026-03-02')]).toEqual([1, 1])
})

test.each([
  ['2026-03-29', '2026-03-28T23:00:00Z', 23],
  ['2026-10-25', '2026-10-24T22:00:00Z', 25],
  ['2026-06-01', '2026-05-31T22:00:00Z', 24],
])('[T3] %s in Berlin has all its hours and none of its neighbours', (day, start, hours) => {
  const entries = Array.from({ length: hours + 2 }, (_, hour) =>
    new Date(moment(start) + (hour - 1) * HOUR + 30 * MINUTE).toISOString(),
  )
  expect(offeredOn(floorIn('Europe/Berlin', 0, entries), day)).toBe(hours)
})

test('[T3] calls just before and after midnight belong to their own days', () => {
  const floor = floorIn('America/New_York', 0, ['2026-03-02T04:59:59.999Z', '2026-03-02T05:00:00Z'])
  expect([offeredOn(floor, '2026-03-01'), offeredOn(floor, '2026-03-02')]).toEqual([1, 1])
})

/** A call at 23:50 of the first day, heard of so many minutes after midnight. */
function heardAfterMidnight(minutes: number): Floor {
  const floor = new Floor(plainCalendars)
  const script = floorScript().at(13 * 3600 + 50 * 60)
  for (const event of script.answered('c1', 'a1', 5, 60).events)
    floor.apply(event, epochMs(START + 14 * HOUR + minutes * MINUTE))
  return floor
}

const sumsOn = (floor: Floor, day: DayKey) => floor.tally.day(floor.tally.subject('total'), day)

test('[T5] a fact heard within 2 h of its day’s end still counts to that day', () => {
  const day = sumsOn(heardAfterMidnight(120), dayKey('2026-03-02'))
  expect([day.sums.some(Boolean), day.lateSums]).toEqual([true, null])
})

test('[T5] a later one goes to history alone: figures know it, the day’s own sums do not', () => {
  const floor = heardAfterMidnight(121)
  expect(sumsOn(floor, dayKey('2026-03-02')).sums.some(Boolean)).toBe(false)
  expect(figuresOver(floor.tally, 'total')).toMatchObject({ offered: 1, answered: 1, handled: 1 })
  expect(offeredOn(floor, '2026-03-03')).toBe(0)
})

test('[T5] what came in time stays so when more is told of it too late', () => {
  const floor = new Floor(plainCalendars)
  const [queued, connected, completed] = floorScript()
    .at(13 * 3600 + 50 * 60)
    .answered('c1', 'a1', 5, 60).events
  floor.apply(queued!)
  floor.apply(connected!)
  floor.apply(completed!, epochMs(START + 17 * HOUR))
  const day = sumsOn(floor, dayKey('2026-03-02'))
  expect(figuresOver(floor.tally, 'total')).toMatchObject({ answered: 1, handled: 1 })
  expect(day.lateSums?.some(Boolean)).toBe(true)
  expect(day.sums.every((value) => value >= 0)).toBe(true)
})

test('[T5] history and late sums survive a save and restore', () => {
  const floor = heardAfterMidnight(180)
  const restored = restoreFloor(plainCalendars, takeChanges(floor).changed)
  expect(canonicalState(restored)).toBe(canonicalState(floor))
})

test('days are kept 13 months, those of agents a quarter; what is forgotten is gone from the rows too', () => {
  const floor = new Floor(plainCalendars)
  const rows = new Map<string, string>()
  const save = (): void => {
    const { changed, gone } = takeChanges(floor)
    for (const [name, row] of changed) rows.set(name, row)
    for (const name of gone) rows.delete(name)
  }
  const kept = (kind: string): number =>
    [...rows.keys()].filter((name) => name.startsWith(`d\u001f${kind}`)).length
  for (const event of floorScript().answered('c1', 'a1', 5, 60).events) floor.apply(event)
  save()
  expect([kept('total'), kept('agent:a1')]).toEqual([1, 1])
  floor.advance(epochMs(START + 101 * 24 * HOUR))
  save()
  expect([kept('total'), kept('agent:a1')]).toEqual([1, 0])
  floor.advance(epochMs(START + 396 * 24 * HOUR))
  save()
  expect(kept('total')).toBe(1)
  floor.advance(epochMs(START + 397 * 24 * HOUR))
  save()
  expect(kept('')).toBe(0)
  expect(figuresOver(floor.tally, 'total').offered).toBe(0)
})
