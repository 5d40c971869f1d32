import { test as property, fc } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { EventOf, EventType, FloorEvent } from '../../../../shared/events.ts'
import { epochMs } from '../../../../shared/time.ts'
import { decodeEvent, isRefusal } from '../../../../server/sources/eventSchema.ts'
import type { FloorPlan } from '../../../../server/sources/simulated/floorPlan.ts'
import { simulate } from '../../../../server/sources/simulated/simulate.ts'
import { traitsOf } from '../../../../server/sources/simulated/traits.ts'
import { LifeOrder } from './lifeOrder.ts'
import { calmDemo, demo, FROM, hoursOf, plainQueue } from './plans.ts'

const first = (count: number, plan: FloorPlan, seed: number, from = FROM): FloorEvent[] => {
  const events: FloorEvent[] = []
  for (const event of simulate(plan, seed, from)) {
    if (events.push(event) === count) break
  }
  return events
}

const isA =
  <T extends EventType>(...types: T[]) =>
  (event: FloorEvent): event is Extract<FloorEvent, EventOf<T>> =>
    (types as EventType[]).includes(event.type)

describe('the same plan, seed and start are the same floor', () => {
  test('the same seed gives the same events', () => {
    expect(first(20_000, demo, 5)).toEqual(first(20_000, demo, 5))
  })

  test('another seed gives another floor', () => {
    const arrivals = (seed: number) =>
      first(500, demo, seed).flatMap((event) => (event.type === 'contact.queued' ? event.time : []))
    expect(arrivals(1)).not.toEqual(arrivals(2))
  })

  test('[E1] no id comes twice, not even after a start at another moment', () => {
    const ids = [
      ...first(20_000, demo, 5),
      ...first(20_000, demo, 5, epochMs(FROM + 60_000)),
      ...first(20_000, demo, 6),
    ].map((event) => event.id)
    expect(new Set(ids).size).toBe(60_000)
  })

  test('contacts have names of their own after a start at another moment', () => {
    const contacts = (from: number): string[] =>
      first(2000, demo, 5, epochMs(from)).flatMap((event) =>
        event.type === 'contact.queued' ? event.data.contact : [],
      )
    const earlier = new Set(contacts(FROM))
    expect(earlier.size).toBeGreaterThan(100)
    expect(contacts(FROM + 60_000).filter((contact) => earlier.has(contact))).toEqual([])
  })

  test('what is asked for later is the same as what is asked for at once', () => {
    const slowly = simulate(demo, 3, FROM)
    const one = Array.from({ length: 300 }, () => slowly.next().value)
    expect(one).toEqual(first(300, demo, 3))
  })
})

describe('what comes out is a floor', () => {
  const events = [...hoursOf(demo, 11, 10)]

  test('[T5] events come in order of time', () => {
    const backwards = events.filter((event, at) => event.time < (events[at - 1]?.time ?? 0))
    expect(backwards).toEqual([])
  })

  test('every event passes the strict schema of the door', () => {
    const refused = events.map((event) => decodeEvent(event)).filter(isRefusal)
    expect(refused).toEqual([])
  })

  test('all of its kinds of events occur', () => {
    const kinds = new Set(events.map((event) => event.type))
    expect([...kinds].toSorted()).toEqual([
      'agent.joinedQueue',
      'agent.leftQueue',
      'agent.offerEnded',
      'agent.offered',
      'agent.paused',
      'agent.unpaused',
      'agent.wrapEnded',
      'agent.wrapStarted',
      'complaint.filed',
      'contact.completed',
      'contact.connected',
      'contact.held',
      'contact.judged',
      'contact.left',
      'contact.queued',
      'contact.resumed',
      'contact.transferred',
      'contribution.recorded',
      'quality.assessed',
      'source.heartbeat',
      'survey.answered',
    ])
    const reasons = new Set(events.filter(isA('contact.left')).map((event) => event.data.reason))
    expect([...reasons].toSorted()).toEqual(['abandoned', 'callback', 'key', 'timeout'])
  })

  test('a heartbeat comes every 5 s', () => {
    const beats = events.filter(isA('source.heartbeat')).map((event) => event.time - FROM)
    expect(beats.slice(0, 3)).toEqual([5000, 10_000, 15_000])
    expect(beats).toHaveLength(10 * 720 - 1)
  })

  test('durations are those between the moments', () => {
    const since = new Map<string, number>()
    const wrong: string[] = []
    for (const event of events) {
      if (event.type === 'contact.queued') since.set(event.data.contact, event.time)
      if (event.type !== 'contact.connected' && event.type !== 'contact.left') continue
      const waited = event.time - (since.get(event.data.contact) ?? 0)
      if (waited !== event.data.waited) wrong.push(event.id)
    }
    expect(wrong).toEqual([])
  })

  test('a timed-out caller goes on in another queue in the same moment', () => {
    const out = events
      .filter(isA('contact.left'))
      .filter((event) => event.data.reason === 'timeout')
    expect(out.length).toBeGreaterThan(0)
    for (const left of out) {
      const next = events[events.indexOf(left) + 1]
      expect(next).toMatchObject({
        type: 'contact.queued',
        time: left.time,
        data: { contact: left.data.contact, queue: 'newmoves', visit: 1 },
      })
    }
  })
})

