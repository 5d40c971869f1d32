import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AlarmBoard } from '../../../../server/core/alarms/alarmBoard.ts'
import { agentGlance } from '../../../../server/core/people/agentGlance.ts'
import { explain } from '../../../../server/core/people/explain.ts'
import { explainDays } from '../../../../server/core/people/explainDays.ts'
import {
  publishedScheme,
  teamMoments,
  teamPeople,
} from '../../../../server/core/people/leadPeople.ts'
import { peopleBoard } from '../../../../server/core/people/peopleBoard.ts'
import type { Audience, Person } from '../../../../shared/people.ts'
import { after, dayKey, HOUR, MINUTE } from '../../../../shared/time.ts'
import { floorScript, START, type FloorScript } from '../../../support/floorScript.ts'
import { plainSite } from '../../../support/floors.ts'
import {
  goodContacts,
  helped,
  peopleConfig,
  PeopleFloor,
  someone,
} from '../../../support/peopleFloor.ts'

const crew = ['amy', 'ben', 'cho', 'dee', 'eva', 'fay']
const named = (more: Readonly<Record<string, Partial<Person>>> = {}) =>
  peopleConfig(crew.map((id) => someone(id, { agents: [`agent-${id}`], ...more[id] })))
const agree = (script: FloorScript, person: string, audience: Audience = 'wall') =>
  script.add('consent.chosen', { person, audience })
const glance = ({ run, floor }: PeopleFloor, person: string) =>
  agentGlance(person, {
    run,
    floor,
    site: plainSite(),
    alarms: new AlarmBoard(),
    freshness: 'live',
    at: floor.clock,
    thanks: { thisWeek: 0, last: null },
  })
const starsOn = (people: PeopleFloor): string[] =>
  peopleBoard(people.run, people.config).stars.map(({ key }) => key)

/** Somebody who has so many contacts; enough of them light four points. */
const worked = (script: FloorScript, person: string, count: number): FloorScript =>
  goodContacts(script, `agent-${person}`, count)

test('[K6] only who agreed to the wall is on it, from the moment they choose', () => {
  const people = new PeopleFloor(named())
  const script = worked(worked(floorScript(), 'amy', 10), 'ben', 12)
  people.apply(agree(script, 'ben', 'team').events).at(after(START, 5 * MINUTE))
  expect(starsOn(people)).toEqual([])
  people.apply(agree(floorScript().at(400), 'amy').events)
  expect(starsOn(people)).toEqual(['amy'])
  people.apply(agree(floorScript().at(401), 'amy', 'me').events)
  expect(starsOn(people)).toEqual([])
})

test('[S7] three nearest to completion; a complete star is no longer on its way', () => {
  const people = new PeopleFloor(named())
  const script = floorScript()
  for (const person of crew) agree(script, person)
  worked(script, 'amy', 10)
  worked(script, 'ben', 30)
  worked(script, 'cho', 20)
  worked(script, 'dee', 12)
  helped(worked(script, 'eva', 30), 'agent-eva', 3)
  people.apply(script.events).at(after(START, 10 * MINUTE))
  expect(starsOn(people)).toEqual(['ben', 'cho', 'dee'])
  expect(peopleBoard(people.run, people.config).stars[0]).toEqual({
    key: 'ben',
    name: { 'zh-CN': 'BEN', en: 'BEN' },
    points: [1, 1, 1, 1, 0],
    lit: 4,
    next: 'teamwork',
    nextValue: 0,
    nextTarget: 3,
    newcomerDay: null,
  })
})

test('[S5] one place is kept for a newcomer with three points', () => {
  const people = new PeopleFloor(named({ fay: { startedOn: dayKey('2026-02-01') } }))
  const script = floorScript()
  for (const person of crew) agree(worked(script, person, 30), person)
  for (const person of crew.slice(0, 5)) helped(script, `agent-${person}`, 2)
  people.apply(script.events).at(after(START, 10 * MINUTE))
  expect(starsOn(people)).toEqual(['amy', 'ben', 'fay'])
  expect(peopleBoard(people.run, people.config).stars[2]?.newcomerDay).toBe(30)
})

