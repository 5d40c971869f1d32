import * as fc from 'fast-check'
import { leaveReasons, type FloorEvent } from '../../shared/events.ts'
import { millis } from '../../shared/time.ts'
import { floorScript } from './floorScript.ts'

const HOURS = 9 * 3600
const queues = ['support', 'sales'] as const
const agents = ['a1', 'a2', 'a3'] as const

/** One life of a contact, from plain numbers that fast-check can shrink; seconds. */
const life = fc.record({
  start: fc.integer({ min: 0, max: HOURS }),
  wait: fc.integer({ min: -5, max: 400 }),
  talk: fc.integer({ min: 0, max: 900 }),
  wrap: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  queue: fc.constantFrom(...queues),
  channel: fc.constantFrom('voice', 'chat'),
  agent: fc.constantFrom(...agents),
  end: fc.constantFrom('answered', 'answered', 'open', 'talking', ...leaveReasons),
  missed: fc.integer({ min: 0, max: 2 }),
  again: fc.constantFrom('no', 'otherQueue', 'sameQueue'),
  doubleEnd: fc.boolean(),
  looseWrap: fc.boolean(),
})

const presence = fc.record({
  at: fc.integer({ min: 0, max: HOURS }),
  agent: fc.constantFrom(...agents),
  queue: fc.constantFrom(...queues),
  what: fc.constantFrom(
    'join',
    'leave',
    'pause',
    'unpause',
    'available',
    'away',
    'offline',
    'restart',
  ),
})

type Life = typeof life extends fc.Arbitrary<infer L> ? L : never
type Presence = typeof presence extends fc.Arbitrary<infer P> ? P : never

function writeLife(script: ReturnType<typeof floorScript>, one: Life, contact: string): void {
  const { channel, agent, queue } = one
  script.in(queue).at(one.start).queued(contact, { channel })
  for (let n = 0; n < one.missed; n += 1) script.missed(contact, agent, 4)
  script.add('agent.offered', { contact, queue, agent }).after(one.wait)
  if (one.end === 'answered' || one.end === 'talking') {
    script.connected(contact, agent)
    if (one.end === 'talking') return
    script.after(one.talk).completed(contact)
    if (one.doubleEnd) script.add('contact.transferred', { contact, queue, kind: 'blind', agent })
    if (one.wrap === null) return
    const about = one.looseWrap ? { agent } : { contact, queue, agent }
    script.add('agent.wrapStarted', about).after(one.wrap).add('agent.wrapEnded', about)
  } else if (one.end !== 'open') {
    script.left(contact, one.end)
    if (one.again === 'otherQueue')
      script.in(queue === 'sales' ? 'support' : 'sales').answered(contact, agent, 7, 30)
    if (one.again !== 'sameQueue') return
    script.queued(contact, { visit: 2 }).after(9).connected(contact, agent, { visit: 2 })
    script.after(40).completed(contact, { visit: 2 })
  }
}

function writePresence(script: ReturnType<typeof floorScript>, one: Presence): void {
  const { agent, queue, what } = one
  script.at(one.at)
  if (what === 'join') script.joined(agent, queue)
  else if (what === 'leave') script.add('agent.leftQueue', { agent, queue })
  else if (what === 'pause') script.add('agent.paused', { agent, queue, reason: 'lunch' })
  else if (what === 'unpause') script.add('agent.unpaused', { agent, queue })
  else if (what === 'restart') script.add('source.restarted', {})
  else script.add('agent.state', { agent, state: what })
}

/**
 * Nine hours of a small floor that begins at 17:00, so that ages come up, visits are forgotten, available
 * time is written down and a day ends, in the order of its clock.
 */
export const floorLives: fc.Arbitrary<FloorEvent[]> = fc
  .tuple(fc.array(life, { maxLength: 14 }), fc.array(presence, { maxLength: 10 }))
  .map(([lives, moves]) => {
    const script = floorScript()
    lives.forEach((one, index) => writeLife(script, one, `c${index}`))
    for (const one of moves) writePresence(script, one)
    const later = 7 * 3_600_000
    return inTime(
      script.events.map((event) => ({ ...event, time: (event.time + later) as typeof event.time })),
    )
  })

const inTime = (events: readonly FloorEvent[]): FloorEvent[] =>
  [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))

const LONGEST_DELAY = millis(100 * 60_000)

/** The same events in the order in which they would arrive, each held up by less than the memory of visits. */
export const delayed = (events: readonly FloorEvent[], delays: readonly number[]): FloorEvent[] => {
  const arrivals = events.map((event, index) => ({
    event,
    at: event.time + ((delays[index % delays.length] ?? 0) % LONGEST_DELAY),
  }))
  return arrivals.sort((a, b) => a.at - b.at).map(({ event }) => event)
}
