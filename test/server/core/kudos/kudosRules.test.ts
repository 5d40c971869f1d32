import { expect, test } from 'vitest'
import type { KudosInputs } from '../../../../server/core/kudos/kudosReading.ts'
import { KudosRules } from '../../../../server/core/kudos/kudosRules.ts'
import { crossed, delighted, helping, idsOf, person, standard, type Step } from './kudosStory.ts'
import { defaultKudosLimits } from '../../../../server/core/kudos/kudosRule.ts'
import { dayKey } from '../../../../shared/time.ts'

const satisfied = (value: number | null, more = {}): KudosInputs['people'] => [
  person({}, { standards: [standard('satisfaction', value, more)] }),
]
const first = 'delighted:1:person/a01:2026-11-16:1'
const second = 'delighted:1:person/a01:2026-11-16:2'

test('[K1] a threshold must hold for the dwell and be seen at both ends of it', () => {
  const story = [{ at: 0, people: satisfied(96) }, { at: 59 }, { at: 60 }, { at: 61 }]
  expect(idsOf(crossed(story.slice(0, 2), [delighted]))).toEqual([])
  expect(idsOf(crossed(story, [delighted]))).toEqual([first])
})

test('[K1] one evaluation is not enough, however long ago it was', () => {
  expect(crossed([{ at: 0, people: satisfied(96) }], [delighted])).toEqual([])
})

test('[K1] a lucky minute crosses nothing', () => {
  const story = [
    { at: 0, people: satisfied(96) },
    { at: 30, people: satisfied(94.9) },
    { at: 40, people: satisfied(96) },
    { at: 70 },
    { at: 99 },
  ]
  expect(crossed(story, [delighted])).toEqual([])
  expect(idsOf(crossed([...story, { at: 100 }], [delighted]))).toEqual([first])
})

test('[K1] what was crossed is left only 20 % under the threshold', () => {
  const again = (least: number): string[] =>
    idsOf(
      crossed(
        [
          { at: 0, people: satisfied(96) },
          { at: 60 },
          { at: 1000, people: satisfied(least) },
          { at: 2000, people: satisfied(96) },
          { at: 2060 },
        ],
        [delighted],
      ),
    )
  expect(again(76)).toEqual([first])
  expect(again(75.9)).toEqual([first, second])
})

test('[K1] nothing more from the same rule for fifteen minutes, and it is said then if it still holds', () => {
  const story = [
    { at: 0, people: satisfied(96) },
    { at: 60 },
    { at: 70, people: satisfied(50) },
    { at: 80, people: satisfied(96) },
    { at: 60 + 899 },
  ]
  expect(idsOf(crossed(story, [delighted]))).toEqual([first])
  expect(idsOf(crossed([...story, { at: 60 + 900 }], [delighted]))).toEqual([first, second])
  expect(
    idsOf(crossed([...story, { at: 900, people: satisfied(90) }, { at: 2000 }], [delighted])),
  ).toEqual([first])
})

test('[K1] under the minimum sample nothing is crossed', () => {
  const story = (n: number): Step[] => [{ at: 0, people: satisfied(100, { n }) }, { at: 60 }]
  expect(crossed(story(19), [delighted])).toEqual([])
  expect(crossed(story(20), [delighted])).toHaveLength(1)
})

test('[K1] no data changes nothing', () => {
  const none = satisfied(null, { n: 0 })
  const story = [
    { at: 0, people: satisfied(96) },
    { at: 60 },
    { at: 100, people: none },
    { at: 1500, people: satisfied(96) },
    { at: 1600 },
  ]
  expect(idsOf(crossed(story, [delighted]))).toEqual([first])
  expect(crossed([{ at: 0, people: none }, { at: 60 }, { at: 120 }])).toEqual([])
})

test('[K1] one person crosses so often in a shift and no more; another day is another shift', () => {
  const rules = [1, 2, 3].map((place) => ({ ...delighted, id: `r${place}` }))
  const limits = { ...defaultKudosLimits, perShift: 2 }
  const story = [
    { at: 0, limits, people: satisfied(96) },
    { at: 60, limits },
    { at: 30_000, limits },
  ]
  expect(idsOf(crossed(story, rules)).map((id) => id.slice(0, 2))).toEqual(['r1', 'r2'])
  const tomorrow = { at: 80_000, limits, day: dayKey('2026-11-19') }
  expect(idsOf(crossed([...story, tomorrow], rules))).toHaveLength(3)
})

test('[S7] the star is a criterion: neither cap nor cooldown holds a point back', () => {
  const limits = { ...defaultKudosLimits, perShift: 1 }
  const points = (['satisfaction', 'quality', 'teamwork'] as const).map((one) => standard(one, 95))
  const people = [person({}, { lit: points })]
  expect(crossed([{ at: 0, limits, people }])).toHaveLength(3)
})

test('[K3] a rule that the site has taken out says nothing, though it was about to', () => {
  const board = new KudosRules()
  const both = [delighted, helping]
  expect(crossed([{ at: 0, people: satisfied(96) }], both, board)).toEqual([])
  expect(crossed([{ at: 60 }], [helping], board)).toEqual([])
  expect(crossed([{ at: 61 }], both, board)).toEqual([])
})

test('[M22] a new version of the scheme does not say again what was said', () => {
  const story = [
    { at: 0, people: satisfied(96) },
    { at: 60 },
    { at: 2000, version: 2, people: satisfied(97) },
    { at: 2060, version: 2 },
  ]
  expect(idsOf(crossed(story, [delighted]))).toEqual([first])
})

test('[T6] a clock set back by a recording forgets what was seen', () => {
  const board = new KudosRules()
  crossed([{ at: 0, people: satisfied(96) }], [delighted], board)
  board.takeChanges()
  board.forget()
  expect(crossed([{ at: 60 }], [delighted], board)).toEqual([])
  expect(board.takeChanges()).toEqual({ changed: new Map(), gone: ['kudos\u001fperson/a01'] })
})

test('[K3] the parts of an identity cannot run into each other', () => {
  const odd = [{ ...person(), person: 'a:1%', standards: [standard('satisfaction', 96)] }]
  const ids = idsOf(crossed([{ at: 0, people: odd }, { at: 60 }], [delighted]))
  expect(ids).toEqual(['delighted:1:person/a%3A1%25:2026-11-16:1'])
})
