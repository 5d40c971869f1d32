import { expect, test } from 'vitest'
import { zoneOf } from '../../../client/parts/zoneOf.ts'

test('the zone of a target, from 0 to 1 along its line', () => {
  expect(zoneOf({ kind: 'atLeast', value: 90 }, [80, 100])).toEqual([0.5, 1])
  expect(zoneOf({ kind: 'atMost', value: 20 }, [0, 50])).toEqual([0, 0.4])
})

test('[M20] a handle time has a zone with two ends: shorter is not better', () => {
  expect(zoneOf({ kind: 'band', from: 270, to: 390 }, [180, 480])).toEqual([0.3, 0.7])
})

test('a target beyond the line ends at its end', () => {
  expect(zoneOf({ kind: 'atMost', value: 90 }, [0, 45])).toEqual([0, 1])
})
