import { expect, test } from 'vitest'
import type { FloorEvent } from '../../../../shared/events.ts'
import { epochMs, HOUR, MINUTE } from '../../../../shared/time.ts'
import { createCalendar } from '../../../../server/config/calendar.ts'
import { dayPlan } from '../../../../server/sources/simulated/dayPlan.ts'
import { simulate } from '../../../../server/sources/simulated/simulate.ts'
import { LifeOrder } from './lifeOrder.ts'

const shanghai = createCalendar('Asia/Shanghai', 0)
const midnight = epochMs(Date.parse('2026-11-22T00:00:00+08:00'))

function* days(count: number, seed: number): Generator<FloorEvent> {
  for (const event of simulate(dayPlan(shanghai), seed, midnight)) {
    if (event.time >= midnight + count * 24 * HOUR) return
    yield event
  }
}

test('an ordinary day: 92 to 95 % connected, after 15 to 20 s, handled in 5:30', () => {
  const sums = { answered: 0, waited: 0, lost: 0, handled: 0, work: 0 }
  const wrapSince = new Map<string, number>()
  for (const event of days(12, 1)) {
    if (event.type === 'contact.connected') {
      sums.answered++
      sums.waited += event.data.waited ?? 0
    } else if (event.type === 'contact.left') {
      if (event.data.reason !== 'callback') sums.lost++
    } else if (event.type === 'contact.completed' || event.type === 'contact.transferred') {
      sums.handled++
      sums.work += (event.data.talked ?? 0) + ('held' in event.data ? (event.data.held ?? 0) : 0)
    } else if (event.type === 'agent.wrapStarted') {
      wrapSince.set(event.data.agent, event.time)
    } else if (event.type === 'agent.wrapEnded') {
      sums.work += event.time - (wrapSince.get(event.data.agent) ?? event.time)
    }
  }
  const connectionRate = (100 * sums.answered) / (sums.answered + sums.lost)
  expect(connectionRate).toBeGreaterThan(92)
  expect(connectionRate).toBeLessThan(95)
  const averageSpeedOfAnswer = sums.waited / sums.answered / 1000
  expect(averageSpeedOfAnswer).toBeGreaterThan(15)
  expect(averageSpeedOfAnswer).toBeLessThan(20)
  const averageHandleTime = sums.work / sums.handled / 1000
  expect(averageHandleTime).toBeGreaterThan(315)
  expect(averageHandleTime).toBeLessThan(360)
})

test('the day has its profile, and the floor lives at night too', () => {
  const byHour = Array.from({ length: 24 }, () => 0)
  for (const event of days(10, 2)) {
    if (event.type !== 'contact.queued') continue
    const hour = Math.floor(shanghai.wallClock(event.time).minute / 60)
    byHour[hour] = (byHour[hour] ?? 0) + 1
  }
  expect(Math.max(...byHour.slice(0, 6)) * 4).toBeLessThan(Math.min(...byHour.slice(9, 17)))
  expect(Math.min(...byHour)).toBeGreaterThan(100)
})

test('shifts start and end by the clock on the wall', () => {
  const order = new LifeOrder()
  const joined = new Map<string, Set<number>>()
  const stayedOver: number[] = []
  for (const event of days(4, 3)) {
    order.see(event)
    const { minute } = shanghai.wallClock(event.time)
    if (event.type === 'agent.joinedQueue' && event.time > midnight) {
      joined.set(event.data.agent, (joined.get(event.data.agent) ?? new Set()).add(minute))
    }
    if (event.type === 'agent.leftQueue' && event.data.agent === 'a01') {
      stayedOver.push(minute - (14 * 60 + 15))
    }
  }
  expect(order.faults).toEqual([])
  expect(joined.get('a01')).toEqual(new Set([6 * 60]))
  expect(joined.get('a16')).toEqual(new Set([9 * 60]))
  expect(joined.get('a22')).toEqual(new Set([14 * 60]))
  expect(joined.get('a40')).toEqual(new Set([22 * 60]))
  // The contact in hand is finished first.
  expect(stayedOver.every((minutes) => minutes >= 0 && minutes < 45)).toBe(true)
  expect(stayedOver).toHaveLength(4 * 5)
})

test('[T3] a shift starts at six on the days when the clocks change', () => {
  for (const day of ['2026-03-28', '2026-10-24']) {
    const calendar = createCalendar('Europe/Berlin', 0)
    const from = epochMs(Date.parse(`${day}T12:00:00Z`))
    const starts: number[] = []
    for (const event of simulate(dayPlan(calendar), 1, from)) {
      if (event.time > from + 40 * HOUR) break
      if (event.type === 'agent.joinedQueue' && event.data.agent === 'a01' && event.time > from) {
        starts.push(calendar.wallClock(event.time).minute)
      }
    }
    expect(new Set(starts)).toEqual(new Set([6 * 60]))
  }
})

test('those whose shift is on are there at once, also the ones who came the day before', () => {
  const at = epochMs(midnight + 2 * HOUR)
  const present = new Set<string>()
  for (const event of simulate(dayPlan(shanghai), 1, at)) {
    if (event.time > at + MINUTE) break
    if (event.type === 'agent.joinedQueue') present.add(event.data.agent)
  }
  expect([...present].toSorted()).toEqual(['a36', 'a37', 'a38', 'a39', 'a40'])
})
