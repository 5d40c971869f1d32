import { expect, test } from 'vitest'
import type { KudosInputs, PersonReading } from '../../../../server/core/kudos/kudosReading.ts'
import type { StarPoint } from '../../../../shared/people.ts'
import { dayKey, epochMs } from '../../../../shared/time.ts'
import {
  best,
  crossed,
  DAY,
  delighted,
  helping,
  idsOf,
  NINE,
  person,
  standard,
  steady,
  WEEK,
  type Step,
} from './kudosStory.ts'

const satisfied = (value: number | null, more: Partial<PersonReading> = {}): PersonReading =>
  person({}, { standards: [standard('satisfaction', value)], ...more })
const helped = (count: number): PersonReading => person({}, { counts: { helped: count } })

test('[K2] [K5] a threshold held names behaviour, number and window', () => {
  expect(crossed([{ at: 0, people: [satisfied(96.04)] }, { at: 60 }], [delighted])).toEqual([
    {
      id: 'delighted:1:person/a01:2026-11-16:1',
      rule: 'delighted',
      kind: 'thresholdHeld',
      subject: { kind: 'person', id: 'a01' },
      behaviour: 'patient',
      fact: {
        standard: 'satisfaction',
        value: 96,
        target: 95,
        unit: 'percent',
        n: 40,
        window: { kind: 'period', from: WEEK },
      },
      audienceDefault: 'wall',
      tier: 'T1',
      at: NINE + 60_000,
    },
  ])
})

test('[K2] a milestone is said once in a period, the highest alone where several are passed', () => {
  const story = [
    { at: 0, people: [helped(3)] },
    { at: 60 },
    { at: 100, people: [helped(2)] },
    { at: 2000, people: [helped(4)] },
    { at: 2060 },
  ]
  expect(idsOf(crossed(story, [helping]))).toEqual(['helping:1:person/a01:2026-11-16:3'])
  const jump = [{ at: 0, people: [helped(12)] }, { at: 60 }, { at: 5000 }]
  expect(idsOf(crossed(jump, [helping]))).toEqual(['helping:1:person/a01:2026-11-16:10'])
})

const shifts = (values: readonly (number | null)[], days?: readonly string[]): Step[] =>
  values.map((value, place) => {
    const day = dayKey(days?.[place] ?? `2026-11-${String(place + 2).padStart(2, '0')}`)
    const standards = [standard('satisfaction', value, { n: value === null ? 0 : 8 })]
    return { at: place * 86_400, day, people: [person({}, { shift: { day, standards } })] }
  })
const lengths = (story: readonly Step[]): string[] =>
  crossed(story, [steady]).map(({ fact }) => `${fact.value} by ${fact.window.from}`)

test('[K2] a streak counts shifts worked and is told when the next one begins', () => {
  expect(lengths(shifts([95, 95, 95]))).toEqual([])
  expect(lengths(shifts([95, 95, 95, 50]))).toEqual(['3 by 2026-11-04'])
  expect(lengths(shifts([95, 95, 95, 95, 95, null]))).toEqual([
    '3 by 2026-11-04',
    '5 by 2026-11-06',
  ])
})

test('[K5] a rule may say its own words where those of the behaviour do not fit', () => {
  const sentence = { 'zh-CN': '连续 {value}', en: '{value} in a row' }
  const [told] = crossed(shifts([95, 95, 95, 50]), [{ ...steady, sentence }])
  expect(told).toMatchObject({ sentence, fact: { value: 3, unit: 'shifts', target: null } })
  expect(crossed(shifts([95, 95, 95, 50]), [steady])[0]).not.toHaveProperty('sentence')
})

test('[K2] leave freezes a streak, and so does a shift with too little measured', () => {
  const days = ['2026-11-02', '2026-11-09', '2026-11-20', '2026-11-23']
  expect(lengths(shifts([95, 95, 95, 95], days))).toEqual(['3 by 2026-11-20'])
  expect(lengths(shifts([95, null, 95, 95, 50]))).toEqual(['3 by 2026-11-05'])
})

test('[K2] one shift a month is repaired, the second ends the streak, and no word is said of it', () => {
  expect(lengths(shifts([95, 95, 50, 95, 95]))).toEqual(['3 by 2026-11-05'])
  expect(lengths(shifts([95, 95, 50, 50, 95, 95]))).toEqual([])
  const days = ['2026-11-27', '2026-11-28', '2026-11-29', '2026-12-01', '2026-12-02', '2026-12-03']
  expect(lengths(shifts([95, 95, 50, 50, 95, 95], days))).toEqual(['3 by 2026-12-02'])
})

test('[K2] a shift is judged as it ends, not in its worst hour', () => {
  const [one, two, three, four] = shifts([95, 95, 95, 95])
  const bad = shifts([95, 95, 20])[2]
  expect(lengths([one!, two!, bad!, three!, four!])).toEqual(['3 by 2026-11-04'])
})