describe('lives are in order', () => {
  property.prop([fc.integer()], { numRuns: 12 })(
    '[E2] [E3] [E5] every visit ends once and in order, and every agent does one thing at a time',
    (seed) => {
      const order = new LifeOrder()
      for (const event of hoursOf(demo, seed, 4)) order.see(event)
      expect(order.faults).toEqual([])
      const { completed, transferred, left } = order.ended
      expect(order.queued).toBe(completed + transferred + left + order.open)
      expect(order.open).toBeLessThan(100)
      expect(completed).toBeGreaterThan(500)
    },
  )

  test('the check itself sees a lost answer, a second end and an agent torn in two', () => {
    const events = [...hoursOf(calmDemo, 1, 1)]
    const without = (lost: FloorEvent | undefined): string[] => {
      const order = new LifeOrder()
      for (const event of events) if (event !== lost) order.see(event)
      return order.faults
    }
    expect(without(undefined)).toEqual([])
    expect(without(events.find(isA('contact.connected')))).not.toEqual([])
    expect(without(events.find(isA('agent.wrapEnded')))).not.toEqual([])
    expect(without(events.find(isA('contact.queued')))).not.toEqual([])
  })
})

describe('chance is what the plan says', () => {
  test('arrivals are Poisson: as many as planned, gaps as spread as they are long', () => {
    const plan = plainQueue({ erlangs: 4, agents: 60, handleSeconds: 60, patienceSeconds: null })
    const arrivals = [...hoursOf(plan, 2, 200)]
      .filter(isA('contact.queued'))
      .map((event) => event.time)
    const gaps = arrivals.slice(1).map((time, at) => time - (arrivals[at] ?? 0))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
    // 48,000 arrivals: a standard error of half a percent.
    expect(mean / 15_000).toBeCloseTo(1, 1.5)
    expect(spread / mean).toBeCloseTo(1, 1.5)
  })

  test('skill has nothing to do with pace', () => {
    const people = Array.from({ length: 2000 }, (_, index) => traitsOf(`x${index}`, 9, 0.1))
    expect(Math.abs(correlation(people.map((one) => [one.skill, one.pace])))).toBeLessThan(0.08)
  })

  test('skill shows in what customers say, pace in how long it takes', () => {
    const events = [...hoursOf(calmDemo, 4, 120)]
    const byAgent = (value: (event: FloorEvent) => readonly [string, number] | null) => {
      const sums = new Map<string, { sum: number; count: number }>()
      for (const event of events) {
        const found = value(event)
        if (found === null) continue
        const sum = sums.get(found[0]) ?? { sum: 0, count: 0 }
        sums.set(found[0], { sum: sum.sum + found[1], count: sum.count + 1 })
      }
      return sums
    }
    const resolved = byAgent((event) =>
      event.type === 'contact.judged'
        ? [event.data.agent ?? '', event.data.resolved ? 1 : 0]
        : null,
    )
    const wraps = byAgent((event) =>
      event.type === 'contact.completed' ? [event.data.agent ?? '', event.data.talked ?? 0] : null,
    )
    const pairs = (of: typeof resolved, trait: 'skill' | 'pace') =>
      [...of].map(
        ([agent, { sum, count }]) => [sum / count, traitsOf(agent, 4, 0.1)[trait]] as const,
      )
    expect(correlation(pairs(resolved, 'skill'))).toBeGreaterThan(0.5)
    expect(correlation(pairs(wraps, 'pace'))).toBeGreaterThan(0.5)
    expect(Math.abs(correlation(pairs(resolved, 'pace')))).toBeLessThan(0.4)
  })
})

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length
  const [left, right] = [mean(0), mean(1)]
  const product = (a: 0 | 1, b: 0 | 1) =>
    pairs.reduce(
      (sum, pair) =>
        sum + (pair[a] - (a === 0 ? left : right)) * (pair[b] - (b === 0 ? left : right)),
      0,
    )
  return product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1))
}

test('a plan that names a queue it does not have is refused, with its name', () => {
  const lost = { ...demo, agents: [{ ...demo.agents[0]!, queues: ['biling'] }] }
  expect(() => simulate(lost, 1, FROM).next()).toThrow(/agent "a01" names queue "biling".*billing/)
})

test('a plan by the day without its 24 hours is refused', () => {
  expect(() => simulate({ ...demo, profile: 'day' }, 1, FROM).next()).toThrow(/needs 24 hours/)
})
