import { describe, expect, test } from 'vitest'
import { startWords } from '../../../client/i18n/index.ts'
import { chineseDigits, chineseNumber } from '../../../client/i18n/chineseNumbers.ts'
import { fromWords, slipWords, stageSummary } from '../../../client/i18n/stageWords.ts'
import { standardTarget, standardValue, starWords } from '../../../client/i18n/standardWords.ts'
import { starPoints } from '../../../shared/people.ts'
import { contents, people } from '../../support/peopleStates.ts'

const zh = startWords('zh-CN').t
const en = startWords('en').t

describe('beside a star', () => {
  test('[4.4] how many are lit and what is next', () => {
    expect(people.stars.map((star) => starWords(zh, star))).toEqual([
      '已亮四点，差 一次解决',
      '已亮四点，差 互助协作',
      '已亮三点，质检 92 / 95',
    ])
    expect(people.stars.map((star) => starWords(en, star))).toEqual([
      '4 lit · next: first-call fix',
      '4 lit · next: teamwork',
      '3 lit · quality 92 / 95',
    ])
  })

  test('[10] the next step in handle time is never a number', () => {
    const row = { lit: 3, next: 'handleTime', nextValue: 342, nextTarget: 300 } as const
    expect(starWords(zh, row)).toBe('已亮三点，差 处理时长')
  })

  test('a whole star, and one that has not begun', () => {
    const nothing = { nextValue: null, nextTarget: null }
    expect(starWords(zh, { lit: 5, next: null, ...nothing })).toBe('五点齐亮')
    expect(starWords(en, { lit: 0, next: 'quality', ...nothing })).toBe('first: quality')
  })
})

describe('on paper', () => {
  test('[10] a handle time is in its band or not shown', () => {
    expect(starPoints.map((point) => standardValue(zh, point, 96))).toEqual([
      '96.0%',
      '96.0%',
      '96',
      '区间内',
      '96 次',
    ])
    expect(standardTarget(en, 'handleTime', 300)).toBe('')
    expect(standardTarget(en, 'firstContact', 84)).toBe('Standard 84%')
  })

  test('[15] a point that somebody spoke about', () => {
    expect(slipWords(zh, contents.pointLit, 'zh-CN', 90)).toEqual({
      label: '又亮一点',
      names: ['陈晓'],
      value: '84.2%',
      what: '一次解决',
      standard: '标准 84%',
      sentence: '三段账单一次讲清，客户当场确认，没有再来电。',
      by: '组长 李文静 送上',
    })
  })

  test('[5] several points of one person, [6] several people, [4] the recap', () => {
    const label = (content: Parameters<typeof slipWords>[1]) => [
      slipWords(zh, content, 'zh-CN', 90).label,
      slipWords(en, content, 'en', 90).label,
    ]
    expect(label(contents.twoPoints)).toEqual(['今天又亮两点', '2 more points lit today'])
    expect(label(contents.group)).toEqual(['四位同事一起亮点', 'Four colleagues lit a point'])
    expect(label({ ...contents.group, count: 7 })[0]).toBe('7 位同事一起亮点')
    expect(slipWords(zh, { ...contents.group, count: 7 }, 'zh-CN', 90).by).toBe('等 7 位')
    expect(label(contents.recap)).toEqual([
      '刚才的 4 个好消息',
      '4 good moments from the last while',
    ])
  })

  test('every kind has words in both languages, without a key left over or an exclamation mark', () => {
    for (const content of Object.values(contents)) {
      for (const told of [
        stageSummary(zh, content, 'zh-CN', 90),
        stageSummary(en, content, 'en', 90),
      ]) {
        expect(told.length).toBeGreaterThan(5)
        expect(told).not.toMatch(/stage\.|people\.|undefined|\{\{|[!！]/)
      }
    }
  })

  test('a thank-you noted by the system names nobody as its giver', () => {
    expect(fromWords(zh, { kind: 'system' }, '14:26', 'zh-CN')).toBe('系统记下 · 14:26')
  })

  test('years and weeks as they are written down a plaque', () => {
    expect(chineseDigits(2025)).toBe('二〇二五')
    expect([1, 10, 14, 20, 47].map(chineseNumber)).toEqual(['一', '十', '十四', '二十', '四十七'])
  })
})
