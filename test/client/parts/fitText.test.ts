import { expect, test } from 'vitest'
import { fitName, fitText, textWidth } from '../../../client/parts/fitText.ts'

test('a Chinese character is as wide as its size', () => {
  expect(textWidth('账单与缴费')).toBe(5)
})

test('text keeps its size where it fits, shrinks where it does not, and stops at the floor', () => {
  expect(fitText('账单与缴费', 288, 46, 28)).toBe(46)
  expect(fitText('账单与缴费服务', 288, 46, 28)).toBe(41)
  expect(fitText('账单与缴费服务以及其他', 200, 46, 28)).toBe(28)
})

test('a name that one line would make small stands on two', () => {
  expect(fitName('投诉关怀', 282, 46, 100)).toEqual({ size: 46, lines: 1 })
  expect(fitName('个人宽带与固定电话账单查询', 282, 46, 100)).toMatchObject({ lines: 2 })
  expect(fitName('个人宽带与固定电话账单查询', 282, 46, 60).lines).toBe(1)
})
