import { expect, test } from 'vitest'
import {
  defaultScheme,
  standardFor,
  weightOf,
  type Scheme,
  type Standard,
} from '../../../../server/core/people/scheme.ts'
import { schemeFaults } from '../../../../server/core/people/schemeFaults.ts'
import type { StarPoint } from '../../../../shared/people.ts'

const withStandard = (point: StarPoint, more: Partial<Standard>): Scheme => ({
  ...defaultScheme,
  standards: {
    ...defaultScheme.standards,
    [point]: { ...defaultScheme.standards[point], ...more },
  },
})

const places = (scheme: Scheme): string[] => schemeFaults(scheme).map(({ at }) => at)

test('[S1] the default weighs 35/30/25/10 and is without fault', () => {
  expect(weightOf(defaultScheme, 'satisfaction')).toBe(35)
  expect(weightOf(defaultScheme, 'efficiency')).toBe(30)
  expect(weightOf(defaultScheme, 'quality')).toBe(25)
  expect(weightOf(defaultScheme, 'teamwork')).toBe(10)
  expect(schemeFaults(defaultScheme)).toEqual([])
})

test('[S1] weights must total 100 and lie within their ranges', () => {
  expect(places(withStandard('satisfaction', { weight: 36 }))).toEqual(['standards'])
  const faults = schemeFaults(withStandard('satisfaction', { weight: 60 }))
  expect(faults.map(({ at }) => at)).toEqual(['standards', 'standards (satisfaction)'])
  expect(faults[1]?.reason).toBe('satisfaction must weigh 30 to 40 together, not 60')
})

test('[S2] a curve rises from the floor to the target', () => {
  const curve = [
    [70, 0],
    [85, 50],
    [90, 100],
  ] as const
  expect(places(withStandard('satisfaction', { curve }))).toEqual([])
  const falls = [
    [70, 0],
    [80, 60],
    [85, 50],
    [90, 100],
  ] as const
  expect(places(withStandard('satisfaction', { curve: falls }))).toEqual([
    'standards.satisfaction.curve',
  ])
  expect(places(withStandard('quality', { floor: 95 }))).toContain('standards.quality.floor')
})

test('[S3] a limit at or under the cohort itself would stop the average person', () => {
  const scheme = { ...defaultScheme, gates: { ...defaultScheme.gates, timesCohort: 1 } }
  expect(places(scheme)).toEqual(['gates.timesCohort'])
})

test('[S5] newcomers have targets of their own where the scheme names them', () => {
  expect(standardFor(defaultScheme, 'quality', true).target).toBe(85)
  expect(standardFor(defaultScheme, 'quality', false).target).toBe(90)
  expect(standardFor(defaultScheme, 'satisfaction', true).target).toBe(90)
})

test('[S2] a band goes from a smaller to a greater number of seconds', () => {
  const upsideDown = { from: 600, to: 120 }
  const queueHandleTimeBands = { faults: upsideDown }
  expect(places({ ...defaultScheme, handleTimeBand: upsideDown })).toEqual(['handleTimeBand'])
  expect(places({ ...defaultScheme, queueHandleTimeBands })).toEqual([
    'queueHandleTimeBands.faults',
  ])
})
