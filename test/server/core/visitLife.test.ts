import { expect, test } from 'vitest'
import { leaveReasons, type FloorEvent } from '../../../shared/events.ts'
import { millis } from '../../../shared/time.ts'
import { allSums, counted, floorOf, measured } from '../../support/floors.ts'
import { floorScript } from '../../support/floorScript.ts'

test('[T1] durations are source time minus source time, whatever the clock of arrival', () => {
  const floor = floorOf({ events: [] })
  const { events } = floorScript().answered('c1', 'a1', 12, 60)
  for (const [index, event] of events.entries())
    floor.apply(event, (event.time + 1000 * (index + 1) * 37) as FloorEvent['time'])
  expect(counted(floor)).toMatchObject({ waitedMs: 12_000, talkedMs: 60_000 })
})

test('[T1] what the source measured itself wins over clock differences', () => {
  const script = floorScript()
    .queued('c1')
    .after(13)
    .connected('c1', 'a1', { waited: millis(12_400), rang: millis(3000) })
    .after(61)
    .completed('c1', { talked: millis(55_000), held: millis(5000) })
  const expected = { waitedMs: 12_400, rangMs: 3000, talkedMs: 55_000, heldMs: 5000 }
  expect(counted(floorOf(script))).toMatchObject(expected)
})

test('[T2] a wait that clock skew would make negative is 0 and counted as skew', () => {
  const floor = floorOf(
    floorScript().at(10).queued('c1').at(7).connected('c1', 'a1').at(40).completed('c1'),
  )
  expect(measured('asa', allSums(floor))).toEqual({ value: 0, n: 1 })
  expect(floor.visits.skewed).toBe(1)
})

test('[T2] a stamp from the future is taken at arrival and flags the clock of its source', () => {
  const [event] = floorScript().queued('c1').events
  const floor = floorOf({ events: [{ ...event!, stamped: event!.time }] })
  expect(floor.sources.get('pbx')?.stamped).toBe(1)
})

test('[E2] a transfer to another queue is a second visit, and each agent has a leg of their own', () => {
  const script = floorScript().answered('c1', 'a1', 5, 30)
  script.add('contact.transferred', { contact: 'c1', queue: 'support', kind: 'blind', to: 'sales' })
  script.in('sales').answered('c1', 'a2', 8, 50)
  const floor = floorOf(script)
  expect(counted(floor)).toMatchObject({ offered: 2, answered: 2, handled: 2, transferred: 1 })
  expect(counted(floor, 'agent:a1')).toMatchObject({ handled: 1, talkedMs: 30_000 })
  expect(counted(floor, 'agent:a2')).toMatchObject({ handled: 1, talkedMs: 50_000 })
})

test('[E2] a contact that comes back to the same queue is another visit of it', () => {
  const script = floorScript().queued('c1').after(30).left('c1', 'redirected')
  script.after(5).queued('c1', { visit: 2 }).after(10).connected('c1', 'a1', { visit: 2 })
  expect(counted(floorOf(script))).toMatchObject({
    offered: 2,
    redirected: 1,
    answered: 1,
    waitedMs: 10_000,
    waitedFromFirstMs: 45_000,
  })
})

const measureOfReason = {
  abandoned: 'abandoned',
  timeout: 'timedOut',
  empty: 'leftEmpty',
  key: 'leftByKey',
  withdrawn: 'withdrawn',
  redirected: 'redirected',
  refused: 'refused',
  callback: 'callbacks',
} as const

test.each(leaveReasons)('[E3] a visit that left by %s is counted once and only so', (reason) => {
  const floor = floorOf(
    floorScript().queued('c1').after(30).left('c1', reason).after(5).left('c1', reason),
  )
  const { offered, answered, lost, ...sums } = counted(floor)
  expect([offered, answered, lost]).toEqual([1, undefined, undefined])
  expect(sums[measureOfReason[reason]]).toBe(1)
})

test('[M3] a callback request is no abandon', () => {
  expect(
    counted(floorOf(floorScript().queued('c1').after(9).left('c1', 'callback'))).abandoned,
  ).toBeUndefined()
})

