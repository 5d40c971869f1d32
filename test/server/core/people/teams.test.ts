import { expect, test } from 'vitest'
import { TeamBoard } from '../../../../server/core/people/teamBoard.ts'
import {
  memberScore,
  standardScore,
  stepTeamOrder,
  teamScore,
  type TeamOrder,
} from '../../../../server/core/people/teamScore.ts'
import { defaultScheme } from '../../../../server/core/people/scheme.ts'
import { scorecard, type Scorecard } from '../../../../server/core/people/scorecard.ts'
import { dayKey, epochMs, HOUR } from '../../../../shared/time.ts'
import { floorScript, START } from '../../../support/floorScript.ts'
import { goodContacts, peopleConfig, PeopleFloor, someone } from '../../../support/peopleFloor.ts'
import { cohortOf, person, type PersonStory } from '../../../support/peopleSums.ts'

const card = (story: PersonStory = {}, newcomer = false) =>
  scorecard(person(story), cohortOf([person(story)]), defaultScheme, newcomer)
const teamOf = (...cards: readonly Scorecard[]) =>
  teamScore(cards.map((one) => memberScore(one, defaultScheme)))
const at = epochMs(0)

test('[S8] a team is the mean of its members, so that size is no advantage', () => {
  const half = card({ csatSatisfied: 40, resolved: 54 })
  expect(standardScore(half)).toBeCloseTo(82.5)
  expect(teamOf(card(), half)).toBeCloseTo(91.25)
  expect(teamOf(card(), card(), half, half)).toBeCloseTo(91.25)
})

test('[S8] members under 20 contacts do not count; a team of them has no score', () => {
  const few = card({ handled: 19, inBand: 0 })
  expect(teamOf(card(), few)).toBe(100)
  expect(teamOf(few)).toBeNull()
})

test('[S5] in a team newcomers count against targets of their own', () => {
  const learning = { qualityHundredths: 85_000 }
  expect(teamOf(card(learning, true))).toBe(100)
  expect(teamOf(card(learning))).toBeLessThan(95)
})

const order = (...looks: Readonly<Record<string, number | null>>[]): string =>
  looks
    .reduce<TeamOrder | null>((before, scores) => stepTeamOrder(before, scores, at), null)!
    .teams.join(' ')

test('[S8] a team passes another when a lead of 0.3 holds at two looks', () => {
  const first = { a: 90, b: 89 }
  expect(order(first)).toBe('a b')
  expect(order(first, { a: 90, b: 90.3 })).toBe('a b')
  expect(order(first, { a: 90, b: 90.3 }, { a: 90, b: 90.3 })).toBe('b a')
  expect(order(first, { a: 90, b: 90.2 }, { a: 90, b: 90.2 })).toBe('a b')
  expect(order(first, { a: 90, b: 90.3 }, { a: 90, b: 90.1 }, { a: 90, b: 90.3 })).toBe('a b')
})

test('[S8] no score is behind every score, and a new team joins at the end', () => {
  expect(order({ a: null, b: 80 })).toBe('b a')
  expect(order({ a: 90 }, { a: 90, b: 95 })).toBe('a b')
  expect(order({ a: 90, b: 80 }, { b: 80 })).toBe('b')
})

test('[S8] only a rise against the team’s own four weeks is told', () => {
  const board = new TeamBoard()
  board.before.set('kapok', 96.8)
  board.before.set('bamboo', 100)
  board.step(
    new Map([
      ['kapok', [standardScore(card())]],
      ['bamboo', [standardScore(card({ csatSatisfied: 40 }))]],
      ['new', []],
    ]),
    at,
  )
  expect(board.standings()).toEqual([
    { team: 'kapok', score: 100, rise: 3.2 },
    { team: 'bamboo', score: 82.5, rise: null },
    { team: 'new', score: null, rise: null },
  ])
})

test('[S8] the four weeks before the period are the team’s own', () => {
  const config = peopleConfig([someone('amy', { agents: ['a1'] })])
  const people = new PeopleFloor(config)
  const script = goodContacts(floorScript(), 'a1', 25)
  script.nextDay().nextDay().nextDay().nextDay().nextDay().nextDay().nextDay()
  people.apply(goodContacts(script, 'a1', 25).events)
  people.at(epochMs(START + 7 * 24 * HOUR + HOUR))
  expect(people.run.today).toBe(dayKey('2026-03-09'))
  expect(people.run.teams.before.get('kapok')).toBe(people.run.teams.order?.scores['kapok'])
  expect(people.run.teams.before.get('kapok')).toBeCloseTo(90)
})
