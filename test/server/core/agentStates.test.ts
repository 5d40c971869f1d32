import { expect, test } from 'vitest'
import { after, HOUR } from '../../../shared/time.ts'
import { awayReason } from '../../../server/core/agent.ts'
import type { Floor } from '../../../server/core/floor.ts'
import { floorOf } from '../../support/floors.ts'
import { type FloorScript, floorScript } from '../../support/floorScript.ts'

const stateOf = (floor: Floor, agent = 'a1') => floor.roster.agent(agent).now
const visit = (contact: string) => ({ contact, queue: 'support' })

test('[M12] on contact > after-contact work > ringing > away > available, step by step', () => {
  const floor = floorOf({ events: [] })
  const script = floorScript().joined('a1')
  const now = (next: FloorScript) => {
    for (const event of next.events.splice(0)) floor.apply(event)
    return stateOf(floor)
  }
  expect(now(script)).toBe('available')
  script.after(1).add('agent.paused', { agent: 'a1', reason: 'lunch' })
  expect(now(script)).toBe('away')
  expect(awayReason(floor.roster.agent('a1'))).toBe('lunch')
  script
    .after(1)
    .queued('c1')
    .add('agent.offered', { ...visit('c1'), agent: 'a1' })
  expect(now(script)).toBe('ringing')
  script.after(1).add('agent.wrapStarted', { agent: 'a1' })
  expect(now(script)).toBe('afterContactWork')
  expect(now(script.after(1).connected('c1', 'a1'))).toBe('onContact')
  expect(now(script.after(9).completed('c1'))).toBe('afterContactWork')
  expect(now(script.after(1).add('agent.wrapEnded', { agent: 'a1' }))).toBe('away')
  expect(now(script.after(1).add('agent.unpaused', { agent: 'a1' }))).toBe('available')
  script.after(1).add('agent.leftQueue', { agent: 'a1', queue: 'support' })
  expect(now(script)).toBe('offline')
})

test('[M12] what a source says of an agent’s state stands beside queues and pauses', () => {
  const say = (state: 'available' | 'away' | 'offline') =>
    floorScript().joined('a1').after(1).add('agent.state', { agent: 'a1', state, reason: 'course' })
  expect(stateOf(floorOf(say('away')))).toBe('away')
  expect(awayReason(floorOf(say('away')).roster.agent('a1'))).toBe('course')
  expect(stateOf(floorOf(say('offline')))).toBe('offline')
  expect(stateOf(floorOf(say('available')))).toBe('available')
})

test('[M12] one agent in many queues is one agent; paused in all of them is away', () => {
  const script = floorScript().joined('a1', 'support').joined('a1', 'sales').joined('a2', 'sales')
  const floor = floorOf(script.after(1).add('agent.paused', { agent: 'a1', queue: 'sales' }))
  expect(floor.roster.counts).toMatchObject({ available: 2, away: 0 })
  expect([floor.roster.freeIn('support'), floor.roster.freeIn('sales')]).toEqual([1, 1])
  const both = floorOf(script.add('agent.paused', { agent: 'a1', queue: 'support' }))
  expect(both.roster.counts).toMatchObject({ available: 1, away: 1 })
})

test('[M12] an agent at work is free nowhere, and the counts always add up to all agents', () => {
  const script = floorScript().joined('a1', 'support').joined('a1', 'sales').joined('a2')
  const floor = floorOf(script.queued('c1').connected('c1', 'a1').joined('a3', 'sales'))
  expect([floor.roster.freeIn('support'), floor.roster.freeIn('sales')]).toEqual([1, 1])
  const total = Object.values(floor.roster.counts).reduce((sum, count) => sum + count, 0)
  expect(total).toBe(floor.roster.agents.size)
})

test('[M12] free is null, not 0, where nobody said who is signed in', () => {
  const floor = floorOf(floorScript().answered('c1', 'a1', 5, 60))
  expect([floor.roster.freeIn('support'), floor.roster.freeIn('unheard')]).toEqual([null, null])
})

test('[M12] free is null while somebody works in the queue who is no member, and known again a day later', () => {
  const floor = floorOf(floorScript().joined('a1').answered('c1', 'guest', 5, 60))
  expect(floor.roster.freeIn('support')).toBeNull()
  floor.advance(after(floor.clock, 23 * HOUR))
  expect(floor.roster.freeIn('support')).toBeNull()
  floor.advance(after(floor.clock, 3 * HOUR))
  expect(floor.roster.freeIn('support')).toBe(1)
})

test('[E5] [M12] a ring that ended is over, for those who did not take it as for who did', () => {
  const script = floorScript().joined('a1').joined('a2').queued('c1')
  for (const agent of ['a1', 'a2']) script.add('agent.offered', { ...visit('c1'), agent })
  expect(floorOf(script).roster.counts.ringing).toBe(2)
  expect(floorOf(script.after(3).missed('c1', 'a1')).roster.counts.ringing).toBe(1)
  expect(floorOf(script.after(2).connected('c1', 'a2')).roster.counts).toMatchObject({
    ringing: 0,
    onContact: 1,
    available: 1,
  })
})

test('[M12] a contact cut by its own abandon or a restart rings nobody', () => {
  const script = () =>
    floorScript()
      .queued('c1')
      .add('agent.offered', { ...visit('c1'), agent: 'a1' })
      .after(5)
  expect(floorOf(script().abandoned('c1')).roster.counts.ringing).toBe(0)
  expect(floorOf(script().add('source.restarted', {})).roster.counts.ringing).toBe(0)
})

test('[E4] presence told out of order comes out the same', () => {
  const script = floorScript().joined('a1').after(5).add('agent.paused', { agent: 'a1' })
  script.after(5).add('agent.unpaused', { agent: 'a1' })
  const backwards = floorOf({ events: [...script.events].reverse() })
  expect(stateOf(backwards)).toBe('available')
  expect(stateOf(floorOf(script))).toBe('available')
})
