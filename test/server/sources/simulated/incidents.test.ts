import { expect, test } from 'vitest'
import { millis, MINUTE, SECOND } from '../../../../shared/time.ts'
import { demoPlan } from '../../../../server/sources/simulated/demoPlan.ts'
import { plainCalendar } from '../../../support/floorScript.ts'
import { FloorWatch, p1Stretches } from './floorWatch.ts'
import { calmDemo, demo, FROM, hoursOf } from './plans.ts'

const HOURS = 4
const queues = demo.queues.map((queue) => queue.id)
const incidents = demo.incidents!

/** The incidents of so many hours: in which queue, and when at the latest they start. */
const planned = Array.from({ length: 30 }, (_, turn) => ({
  queue: incidents.surges[turn % incidents.surges.length]!.queue,
  from: FROM + incidents.firstAfter + turn * incidents.every,
}))

test.each([1, 2, 3])('every incident makes a P1 and is over before the next (seed %i)', (seed) => {
  const end = FROM + HOURS * 60 * MINUTE
  const stretches = p1Stretches(hoursOf(demo, seed, HOURS), queues, FROM, end)
  for (const { queue, from } of planned) {
    const next = from + incidents.every
    const here = stretches.filter(
      (one) => one.queue === queue && one.from >= from && one.from < next,
    )
    // The alarm waits 15 s before it goes on and 45 s before it goes off: it is seen for over a minute.
    expect(here.some((one) => one.to - one.from >= 30 * SECOND)).toBe(true)
    expect(here[0]!.from - from).toBeLessThan(2.5 * MINUTE)
    expect(here.every((one) => one.to < next - 15 * SECOND)).toBe(true)
  }
})

test('without incidents the floor is seldom in trouble', () => {
  const end = FROM + HOURS * 60 * MINUTE
  const troubled = p1Stretches(hoursOf(calmDemo, 1, HOURS), queues, FROM, end)
    .filter((one) => one.to - one.from >= 15 * SECOND)
    .reduce((sum, one) => sum + one.to - one.from, 0)
  expect(troubled / (end - FROM)).toBeLessThan(0.05)
})

test('the first incident of the demonstration starts 60 to 90 s into the live part', () => {
  const backfill = millis(30 * MINUTE)
  const plan = demoPlan({ calendar: plainCalendar, backfill })
  for (const seed of [1, 2, 3, 4]) {
    const quiet = hoursOf({ ...plan, incidents: null }, seed, 1)
    const known = new Set([...quiet].map((event) => `${event.type} ${event.time}`))
    const firstOther = [...hoursOf(plan, seed, 1)].find(
      (event) => !known.has(`${event.type} ${event.time}`),
    )
    const after = (firstOther!.time - FROM - backfill) / SECOND
    expect(after).toBeGreaterThanOrEqual(60)
    // The surge starts by then; its first caller takes a few seconds more.
    expect(after).toBeLessThan(105)
  }
})

test('support comes for a while: who joins a foreign queue leaves it again', () => {
  const watch = new FloorWatch()
  const sizes: number[] = []
  for (const event of hoursOf(demo, 1, 2)) {
    watch.see(event)
    if (event.type === 'source.heartbeat') sizes.push(watch.membersOf('premier'))
  }
  // Four of their own, less one at shift change; with help, up to eight more.
  expect(Math.max(...sizes)).toBeGreaterThan(6)
  expect(sizes.filter((size) => size <= 4).length).toBeGreaterThan(sizes.length / 2)
})
