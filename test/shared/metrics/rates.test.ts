import { expect, test } from 'vitest'
import { emptySums } from '../../../shared/metrics/measures.ts'
import { measured, sums } from '../../support/floors.ts'

/** 70 answered within 20 s, 12 later; 6 abandoned within 5 s, 4 between 5 and 20 s, 8 later. */
const hundred = sums({
  offered: 100,
  answered: 82,
  answeredInTime: 70,
  abandoned: 18,
  abandonedShort: 6,
  abandonedInTime: 10,
})

test.each([
  ['answeredOnly', 85.4],
  ['abandonsWithinHelp', 80],
  ['abandonsWithinIgnored', 77.8],
  [undefined, 74.5],
  ['allOffered', 70],
])('[M7] service level of the 100 calls by %s is %d %%', (option, percent) => {
  expect(measured('serviceLevel', hundred, option).value).toBeCloseTo(percent, 1)
})

test('[M7] the live figure counts those already waiting past T as missed: 70 of 94 + 6', () => {
  const levels = { waiting: 9, waitingPastTarget: 6, longestWaitMs: 60_000 }
  expect(measured('serviceLevel', hundred, undefined, levels)).toEqual({ value: 70, n: 100 })
})

test('[M7] nobody ended but two already wait past T: 0 %, for it cannot come right any more', () => {
  const levels = { waiting: 2, waitingPastTarget: 2, longestWaitMs: 60_000 }
  expect(measured('serviceLevel', emptySums(), undefined, levels)).toEqual({ value: 0, n: 2 })
})

/** 60 answered; 10 abandoned (4 short), 5 timed out, 3 rejected, 2 by key; 20 on neither side. */
const mixed = sums({
  offered: 110,
  answered: 60,
  answeredInTime: 44,
  abandoned: 10,
  abandonedShort: 4,
  timedOut: 5,
  leftEmpty: 1,
  refused: 2,
  leftByKey: 2,
  withdrawn: 8,
  redirected: 7,
  callbacks: 5,
  arrivalsAnswered: 57,
  arrivalsFailed: 19,
})

test('[M5] connection rate: 60 ÷ 80, with overflow, transfers, withdrawals and callbacks on neither side', () => {
  expect(measured('connectionRate', mixed)).toEqual({ value: 75, n: 80 })
})

test('[M5] withoutShortAbandons: 60 ÷ (80 − 4)', () => {
  expect(measured('connectionRate', mixed, 'withoutShortAbandons').value).toBeCloseTo(78.947, 3)
})

test('[M5] byArrivalCohort: of those who came in, 57 ÷ (57 + 19)', () => {
  expect(measured('connectionRate', mixed, 'byArrivalCohort')).toEqual({ value: 75, n: 76 })
})

test('[M5] digital: 44 answered within target ÷ 110 sessions', () => {
  expect(measured('connectionRate', mixed, 'digital')).toEqual({ value: 40, n: 110 })
})

test('[M8] abandon rate: 10 of 100 visits that ended, short ones apart or out', () => {
  expect(measured('abandonRate', mixed)).toEqual({ value: 10, n: 100 })
  expect(measured('abandonRate', mixed, 'shortOnly').value).toBe(4)
  expect(measured('abandonRate', mixed, 'withoutShortAbandons').value).toBe(6.25)
})
