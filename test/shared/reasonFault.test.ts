import { expect, test } from 'vitest'
import { cleanReason, reasonFault } from '../../shared/reasonFault.ts'

test('[K7] a reason has at least six characters, as a reader counts them', () => {
  expect(reasonFault('  很有耐心 ')).toBe('TOO_SHORT')
  expect(reasonFault('一直很耐心。')).toBeNull()
  expect(reasonFault('👩‍👩‍👧 👩‍👩‍👧')).toBe('TOO_SHORT')
  expect(reasonFault('好'.repeat(141))).toBe('TOO_LONG')
})

test.each([
  '请回 13812345678 的客户',
  '她记下了 138 1234 5678 这个号',
  '分机 ０１０-６２７７８８９９ 的老人家',
  'Called +86 (21) 6277 8899 back',
])('[K7] a telephone number is refused: %s', (words) => {
  expect(reasonFault(words)).toBe('PHONE_NUMBER')
})

test('[K7] the number of an identity card or a bank card is refused', () => {
  expect(reasonFault('核对了 11010519491231002X 的资料')).toBe('ID_NUMBER')
  expect(reasonFault('6222 0210 0112 2337 890 的卡')).toBe('ID_NUMBER')
})

test.each([
  '本周一次解决 84.2%，过了 84% 的标准线',
  '11 月 18 日 14:32 接起 7 通转接',
  '2026-11-18 那通账单讲清了',
])('figures, dates and times are no numbers of anybody: %s', (words) => {
  expect(reasonFault(words)).toBeNull()
})

test('unseen characters and turned directions do not get in', () => {
  expect(cleanReason('一\u202E直 \n 很\u0007耐心')).toBe('一 直 很 耐心')
})