test('[S5] newcomers see progress and no place; others see theirs', () => {
  const people = new PeopleFloor(named({ fay: { startedOn: dayKey('2026-02-01') } }))
  const script = floorScript()
  for (const person of crew) worked(script, person, 30)
  people.apply(script.events).at(after(START, 10 * MINUTE))
  expect(glance(people, 'fay')).toMatchObject({ rank: null, newcomerDay: 30 })
  expect(glance(people, 'amy')?.rank).toEqual({ place: 1, of: 5, risenSinceYesterday: null })
})

test('[S9] a hidden place is hidden from the next step too', () => {
  const people = new PeopleFloor(named())
  const script = floorScript()
  for (const person of crew) helped(worked(script, person, 30), `agent-${person}`, 2)
  helped(script, 'agent-ben', 1)
  people.apply(script.events).at(after(START, 10 * MINUTE))
  const step = { point: 'teamwork', count: 1, lights: true, completesStar: true }
  expect(glance(people, 'amy')).toMatchObject({
    rank: { place: 2 },
    nextStep: { ...step, place: 1 },
  })
  people.apply(floorScript().at(700).add('rank.shown', { person: 'amy', hidden: true }).events)
  expect(glance(people, 'amy')).toMatchObject({
    rank: null,
    rankHidden: true,
    nextStep: { ...step, place: null },
  })
})

test('[S9] only a rise since the evening before is told', () => {
  const people = new PeopleFloor(named())
  const script = floorScript()
  for (const person of crew) worked(script, person, 30)
  for (const person of crew.slice(1)) helped(script, `agent-${person}`, 1)
  people.apply(script.events).at(after(START, HOUR))
  expect(glance(people, 'amy')?.rank?.place).toBe(6)
  people.apply(helped(floorScript().nextDay(), 'agent-amy', 2).events)
  people.at(after(START, 26 * HOUR))
  expect(glance(people, 'amy')?.rank).toEqual({ place: 1, of: 6, risenSinceYesterday: 5 })
  expect(glance(people, 'ben')?.rank?.risenSinceYesterday).toBeNull()
})

test('[S9] the derivation adds up, and says what changed since an hour ago', () => {
  const people = new PeopleFloor(named())
  const script = floorScript()
  for (const person of crew) helped(worked(script, person, 30), `agent-${person}`, 1)
  people
    .apply(script.events)
    .at(after(START, 10 * MINUTE))
    .at(after(START, 3 * HOUR))
  helped(floorScript(), 'agent-amy', 0)
  people.apply(helped(floorScript().at(3 * 3600 + 1), 'agent-amy', 1).events)
  people.at(after(START, 3.5 * HOUR))
  const made = explain(people.run, people.floor, plainSite(), 'amy')!
  expect(made.standards.reduce((sum, { earned }) => sum + earned, 0)).toBeCloseTo(made.score!, 0)
  expect(made.score).toBe(96.7)
  expect(made.anHourAgo).toMatchObject({ score: 93.3, place: 1 })
  expect(made.standards[4]).toMatchObject({ point: 'teamwork', value: 2, n: 2, change: 1 })
  expect(made.standards[0]).toMatchObject({
    value: 100,
    n: 30,
    mean: 100,
    weight: 35,
    shrinkage: 40,
    gate: 'passed',
    curve: [
      [70, 0],
      [90, 100],
    ],
  })
  expect(made).toMatchObject({ cohortSize: 6, gate: 'passed' })
  expect(made.rank).toEqual({ place: 1, of: 6, shared: false })
})

test('[S9] a week that is over is explained as it was when it ended', () => {
  const people = new PeopleFloor(named({ fay: { startedOn: dayKey('2026-01-01') } }))
  const script = floorScript()
  for (const person of crew) helped(worked(script, person, 30), `agent-${person}`, 1)
  helped(script, 'agent-ben', 2)
  script.add('quality.assessed', { agent: 'agent-cho', score: 90, compliant: false })
  people.apply(script.events).at(after(START, 6 * 24 * HOUR))
  const [monday, sunday] = [dayKey('2026-03-02'), dayKey('2026-03-08')]
  const then = crew.map((person) => explain(people.run, people.floor, plainSite(), person)!)
  people.apply(worked(floorScript().at(8 * 86_400), 'amy', 40).events)
  people.at(after(START, 8 * 24 * HOUR + HOUR))
  for (const [index, person] of crew.entries()) {
    const now = explainDays(people.run, people.floor, person, monday, sunday)!
    const { score, rank, gate, standards, cohortSize } = now
    expect({
      score,
      rank,
      gate,
      cohortSize,
      earned: standards.map(({ earned }) => earned),
    }).toEqual({
      score: then[index]?.score,
      rank: then[index]?.rank,
      gate: then[index]?.gate,
      cohortSize: then[index]?.cohortSize,
      earned: then[index]?.standards.map(({ earned }) => earned),
    })
  }
  expect(then.map(({ rank }) => rank?.place ?? null)).toEqual([2, 1, 5, 2, 2, null])
})

