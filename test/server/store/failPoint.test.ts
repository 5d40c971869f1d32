import { expect, test } from 'vitest'
import { FailPointError, brokenOnPurpose, failPointsFrom } from '../../../server/store/failPoint.ts'

test('without FAILPOINT nothing happens', () => {
  for (const setting of [undefined, '']) {
    const failPoint = failPointsFrom(setting)
    expect(() => failPoint('commit.afterWrite')).not.toThrow()
  }
})

test('a fail-point triggers at its nth time, once, and no other one does', () => {
  const failPoint = failPointsFrom('commit.afterWrite:3:throw')
  const hit = (): void => failPoint('commit.afterWrite')
  failPoint('commit.beforeWrite')
  expect(hit).not.toThrow()
  expect(hit).not.toThrow()
  expect(hit).toThrow(FailPointError)
  expect(hit).not.toThrow()
})

test('a fail-point with a probability triggers as often as chance says', () => {
  const draws = [0.5, 0.009, 0.02]
  const failPoint = failPointsFrom('ingest.beforeWrite:0.01:throw', () => draws.shift() ?? 1)
  const hit = (): void => failPoint('ingest.beforeWrite')
  expect(hit).not.toThrow()
  expect(hit).toThrow(FailPointError)
  expect(hit).not.toThrow()
})

test('several fail-points are given with commas', () => {
  const failPoint = failPointsFrom('ingest.beforeWrite:2:throw, commit.between:1:throw')
  expect(() => failPoint('commit.between')).toThrow('commit.between')
  expect(() => failPoint('ingest.beforeWrite')).not.toThrow()
})

test.each(['commit.aferWrite', 'commit.afterWrite:often', 'commit.afterWrite:0'])(
  'a setting that is not understood stops the start: %s',
  (setting) => {
    expect(() => failPointsFrom(setting)).toThrow('commit.beforeWrite')
  },
)

test('only what is named is broken', () => {
  const whole = { offsetApart: false, journalOff: false, grantApart: false }
  expect(brokenOnPurpose(undefined)).toEqual(whole)
  expect(brokenOnPurpose('other,offsetApart')).toEqual({ ...whole, offsetApart: true })
})
