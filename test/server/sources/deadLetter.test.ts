import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { deadText, deadValue } from '../../../server/sources/deadLetter.ts'

test.each(['caller 13800138000 waits', 'tel:+49 (30) 901820-0', '0551-6288.1234|q'])(
  '[P18] what could be a caller’s number in %j is blanked',
  (text) => {
    expect(deadText(text, 'no').raw).toContain('(number)')
    expect(deadText(text, 'no').raw).not.toMatch(/\d{4}/)
  },
)

test('short numbers stay, as positions and queues have them', () => {
  expect(deadText('line 3 of 600', 'no').raw).toBe('line 3 of 600')
})

test('[P18] of members that no event has only the kind is kept', () => {
  const value = {
    id: 'a',
    source: 'pbx',
    caller: '13800138000',
    data: { queue: 'q', phone: 13_800_138_000, list: ['1', '2'], waited: { deep: 'secret' } },
  }
  expect(deadValue(value, 'no')).toEqual({
    source: 'pbx',
    reason: 'no',
    raw: JSON.stringify({
      id: 'a',
      source: 'pbx',
      caller: '(text of 11 characters)',
      data: {
        queue: 'q',
        phone: '(number)',
        list: '(list of 2)',
        waited: '(object)',
      },
    }),
  })
})

test.each<[unknown, string]>([
  ['13800138000', '"(text of 11 characters)"'],
  [[1, 2, 3], '"(list of 3)"'],
  [null, '"(null)"'],
  [13_800_138_000, '"(number)"'],
])('[P18] a value that is no object, as %j, keeps its kind', (value, raw) => {
  expect(deadValue(value, 'no')).toEqual({ raw, reason: 'no', source: 'unknown' })
})

property.prop([fc.jsonValue()])('whatever came in fits into a letter of 4 KB', (value) => {
  expect(deadValue({ id: value, data: value, x: value }, 'no').raw.length).toBeLessThanOrEqual(4096)
})
