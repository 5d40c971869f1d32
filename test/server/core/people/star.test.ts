import fc from 'fast-check'
import { expect, test } from 'vitest'
import { starPoints } from '../../../../shared/people.ts'
import { after, epochMs, HOUR, MINUTE } from '../../../../shared/time.ts'
import { floorScript, START } from '../../../support/floorScript.ts'
import {
  goodContacts,
  helped,
  peopleConfig,
  PeopleFloor,
  someone,
} from '../../../support/peopleFloor.ts'

const config = peopleConfig([
  someone('amy', { agents: ['a1'] }),
  someone('ben', { agents: ['a2'] }),
])
const site = () => new PeopleFloor(config)
const litOf = (people: PeopleFloor, person = 'amy'): string[] =>
  starPoints.filter((point) => people.run.states.get(person)?.star?.lit[point])

const wholeStar = () => helped(goodContacts(floorScript(), 'a1', 30), 'a1', 3)

test('[S7] a point is lit when it holds at two looks 60 s apart, not before', () => {
  const people = site().apply(wholeStar().events)
  people.at(after(START, MINUTE))
  expect(litOf(people)).toEqual([])
  people.at(after(START, 2 * MINUTE - 1))
  expect(litOf(people)).toEqual([])
  people.at(after(START, 2 * MINUTE))
  expect(litOf(people)).toEqual([...starPoints])
})

test('[S7] all five lit earn the star, once; each crossing says value, target and n', () => {
  const people = site()
    .apply(wholeStar().events)
    .at(after(START, 10 * MINUTE))
  people.at(after(START, 20 * MINUTE))
  expect(people.crossings.map(({ type }) => type)).toEqual([
    ...starPoints.map(() => 'pointLit'),
    'starEarned',
  ])
  expect(people.crossings[0]).toEqual({
    type: 'pointLit',
    person: 'amy',
    point: 'satisfaction',
    at: START + 2 * MINUTE,
    period: '2026-03-02',
    value: 100,
    target: 90,
    n: 30,
  })
})

test('[S7] without a second look at the target nothing is lit', () => {
  const script = goodContacts(floorScript(), 'a1', 30)
  script.after(70)
  for (let index = 0; index < 10; index += 1)
    script.add('survey.answered', {
      contact: `x${index}`,
      agent: 'a1',
      kind: 'csat',
      score: 1,
      scale: 5,
    })
  const people = site()
    .apply(script.events)
    .at(after(START, 30 * MINUTE))
  expect(litOf(people)).toEqual(['firstContact', 'quality', 'handleTime'])
})

test('[S7] a lit point stays lit until the period ends, then a new star begins', () => {
  const people = site()
    .apply(wholeStar().events)
    .at(after(START, 5 * MINUTE))
  const script = floorScript().at(600)
  for (let index = 0; index < 60; index += 1)
    script.add('survey.answered', {
      contact: `x${index}`,
      agent: 'a1',
      kind: 'csat',
      score: 1,
      scale: 5,
    })
  people.apply(script.events).at(after(START, HOUR))
  expect(people.run.states.get('amy')?.card?.standards[0]?.value).toBeLessThan(50)
  expect(litOf(people)).toContain('satisfaction')
  people.at(after(START, 7 * 24 * HOUR))
  expect(litOf(people)).toEqual([])
  expect(people.run.states.get('amy')?.star?.period).toBe('2026-03-09')
})

test('[M21] under the minimum sample a point fills, never past 0.95, and is not lit', () => {
  const people = site().apply(goodContacts(floorScript(), 'a1', 19).events)
  people.at(after(START, 10 * MINUTE))
  expect(litOf(people)).toEqual(['quality'])
  expect(people.run.states.get('amy')?.star?.progress).toEqual([0.95, 0.95, 1, 0.95, 0])
})

test('[S3] with a breach of compliance no efficiency point is lit', () => {
  const script = wholeStar().add('quality.assessed', { agent: 'a1', score: 95, compliant: false })
  const people = site()
    .apply(script.events)
    .at(after(START, 10 * MINUTE))
  expect(litOf(people)).toEqual(['satisfaction', 'quality', 'teamwork'])
})

test('[S2] calls hurried under the band light nothing', () => {
  const script = wholeStar()
  for (const event of script.events)
    if (event.type === 'contact.completed') Object.assign(event.data, { talked: 30_000 })
  const people = site()
    .apply(script.events)
    .at(after(START, 10 * MINUTE))
  expect(litOf(people)).not.toContain('handleTime')
})

/** Two people over some hours. */
const story = (): ReturnType<typeof floorScript> => {
  const script = floorScript()
  for (let round = 0; round < 8; round += 1) {
    goodContacts(script.at(round * 900), 'a1', 6)
    goodContacts(script.at(round * 900 + 40), 'a2', 5)
    helped(script, 'a1', round % 2)
  }
  return script
}

test('[S7] a save and restore anywhere, and beats anywhere, give the same stars and crossings', () => {
  const { events } = story()
  const end = after(START, 3 * HOUR)
  const whole = site().apply(events).at(end)
  const stars = (people: PeopleFloor) =>
    [...people.run.states.values()].map(({ person, star, hours, cohort }) => [
      person,
      star,
      hours,
      cohort,
    ])
  const cuts = fc.uniqueArray(fc.nat(events.length - 1), { maxLength: 3 })
  fc.assert(
    fc.property(cuts, cuts, (restarts, beats) => {
      const people = site()
      for (const [index, event] of events.entries()) {
        people.apply([event])
        if (restarts.includes(index)) people.restart()
        // Time passes up to just before the next event.
        const next = events[index + 1]?.time ?? end
        if (beats.includes(index)) people.at(epochMs(Math.max(event.time, next - 1)))
      }
      people.at(end)
      expect(people.crossings).toEqual(whole.crossings)
      expect(stars(people)).toEqual(stars(whole))
    }),
    { numRuns: 25 },
  )
  expect(whole.crossings.length).toBeGreaterThan(4)
})
