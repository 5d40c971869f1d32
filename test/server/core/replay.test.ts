import { expect, test } from 'vitest'
import type { FloorEvent } from '../../../shared/events.ts'
import { epochMs, HOUR, MINUTE } from '../../../shared/time.ts'
import { sumOf } from '../../../shared/metrics/measures.ts'
import { liveSums } from '../../../server/core/window.ts'
import { Floor } from '../../../server/core/floor.ts'
import { canonicalState, restoreFloor, takeChanges } from '../../../server/core/rows.ts'
import { SiteClock } from '../../../server/site/siteClock.ts'
import { counted, floorOf } from '../../support/floors.ts'
import { type FloorScript, floorScript, plainCalendars, START } from '../../support/floorScript.ts'

const LATER = epochMs(START + 90 * 24 * HOUR)

const started = (script: FloorScript, speed: number | 'max' = 10): FloorScript =>
  script.add('replay.started', { file: 'queue_log', from: script.now, speed })

const ended = (script: FloorScript): FloorScript =>
  script.add('replay.ended', { file: 'queue_log', to: script.now })

const recorded = (script: FloorScript): FloorEvent[] =>
  script.events.map((event) => ({ ...event, replay: true }))

/** A live floor of three months later with people signed in, a caller, a restart. */
function liveFloor(): Floor {
  const script = floorScript()
  script.now = LATER
  return floorOf(script.joined('a1').queued('c9').after(5).add('source.restarted', {}).queued('c8'))
}

function play(floor: Floor, script: FloorScript, arrived = epochMs(LATER + HOUR)): Floor {
  for (const event of recorded(script)) floor.apply(event, arrived)
  return floor
}

test('[T6] a recording sets the clock back to its own, whenever it arrives', () => {
  const floor = play(liveFloor(), started(floorScript()).after(60).queued('c1'))
  expect(floor.clock).toBe(START + 60_000)
  expect(floor.replay).toMatchObject({ file: 'queue_log', speed: 10, endedAt: null })
  expect([...floor.visits.waiting.values()].map((visits) => visits.size)).toEqual([1])
})

test('[T6] restarts and members of the present do not reach into the recording', () => {
  const script = started(floorScript()).queued('c1').after(5).connected('c1', 'a1')
  const floor = play(
    liveFloor(),
    script.after(60).completed('c1').joined('a1').add('agent.paused', { agent: 'a1' }),
  )
  expect(counted(floor)).toMatchObject({ handled: 1, talkedMs: 60_000 })
  expect(floor.roster.agent('a1').now).toBe('away')
})

test('[T6] days counted live stay, minutes begin anew', () => {
  const live = liveFloor()
  const before = counted(live)
  const floor = play(live, started(floorScript()))
  expect(counted(floor)).toEqual(before)
  expect(liveSums(floor.tally, 'total', LATER, 60).every((value) => value === 0)).toBe(true)
})

test('[T6] what is open when the recording ends is lost, and stays so when live events follow', () => {
  const script = ended(started(floorScript()).queued('c1').after(60))
  const floor = play(new Floor(plainCalendars), script)
  expect(counted(floor)).toEqual({ lost: 1 })
  const live = floorScript().from('other').after(120).queued('c2')
  for (const event of live.events) floor.apply(event)
  expect(floor.replay).toBeNull()
  expect(counted(floor)).toEqual({ lost: 1, offered: 1 })
  expect(floor.visits.waiting.get('support')?.size).toBe(1)
})

test('[T6] a replay taken up again goes on where it was, with those open who were', () => {
  const script = ended(started(floorScript()).queued('c1').after(60))
  const floor = play(new Floor(plainCalendars), script)
  play(floor, started(floorScript().at(61)).after(5).connected('c1', 'a1'))
  expect(counted(floor)).toMatchObject({ offered: 1, answered: 1, waitedMs: 66_000 })
  expect(counted(floor).lost).toBeUndefined()
})

test('[T6] lateness in a replay is judged by the recording, not by its arrival', () => {
  const floor = play(new Floor(plainCalendars), started(floorScript()).answered('c1', 'a1', 5, 60))
  const day = floor.tally.subject('total').days.values().next().value
  expect(day?.lateSums).toBeNull()
  expect(sumOf(day!.sums, 'handled')).toBe(1)
})

test('[T6] a save and restore in a replay changes nothing', () => {
  const floor = play(liveFloor(), started(floorScript()).queued('c1').after(60))
  const restored = restoreFloor(plainCalendars, takeChanges(floor).changed)
  expect(canonicalState(restored)).toBe(canonicalState(floor))
})

test('[T6] the clock of the site is the recording’s, coasts at its speed, and stands still at its end', () => {
  let now = epochMs(LATER)
  const clock = new SiteClock(() => now)
  const floor = new Floor(plainCalendars)
  expect([clock.at(floor), clock.rate(floor)]).toEqual([LATER, 1])
  play(floor, started(floorScript()).after(60).queued('c1'))
  clock.follow(floor)
  now = epochMs(now + 2000)
  expect([clock.at(floor), clock.rate(floor)]).toEqual([START + 60_000 + 20_000, 10])
  now = epochMs(now + MINUTE)
  expect(clock.at(floor)).toBe(START + 60_000 + 50_000)
  play(floor, ended(floorScript().at(61)))
  expect([clock.at(floor), clock.rate(floor)]).toEqual([START + 60_000, 0])
})

test('[T6] at full speed the clock stands still between events', () => {
  const floor = play(new Floor(plainCalendars), started(floorScript(), 'max').after(9).queued('c1'))
  let now = LATER
  const clock = new SiteClock(() => now)
  clock.follow(floor)
  now = epochMs(now + 3000)
  expect([clock.at(floor), clock.rate(floor)]).toEqual([START + 9000, 0])
})

test('[T6] an older recording of the same name sets the clock back again; the same one goes on', () => {
  const later = floorScript()
  later.now = LATER
  const floor = play(new Floor(plainCalendars), ended(started(later).queued('c1').after(5)))
  play(floor, started(floorScript()).after(60).queued('c2'))
  expect(floor.clock).toBe(START + 60_000)
  expect(floor.replay?.endedAt).toBeNull()
  const again = floorScript()
  play(floor, started(again).after(120).queued('c3'))
  expect(floor.clock).toBe(START + 120_000)
})
