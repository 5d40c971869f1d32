import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaveReasons, type FloorEvent } from '../../../shared/events.ts'
import { epochMs, millis } from '../../../shared/time.ts'
import { Floor } from '../../../server/core/floor.ts'
import { canonicalState, restoreFloor, takeChanges } from '../../../server/core/rows.ts'
import { floorScript, plainCalendars, START } from '../../support/floorScript.ts'

/** One life of a contact, from plain numbers that fast-check can shrink. */
const life = fc.record({
  start: fc.integer({ min: 0, max: 3600 }),
  wait: fc.integer({ min: 0, max: 400 }),
  talk: fc.integer({ min: 0, max: 900 }),
  wrap: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  queue: fc.constantFrom('support', 'sales'),
  channel: fc.constantFrom('voice', 'chat'),
  agent: fc.constantFrom('a1', 'a2', 'a3'),
  end: fc.constantFrom('answered', 'open', 'talking', ...leaveReasons),
  missed: fc.integer({ min: 0, max: 2 }),
  requeue: fc.boolean(),
  doubleEnd: fc.boolean(),
})
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never

const presence = fc.record({
  at: fc.integer({ min: 0, max: 3600 }),
  agent: fc.constantFrom('a1', 'a2', 'a3'),
  queue: fc.constantFrom('support', 'sales'),
  what: fc.constantFrom('join', 'leave', 'pause', 'unpause', 'restart'),
})

function write(
  lives: readonly Life[],
  moves: readonly (typeof presence extends fc.Arbitrary<infer P> ? P : never)[],
): FloorEvent[] {
  const script = floorScript()
  lives.forEach((one, index) => {
    const contact = `c${index}`
    const { channel, agent } = one
    script.in(one.queue).at(one.start).queued(contact, { channel })
    for (let n = 0; n < one.missed; n += 1) script.missed(contact, agent, 4)
    script.after(one.wait)
    if (one.end === 'answered' || one.end === 'talking') {
      script.connected(contact, agent, { waited: millis(one.wait * 1000) })
      if (one.end === 'talking') return
      script.after(one.talk).completed(contact)
      if (one.doubleEnd)
        script.add('contact.transferred', { contact, queue: one.queue, kind: 'blind', agent })
      if (one.wrap === null) return
      script.add('agent.wrapStarted', { contact, queue: one.queue, agent })
      script.after(one.wrap).add('agent.wrapEnded', { contact, queue: one.queue, agent })
    } else if (one.end !== 'open') {
      script.left(contact, one.end)
      if (one.requeue)
        script.in(one.queue === 'sales' ? 'support' : 'sales').answered(contact, agent, 7, 30)
    }
  })
  for (const { at, agent, queue, what } of moves) {
    script.at(at)
    if (what === 'join') script.joined(agent, queue)
    else if (what === 'leave') script.add('agent.leftQueue', { agent, queue })
    else if (what === 'pause') script.add('agent.paused', { agent, queue, reason: 'lunch' })
    else if (what === 'unpause') script.add('agent.unpaused', { agent, queue })
    else script.add('source.restarted', {})
  }
  return script.events
}

const floors = fc
  .tuple(fc.array(life, { maxLength: 12 }), fc.array(presence, { maxLength: 10 }))
  .map(([lives, moves]) => write(lives, moves))

function fold(events: readonly FloorEvent[]): Floor {
  const floor = new Floor(plainCalendars)
  for (const event of events) floor.apply(event)
  return floor
}

const END = epochMs(START + 7_000_000)

function stateOf(events: readonly FloorEvent[]): string {
  const floor = fold(events)
  floor.advance(END)
  return canonicalState(floor)
}

const inTime = (events: readonly FloorEvent[]): FloorEvent[] =>
  [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))

const runs = { numRuns: Number(process.env['FOLD_RUNS'] ?? 400) }

test('[E4] any order within the lateness window gives the same state', () => {
  fc.assert(
    fc.property(
      floors.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
      ),
      ([events, shuffled]) => {
        expect(stateOf(shuffled)).toBe(stateOf(inTime(events)))
      },
    ),
    runs,
  )
})

test('[E4] a save and restore anywhere changes nothing, and replay from the start equals live', () => {
  fc.assert(
    fc.property(floors, fc.array(fc.nat(40), { maxLength: 4 }), (unordered, cuts) => {
      const events = inTime(unordered)
      const rows = new Map<string, string>()
      let floor = new Floor(plainCalendars)
      events.forEach((event, index) => {
        floor.apply(event)
        if (!cuts.includes(index)) return
        const { changed, gone } = takeChanges(floor)
        for (const [name, row] of changed) rows.set(name, row)
        for (const name of gone) rows.delete(name)
        floor = restoreFloor(plainCalendars, rows)
      })
      floor.advance(END)
      expect(canonicalState(floor)).toBe(stateOf(events))
    }),
    runs,
  )
})

test('[E4] the state tells floors apart: one event more or less is another state', () => {
  const events = floorScript().answered('c1', 'a1', 10, 60).queued('c2').events
  expect(stateOf(events)).not.toBe(stateOf(events.slice(0, -1)))
})
