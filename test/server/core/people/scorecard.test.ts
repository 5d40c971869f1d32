import { expect, test } from 'vitest'
import { gatesOf } from '../../../../server/core/people/gates.ts'
import { defaultScheme } from '../../../../server/core/people/scheme.ts'
import { scorecard } from '../../../../server/core/people/scorecard.ts'
import {
  pointsOf,
  shareOf,
  shrunkOf,
  valueOf,
} from '../../../../server/core/people/standardMeasure.ts'
import type { Sums } from '../../../../shared/metrics/measures.ts'
import type { StarPoint } from '../../../../shared/people.ts'
import { sums } from '../../../support/floors.ts'
import { cohortOf, person } from '../../../support/peopleSums.ts'

const scheme = defaultScheme
const card = (own: Sums, others: readonly Sums[] = [], newcomer = false) =>
  scorecard(own, cohortOf([own, ...others]), scheme, newcomer)
const pointOf = (own: Sums, point: StarPoint, newcomer = false) =>
  card(own, [], newcomer).standards.find((standard) => standard.point === point)!
const closed = (own: Sums, others: readonly Sums[] = []): string[] =>
  gatesOf(own, cohortOf([own, ...others]).all, scheme)
    .filter(({ state }) => state === 'closed')
    .map(({ kind }) => kind)

test('[S1] somebody at every target has 35 + 20 + 25 + 10 + 10 = 100', () => {
  const { score, provisional, gate } = card(person())
  expect({ score, provisional, gate }).toEqual({ score: 100, provisional: false, gate: 'passed' })
})

test('[S2] the curve is straight from the floor to the target unless published otherwise', () => {
  const { satisfaction } = scheme.standards
  const at = [60, 70, 80, 90, 99].map((value) => pointsOf(satisfaction, value))
  expect(at).toEqual([0, 0, 50, 100, 100])
  const bent = {
    ...satisfaction,
    curve: [
      [70, 0],
      [85, 25],
      [90, 100],
    ] as const,
  }
  expect([70, 77.5, 85, 87.5, 95].map((value) => pointsOf(bent, value))).toEqual([
    0, 12.5, 25, 62.5, 100,
  ])
})

test('[S2] handle time counts by the share in its band: nothing in band earns nothing', () => {
  expect(pointOf(person({ inBand: 60 }), 'handleTime').earned).toBeCloseTo(10)
  expect(pointOf(person({ inBand: 40 }), 'handleTime').earned).toBeCloseTo(5)
  expect(pointOf(person({ inBand: 10 }), 'handleTime').earned).toBe(0)
})

test('[S3] a confirmed breach of compliance closes, however small the sample', () => {
  expect(closed(person({ breaches: 1 }))).toEqual(['compliance'])
})

test('[S3] satisfaction or quality under the floor closes', () => {
  expect(closed(person({ csatSatisfied: 34 }))).toEqual(['satisfaction'])
  expect(closed(person({ csatSatisfied: 35 }))).toEqual([])
  expect(closed(person({ qualityHundredths: 74_990 }))).toEqual(['quality'])
})

test('[S3] transfers or repeats above 1.5 times the cohort close', () => {
  const others = [person({ transferred: 10 }), person({ transferred: 10 })]
  expect(closed(person({ transferred: 20 }), others)).toEqual([])
  expect(closed(person({ transferred: 25 }), others)).toEqual(['transfers'])
  expect(closed(person({ resolved: 40 }), [person(), person()])).toEqual(['repeats'])
})

test('[S3] a gated person earns no efficiency point and keeps the others', () => {
  const { score, gate, standards } = card(person({ breaches: 1 }))
  expect(gate).toBe('closed')
  expect(score).toBe(70)
  expect(standards.find(({ point }) => point === 'firstContact')).toMatchObject({
    points: 100,
    earned: 0,
  })
})

test('[S3] missing quality is provisional, never a pass', () => {
  const { gate, provisional, score } = card(person({ assessed: 0, qualityHundredths: 0 }))
  expect({ gate, provisional, score }).toEqual({ gate: 'open', provisional: true, score: 45 })
})

test('[M21] under 20 ratings or 30 contacts a card is provisional', () => {
  expect(card(person({ csatAnswered: 20, csatSatisfied: 20 })).provisional).toBe(false)
  expect(card(person({ csatAnswered: 19, csatSatisfied: 19 })).provisional).toBe(true)
  expect(card(person({ handled: 30, inBand: 30 })).provisional).toBe(false)
  expect(card(person({ handled: 29, inBand: 29 })).provisional).toBe(true)
})

test('[S4] (k + K·m) ÷ (n + K) with K = 40: 10 of 10 in a cohort of 80 % count as 84 %', () => {
  const share = shareOf('csat', sums({ csatAnswered: 10, csatSatisfied: 10 }))
  expect(shrunkOf(share, 80, 40)).toBe(84)
  expect(valueOf(share)).toBe(100)
  expect(shrunkOf(share, null, 40)).toBe(100)
})

test('[S4] the plain value and n stay beside what is drawn to the mean', () => {
  const own = person({ csatAnswered: 20, csatSatisfied: 20 })
  const { standards } = card(own, [person({ csatAnswered: 1000, csatSatisfied: 800 })])
  const [satisfaction] = standards
  expect(satisfaction).toMatchObject({ value: 100, n: 20 })
  expect(satisfaction?.shrunk).toBeLessThan(90)
})

test('[S5] newcomers are held to targets of their own', () => {
  const learning = person({ qualityHundredths: 85_000 })
  expect(pointOf(learning, 'quality', true).points).toBe(100)
  expect(pointOf(learning, 'quality').points).toBeCloseTo(66.67, 1)
})