test('[S9] the next step is the smallest that lights a point, and never about handle time', () => {
  const people = new PeopleFloor(named())
  const script = goodContacts(floorScript(), 'agent-amy', 30)
  for (const event of script.events)
    if (event.type === 'contact.completed') Object.assign(event.data, { talked: 5000 })
  people.apply(helped(script, 'agent-amy', 1).events).at(after(START, 10 * MINUTE))
  expect(glance(people, 'amy')?.points[3]).toBe(0)
  expect(glance(people, 'amy')?.nextStep).toEqual({
    point: 'teamwork',
    count: 2,
    place: null,
    lights: true,
    completesStar: false,
  })
})

test('[K7] a lead sees standards and moments of the team, and no order', () => {
  const people = new PeopleFloor(named({ ben: { team: 'bamboo' } }))
  people.apply(agree(worked(worked(floorScript(), 'amy', 30), 'ben', 30), 'amy').events)
  people.at(after(START, 10 * MINUTE))
  const { run, config } = people
  const shown = teamPeople(run, config, 'kapok')
  expect(shown.map(({ id }) => id)).toEqual(['amy', 'cho', 'dee', 'eva', 'fay'])
  expect(shown[0]).toMatchObject({ audience: 'wall', points: [1, 1, 1, 1, 0] })
  expect(shown[1]).toMatchObject({ audience: 'me' })
  // One moment a person: the latest says enough.
  const moments = teamMoments(run, config, 'kapok', after(START, HOUR), ({ id }) =>
    id.endsWith('firstContact'),
  )
  expect(moments.map(({ id, thanked }) => [id, thanked])).toEqual([
    ['pointLit:2026-03-02:amy:firstContact', true],
  ])
  expect(teamMoments(run, config, 'kapok', after(START, 5 * HOUR), () => false)).toEqual([])
  expect(publishedScheme(run)?.weights.map(({ weight }) => weight)).toEqual([35, 30, 25, 10])
})

const act = fc.record({
  person: fc.constantFrom(...crew),
  what: fc.constantFrom('worked', 'helped', 'consent', 'hidden', 'breach', 'time'),
  much: fc.integer({ min: 1, max: 12 }),
})

test('[S9] an agent’s page and derivation never hold another person’s field', () => {
  const config = named({ fay: { startedOn: dayKey('2026-02-01') } })
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
      const script = floorScript()
      for (const { person, what, much } of acts) {
        const agent = `agent-${person}`
        if (what === 'worked') goodContacts(script, agent, much)
        else if (what === 'helped') helped(script, agent, much)
        else if (what === 'consent') agree(script, person)
        else if (what === 'hidden') script.add('rank.shown', { person, hidden: much > 6 })
        else if (what === 'breach')
          script.add('quality.assessed', { agent, score: 80, compliant: false })
        else script.after(much * 600)
      }
      const people = new PeopleFloor(config).apply(script.events)
      people.at(after(script.now, 5 * MINUTE))
      for (const person of crew) {
        const payload = JSON.stringify([
          glance(people, person),
          explain(people.run, people.floor, plainSite(), person),
          explainDays(people.run, people.floor, person, dayKey('2026-03-02'), dayKey('2026-03-03')),
        ])
        const others = crew.filter((other) => other !== person)
        for (const other of others)
          for (const word of [`"${other}"`, other.toUpperCase(), `agent-${other}`])
            expect(payload.includes(word), `${word} on ${person}’s page`).toBe(false)
        expect(payload).toContain(person.toUpperCase())
      }
    }),
    { numRuns: 30 },
  )
})