const week = (period: string, value: number, at: number): Step[] => [
  { at, people: [satisfied(value, { period: dayKey(period) })] },
  { at: at + 60 },
]

test('[K2] a personal best beats every earlier period of the same person, by more than noise, once', () => {
  const story = [
    ...week('2026-11-02', 88, 0),
    ...week('2026-11-09', 84, 10_000),
    ...week('2026-11-16', 88.9, 20_000),
    ...week('2026-11-16', 89, 30_000),
    ...week('2026-11-16', 94, 40_000),
  ]
  const crossings = crossed(story, [best])
  expect(idsOf(crossings)).toEqual(['best:1:person/a01:2026-11-16:1'])
  expect(crossings[0]?.fact).toMatchObject({ value: 89, target: 88, unit: 'percent', n: 40 })
})

test('[K2] a first period is nobody’s best, and a small sample is none either', () => {
  expect(crossed(week('2026-11-16', 99, 0), [best])).toEqual([])
  const small = satisfied(99, { standards: [standard('satisfaction', 99, { n: 19 })] })
  const story = [...week('2026-11-09', 84, 0), { at: 9000, people: [small] }, { at: 9060 }]
  expect(crossed(story, [best])).toEqual([])
})

const team = (score: number | null): KudosInputs['teams'] => [
  { team: 'kapok', period: WEEK, score, goal: 90 },
]

test('[K2] a team past its goal, with the score that is shown', () => {
  const crossings = crossed([{ at: 0, teams: team(90.04) }, { at: 60 }])
  expect(idsOf(crossings)).toEqual(['team-goal:1:team/kapok:2026-11-16:1'])
  expect(crossings[0]).toMatchObject({
    tier: 'T2',
    fact: { standard: 'teamScore', value: 90, target: 90, window: { kind: 'period', from: WEEK } },
  })
  expect(crossed([{ at: 0, teams: team(89.99) }, { at: 60 }])).toEqual([])
  expect(crossed([{ at: 0, teams: team(null) }, { at: 60 }])).toEqual([])
})

const recovery = (minutes: number): KudosInputs['recoveries'] => [
  {
    queue: 'faults',
    day: DAY,
    raisedAt: epochMs(NINE),
    recoveredAt: epochMs(NINE + minutes * 60_000),
  },
]

test('[K2] a queue recovered is said at once, once for an alarm, and not after a short one', () => {
  const told = crossed([
    { at: 240, recoveries: recovery(4) },
    { at: 241, recoveries: recovery(4) },
    { at: 5000, recoveries: recovery(4) },
  ])
  expect(idsOf(told)).toEqual([`recovered:1:queue/faults:${NINE}:1`])
  expect(told[0]?.fact).toMatchObject({ standard: 'recovery', value: 240, unit: 'seconds' })
  expect(crossed([{ at: 90, recoveries: recovery(1.5) }])).toEqual([])
})

const lit = (...points: readonly StarPoint[]): PersonReading =>
  person(
    {},
    { lit: points.map((point) => standard(point, 91.25)), starEarned: points.length === 5 },
  )

test('[S7] [K2] a point that was lit is said at once, once in the period, with what it was lit by', () => {
  const crossings = crossed([
    { at: 0, people: [lit('handleTime')] },
    { at: 60, people: [lit('handleTime')] },
    { at: 1000, people: [lit()] },
    { at: 2000, people: [lit('handleTime')] },
  ])
  expect(idsOf(crossings)).toEqual(['lit-handleTime:1:person/a01:2026-11-16:1'])
  expect(crossings[0]).toMatchObject({
    at: NINE,
    tier: 'T2',
    behaviour: 'clear',
    fact: { standard: 'handleTime', value: 91.3, target: 90, unit: 'percent', n: 40 },
  })
})

test('[S7] a standard that was reached but not lit says nothing of the star', () => {
  const people = [person({ quality: 100 })]
  expect(crossed([{ at: 0, people }, { at: 60 }, { at: 120 }])).toEqual([])
})

test('[S7] [K2] the fifth point earns the star in the same moment, and the page tells of both', () => {
  const four = ['satisfaction', 'firstContact', 'quality', 'teamwork'] as const
  const story = [
    { at: 0, people: [lit(...four)] },
    { at: 1000, people: [lit(...four, 'handleTime')] },
    { at: 2000, people: [lit(...four, 'handleTime')] },
  ]
  expect(crossed(story).map(({ rule, tier, at }) => [rule, tier, (at - NINE) / 1000])).toEqual([
    ['lit-firstContact', 'T2', 0],
    ['lit-quality', 'T2', 0],
    ['lit-satisfaction', 'T2', 0],
    ['lit-teamwork', 'T2', 0],
    ['lit-handleTime', 'T1', 1000],
    ['star', 'T3', 1000],
  ])
})
