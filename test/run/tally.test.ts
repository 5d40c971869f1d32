import { expect, test } from 'vitest'
import { tallyTests } from './tally.ts'

const report = { passed: 40, failed: 0, skipped: [], whole: true }

test('a whole run counts its tests', () => {
  expect(tallyTests(report, true)).toEqual({ passed: 40, failed: 0 })
  expect(tallyTests({ ...report, failed: 2 }, false)).toEqual({ passed: 40, failed: 2 })
})

test.each([
  ['it broke off before it could report', undefined, false],
  ['it found no test, however it ended', { ...report, passed: 0 }, true],
])('a run without results is one failure: %s', (_name, given, endedWell) => {
  expect(tallyTests(given, endedWell)).toEqual({ passed: 0, failed: 1 })
})

test.each([
  ['it ended badly though every test passed', report, false],
  ['something broke outside a test', { ...report, whole: false }, true],
])('a run that is not whole has one failure more: %s', (_name, given, endedWell) => {
  expect(tallyTests(given, endedWell)).toEqual({ passed: 40, failed: 1 })
})
