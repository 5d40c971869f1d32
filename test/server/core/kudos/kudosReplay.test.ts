import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import type { KudosCrossing } from '../../../../server/core/kudos/kudosCrossing.ts'
import { KudosRules } from '../../../../server/core/kudos/kudosRules.ts'
import type { KudosInputs, StandardReading } from '../../../../server/core/kudos/kudosReading.ts'
import {
  celebratedStandards,
  defaultKudosLimits,
  defaultKudosRules,
  milestoneCounts,
  type KudosRule,
} from '../../../../server/core/kudos/kudosRule.ts'
import { starPoints } from '../../../../shared/people.ts'
import { dayKey, type DayKey } from '../../../../shared/time.ts'
import {
  best,
  crossed,
  delighted,
  idsOf,
  person,
  standard,
  steady,
  type Step,
} from './kudosStory.ts'

const value = fc.constantFrom(null, 0, 60, 72, 89.9, 90, 95, 98, 100)
const reading = (days: number) =>
  fc
    .record({
      name: fc.constantFrom('a01', 'a02', 'a03'),
      values: fc.tuple(value, value, value, value, value),
      n: fc.constantFrom(4, 19, 20, 30, 80),
      helped: fc.integer({ min: 0, max: 12 }),
      worked: fc.boolean(),
      lit: fc.subarray([...starPoints], { minLength: 3 }),
    })
    .map(({ name, values, n, helped, worked, lit }) => {
      const day = dayKey(`2026-11-${String(10 + days).padStart(2, '0')}`)
      const period = weekOf(days)
      const standards = starPoints.map((point, place) =>
        standard(point, values[place] ?? null, { n }),
      )
      const shift = worked ? { day, standards } : null
      return person(
        {},
        {
          person: name,
          period,
          standards,
          counts: { helped },
          shift,
          lit: standards.filter(({ point }) => lit.includes(point)),
          starEarned: lit.length === 5,
        },
      )
    })

const weekOf = (days: number): DayKey => dayKey(days < 6 ? '2026-11-09' : '2026-11-16')

/** Ten days on the floor, in steps from seconds to hours. */
const stories = fc
  .array(
    fc.record({
      wait: fc.constantFrom(1, 30, 60, 61, 900, 7200, 40_000),
      team: fc.option(fc.constantFrom(60, 80, 90, 95), { nil: undefined }),
      people: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 5, maxLength: 40 },
  )
  .chain((steps) => {
    let at = 0
    const built = steps.map(({ wait, team, people }) => {
      at += wait
      const days = Math.min(9, Math.floor(at / 86_400))
      const day = dayKey(`2026-11-${String(10 + days).padStart(2, '0')}`)
      const period = weekOf(days)
      const teams = team === undefined ? [] : [{ team: 'kapok', period, score: team, goal: 90 }]
      return fc
        .array(reading(days), { minLength: people, maxLength: people })
        .map((told): Step => ({ at, day, people: told, teams }))
    })
    return fc.tuple(...built)
  })

property.prop([stories])(
  '[K3] the same inputs give the same crossings, and no identity twice',
  (story) => {
    const ids = idsOf(crossed(story))
    expect(idsOf(crossed(story))).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  },
)

/** The same story with a restart from the saved rows after every step. */
function restarted(story: readonly Step[], rules?: readonly KudosRule[]): KudosCrossing[] {
  const rows = new Map([['alarms', '{}']])
  return story.flatMap((step) => {
    const board = new KudosRules()
    board.restore(rows)
    const crossings = crossed([step], rules, board)
    for (const [name, row] of board.takeChanges().changed) rows.set(name, row)
    return crossings
  })
}

property.prop([stories])('[K3] restarts from the saved rows change no crossing', (story) => {
  expect(restarted(story)).toEqual(crossed(story))
})

test('[K3] cooldown, cap, streak, best and star survive a restart', () => {
  const values = [96, 96, 50, 96, 96, 96, 96, 97]
  const days = values.flatMap((value, place): Step[] => {
    const day = dayKey(`2026-11-${String(12 + place).padStart(2, '0')}`)
    const period = dayKey(place < 4 ? '2026-11-09' : '2026-11-16')
    const standards = starPoints.map((point) => standard(point, value))
    const shift = { day, standards }
    const people = [person({}, { period, standards, shift, lit: standards, starEarned: true })]
    const out = person({}, { period, standards: [standard('satisfaction', 60)], shift })
    const at = place * 86_400
    const capped = { dwellSeconds: 60, cooldownMinutes: 0, perShift: 1 }
    const limits = place === 5 ? capped : defaultKudosLimits
    return [
      { at, day, limits, people },
      { at: at + 60, day, limits },
      { at: at + 100, day, limits, people: [out] },
      { at: at + 110, day, limits, people },
      { at: at + 170, day, limits },
    ]
  })
  const rules = [{ ...delighted, id: 'held' }, steady, best, ...defaultKudosRules]
  const kinds = new Set(crossed(days, rules).map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual([
    'personalBest',
    'starEarned',
    'starPointLit',
    'streak',
    'thresholdHeld',
  ])
  expect(restarted(days, rules)).toEqual(crossed(days, rules))
})

property.prop([stories])('[K1] telling the same again between steps changes nothing', (story) => {
  const twice = story.map((step) => ({
    ...step,
    people: [...(step.people ?? []), ...(step.people ?? [])],
    teams: [...(step.teams ?? []), ...(step.teams ?? [])],
  }))
  expect(idsOf(crossed(twice))).toEqual(idsOf(crossed(story)))
})

const changed = (
  story: readonly Step[],
  change: (one: StandardReading) => StandardReading,
): Step[] =>
  story.map((step) => ({
    ...step,
    people: (step.people ?? []).map((one) => ({
      ...one,
      standards: one.standards.map(change),
      shift: one.shift && { ...one.shift, standards: one.shift.standards.map(change) },
    })),
  }))

property.prop([stories])('[K5] more contacts of the same worth cross nothing more', (story) => {
  const enough = changed(story, (one) => ({ ...one, n: 50 }))
  const many = changed(enough, (one) => ({ ...one, n: 5000 }))
  expect(idsOf(crossed(many))).toEqual(idsOf(crossed(enough)))
})

property.prop([stories, value])(
  '[K5] no rule looks at handle time: what is lit of it was lit by the share inside the band',
  (story, handleTime) => {
    const otherwise = changed(story, (one) =>
      one.point === 'handleTime' ? { ...one, value: handleTime } : one,
    )
    expect(idsOf(crossed(otherwise))).toEqual(idsOf(crossed(story)))
  },
)

test('[K5] neither volume nor handle time can be named in a rule', () => {
  expect(celebratedStandards).not.toContain('handleTime')
  expect([...milestoneCounts].sort()).toEqual([
    'contributions',
    'followUpsDone',
    'helped',
    'satisfiedCustomers',
  ])
})

test('[K3] only subjects that changed are saved', () => {
  const board = new KudosRules()
  const step = (at: number, people: KudosInputs['people']): unknown =>
    crossed([{ at, people }], defaultKudosRules, board)
  step(0, [person({ satisfaction: 99 }), person({ quality: 50 }, { person: 'a02' })])
  expect([...board.takeChanges().changed.keys()]).toEqual([
    'kudos\u001fperson/a01',
    'kudos\u001fperson/a02',
  ])
  step(30, [])
  expect(board.takeChanges().changed.size).toBe(0)
  step(60, [])
  expect([...board.takeChanges().changed.keys()]).toEqual(['kudos\u001fperson/a01'])
})
