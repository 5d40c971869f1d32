import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { KudosRules } from '../../../../server/core/kudos/kudosRules.ts'
import type { KudosInputs, StandardReading } from '../../../../server/core/kudos/kudosReading.ts'
import {
  celebratedStandards,
  defaultKudosRules,
  milestoneCounts,
} from '../../../../server/core/kudos/kudosRule.ts'
import { starPoints } from '../../../../shared/people.ts'
import { dayKey } from '../../../../shared/time.ts'
import { crossed, idsOf, person, standard, type Step } from './kudosStory.ts'

const value = fc.constantFrom(null, 0, 60, 72, 89.9, 90, 95, 98, 100)
const reading = (days: number) =>
  fc
    .record({
      name: fc.constantFrom('a01', 'a02', 'a03'),
      values: fc.tuple(value, value, value, value, value),
      n: fc.constantFrom(4, 19, 20, 30, 80),
      helped: fc.integer({ min: 0, max: 12 }),
      worked: fc.boolean(),
    })
    .map(({ name, values, n, helped, worked }) => {
      const day = dayKey(`2026-11-${String(10 + days).padStart(2, '0')}`)
      const period = dayKey(days < 6 ? '2026-11-09' : '2026-11-16')
      const standards = starPoints.map((point, place) =>
        standard(point, values[place] ?? null, { n, provisional: n < 20 }),
      )
      const shift = worked ? { day, standards } : null
      return person({}, { person: name, period, standards, counts: { helped }, shift })
    })

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
      const teams = team === undefined ? [] : [{ team: 'kapok', day, score: team, goal: 90 }]
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

property.prop([stories, fc.nat(40)])(
  '[K3] a restart in the middle, from its saved rows, changes no crossing',
  (story, place) => {
    const before = new KudosRules()
    const early = crossed(story.slice(0, place), defaultKudosRules, before)
    const after = new KudosRules()
    after.restore(new Map([...before.takeChanges().changed, ['alarms', '{}']]))
    const late = crossed(story.slice(place), defaultKudosRules, after)
    expect([...early, ...late]).toEqual(crossed(story))
  },
)

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
  const enough = changed(story, (one) => ({ ...one, n: 50, provisional: false }))
  const many = changed(enough, (one) => ({ ...one, n: 5000 }))
  expect(idsOf(crossed(many))).toEqual(idsOf(crossed(enough)))
})

property.prop([stories, value])(
  '[K5] handle time lights its own point of the star and moves no other rule',
  (story, handleTime) => {
    const others = (steps: readonly Step[]): string[] =>
      idsOf(crossed(steps)).filter((id) => !/^(?:lit-handleTime|star):/.test(id))
    const told = changed(story, (one) =>
      one.point === 'handleTime' ? { ...one, value: handleTime } : one,
    )
    expect(others(told)).toEqual(others(story))
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
  step(0, [person({ quality: 95 }), person({ quality: 50 }, { person: 'a02' })])
  expect([...board.takeChanges().changed.keys()]).toEqual([
    'kudos\u001fperson/a01',
    'kudos\u001fperson/a02',
  ])
  step(30, [])
  expect(board.takeChanges().changed.size).toBe(0)
  step(60, [])
  expect([...board.takeChanges().changed.keys()]).toEqual(['kudos\u001fperson/a01'])
})