test('[E3] of several ends the earliest counts, whichever is told first', () => {
  const early = floorScript().queued('c1').at(20).abandoned('c1').at(30).connected('c1', 'a1')
  const late = { events: [early.events[0]!, early.events[2]!, early.events[1]!] }
  for (const floor of [floorOf(early), floorOf(late)])
    expect(counted(floor)).toMatchObject({ abandoned: 1, abandonedWaitedMs: 20_000 })
  expect(counted(floorOf(late)).answered).toBeUndefined()
})

test('[E3] at the same instant: answered before left before restarted', () => {
  const both = floorScript().queued('c1').after(20).abandoned('c1').connected('c1', 'a1')
  expect(counted(floorOf(both))).toMatchObject({ answered: 1 })
  const left = floorScript().queued('c1').after(20).add('source.restarted', {}).abandoned('c1')
  expect(counted(floorOf(left))).toMatchObject({ abandoned: 1 })
  const answered = floorScript().queued('c1').after(20).add('source.restarted', {})
  expect(counted(floorOf(answered.connected('c1', 'a1')))).toMatchObject({ answered: 1 })
})

test('[E4] a repeated start after the end raises no ghost caller', () => {
  const floor = floorOf(floorScript().answered('c1', 'a1', 5, 30).after(60).queued('c1'))
  expect(floor.visits.waiting.get('support')?.size).toBe(0)
  expect(counted(floor)).toMatchObject({ offered: 1, answered: 1, handled: 1 })
})

test('[E4] an end without a start is an orphan, in no figure, until its start is heard', () => {
  const script = floorScript()
    .at(20)
    .abandoned('c1')
    .at(25)
    .connected('c2', 'a1')
    .at(1)
    .queued('c1')
  const floor = floorOf({ events: script.events.slice(0, 2) })
  expect(floor.visits.orphans).toBe(2)
  expect(counted(floor)).toEqual({})
  floor.apply(script.events[2]!)
  expect(floor.visits.orphans).toBe(1)
  expect(counted(floor)).toMatchObject({ offered: 1, abandoned: 1, abandonedWaitedMs: 19_000 })
})

test('[E4] a finished visit is remembered for 2 h and then forgotten, its figures stay', () => {
  const floor = floorOf(floorScript().answered('c1', 'a1', 5, 55))
  const closed = floor.clock
  floor.advance((closed + 120 * 60_000) as typeof closed)
  expect(floor.visits.byKey.size).toBe(1)
  floor.advance((closed + 121 * 60_000) as typeof closed)
  expect(floor.visits.byKey.size).toBe(0)
  expect(floor.roster.agent('a1').visits.size).toBe(0)
  expect(counted(floor)).toMatchObject({ offered: 1, answered: 1, handled: 1 })
})

test('[E5] ringing agents and missed rings are no answer; only who connects has a leg', () => {
  const script = floorScript().queued('c1')
  for (const agent of ['a1', 'a2'])
    script.add('agent.offered', { contact: 'c1', queue: 'support', agent })
  script.after(5).missed('c1', 'a1')
  expect(counted(floorOf(script))).toEqual({ offered: 1, missed: 1 })
  script.after(2).connected('c1', 'a2').after(30).completed('c1')
  const floor = floorOf(script)
  expect(counted(floor, 'agent:a1')).toEqual({ missed: 1 })
  expect(counted(floor, 'agent:a2')).toMatchObject({ answered: 1, handled: 1 })
})

test('[M4] ringing is inside the wait; fromFirstEntry outlives the memory of the first visit', () => {
  const script = floorScript().queued('c1').after(60).left('c1', 'redirected')
  script.in('sales').queued('c1').after(6000).connected('c1', 'a1').after(3000).completed('c1')
  const floor = floorOf(script)
  expect(counted(floor, 'queue:sales')).toMatchObject({
    waitedMs: 6_000_000,
    waitedFromFirstMs: 6_060_000,
  })
  expect(floor.visits.byKey.size).toBe(1)
})
