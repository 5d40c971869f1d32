import { expect, test } from 'vitest'
import { fitSong, hanSize, latinLines, scriptOf } from '../../../client/parts/paperType.ts'

test('Chinese names on a slip: 200 for two letters, 156 for three, 118 for four, and smaller', () => {
  const names = ['陈晓', '林嘉禾', '欧阳明月', '买买提艾力']
  expect(names.map((name) => hanSize(name, 'column'))).toEqual([200, 156, 118, 96])
  expect(hanSize('陈晓', 'page')).toBe(320)
})

test('names in letters: one line up to eleven, two beyond, never wider than their room', () => {
  expect(latinLines('Xiao Chen', 482, 96, 74).lines).toEqual(['Xiao Chen'])
  const long = latinLines('Alexandra Montgomery-Smythe', 482, 96, 74)
  expect(long.lines).toEqual(['Alexandra', 'Montgomery-Smythe'])
  expect(long.size).toBeLessThan(50)
  expect(latinLines('agent-4711-overnight', 482, 96, 74).lines.length).toBe(1)
  expect(fitSong('Ann', 482, 96)).toBe(96)
})

test('the script of a name decides how it is set, not the language of the screen', () => {
  expect(['陈晓', 'Xiao Chen', '4711'].map(scriptOf)).toEqual(['han', 'latin', 'latin'])
})
