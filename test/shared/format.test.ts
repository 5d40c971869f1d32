import { expect, test } from 'vitest'
import { minutesAndSeconds, percent, percentLimit, waitText } from '../../shared/format.ts'

test('a length of time is written m:ss and never negative', () => {
  expect([342, 0, 9, 59.9, 60, 3599, -5].map(minutesAndSeconds)).toEqual([
    '5:42',
    '0:00',
    '0:09',
    '0:59',
    '1:00',
    '59:59',
    '0:00',
  ])
})

test('rates carry one decimal, the full hundred none', () => {
  expect([93.6, 90, 0, 100, 99.9].map(percent)).toEqual(['93.6', '90.0', '0.0', '100', '99.9'])
  expect([90, 92.5, 3.1000000000000085].map(percentLimit)).toEqual(['90', '92.5', '3.1'])
})

test('a wait is minutes and seconds up to 100 minutes, then hours and minutes', () => {
  expect(waitText(58_999)).toEqual({ kind: 'minutes', text: '0:58' })
  expect(waitText(5_999_999)).toEqual({ kind: 'minutes', text: '99:59' })
  expect(waitText(6_000_000)).toEqual({ kind: 'hours', hours: '1', minutes: '40' })
  expect(waitText(-1)).toEqual({ kind: 'minutes', text: '0:00' })
})
