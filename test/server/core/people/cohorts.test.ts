import { expect, test } from 'vitest'
import { cohortsOf, MIXED, NEWCOMERS } from '../../../../server/core/people/cohorts.ts'
import { after, dayKey, MINUTE } from '../../../../shared/time.ts'
import { floorScript, START } from '../../../support/floorScript.ts'
import { floorOf } from '../../../support/floors.ts'
import { goodContacts, peopleConfig, PeopleFloor, someone } from '../../../support/peopleFloor.ts'

const crew = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `p${from + index}`)

const candidates = (people: readonly string[], newcomers: readonly string[] = []) =>
  people.map((person) => ({ person, agents: [person], newcomer: newcomers.includes(person) }))

test('[S5] people are compared inside their queue mix, in whatever order they joined', () => {
  const script = floorScript()
  for (const person of crew(5)) script.in('billing').joined(person).in('faults').joined(person)
  for (const person of crew(5, 5)) script.in('faults').joined(person)
  script.in('faults').joined('p10').in('billing').joined('p10')
  const cohorts = cohortsOf(floorOf(script), candidates(crew(11)))
  expect(cohorts.get('p10')).toBe(cohorts.get('p0'))
  expect(cohorts.get('p5')).not.toBe(cohorts.get('p0'))
  expect(new Set(cohorts.values()).size).toBe(2)
})

test('[S5] a mix of fewer than five joins the others', () => {
  const script = floorScript()
  for (const person of crew(4)) script.in('billing').joined(person)
  for (const person of crew(2, 4)) script.in('faults').joined(person)
  const cohorts = cohortsOf(floorOf(script), candidates(crew(6)))
  expect(new Set(cohorts.values())).toEqual(new Set([MIXED]))
})

test('[S5] where the source does not say who serves what, it goes by where people were seen', () => {
  const script = floorScript()
  for (const person of crew(5)) script.in('billing').answered(`c-${person}`, person, 5, 60)
  for (const person of crew(5, 5)) script.in('faults').answered(`c-${person}`, person, 5, 60)
  const cohorts = cohortsOf(floorOf(script), candidates(crew(10)))
  expect(cohorts.get('p4')).toBe(cohorts.get('p0'))
  expect(cohorts.get('p5')).not.toBe(cohorts.get('p0'))
})

test('[S5] newcomers are together and apart, until their ninetieth day is over', () => {
  const today = dayKey('2026-03-02')
  const startedOn = { p0: '2026-03-02', p1: '2025-12-03', p2: '2025-12-02' }
  const people = Object.entries(startedOn).map(([id, day]) =>
    someone(id, { startedOn: dayKey(day) }),
  )
  const floor = new PeopleFloor(peopleConfig(people))
  floor.apply(goodContacts(floorScript(), 'p2', 1).events).at(after(START, 5 * MINUTE))
  const { states, today: day } = floor.run
  expect(day).toBe(today)
  expect(crew(3).map((id) => states.get(id)?.newcomerDay)).toEqual([1, 90, null])
  expect(crew(3).map((id) => states.get(id)?.cohort)).toEqual([NEWCOMERS, NEWCOMERS, MIXED])
})

test('[S5] a person whose agent has two names is one person; unknown agents go by their id', () => {
  const floor = new PeopleFloor(peopleConfig([someone('amy', { agents: ['sip/1', 'sip/2'] })]))
  const script = goodContacts(goodContacts(floorScript(), 'sip/1', 3), 'sip/2', 4)
  floor.apply(goodContacts(script, 'sip/9', 2).events).at(after(START, 5 * MINUTE))
  const contacts = [...floor.run.states].map(([person, { card }]) => [person, card?.contacts])
  expect(Object.fromEntries(contacts)).toEqual({ amy: 7, 'sip/9': 2 })
})

test('[M22] when an agent is given a name, what was counted goes with it', () => {
  const floor = new PeopleFloor(peopleConfig([]))
  floor.apply(goodContacts(floorScript(), 'sip/1', 3).events).at(after(START, 5 * MINUTE))
  expect([...floor.run.states.keys()]).toEqual(['sip/1'])
  floor.restart()
  floor.config = peopleConfig([someone('amy', { agents: ['sip/1'] })])
  floor
    .at(after(START, 6 * MINUTE))
    .restart()
    .at(after(START, 7 * MINUTE))
  expect([...floor.run.states.keys()]).toEqual(['amy'])
  expect(floor.run.states.get('amy')?.card?.contacts).toBe(3)
})
