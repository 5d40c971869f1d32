import { expect, test } from 'vitest'
import { startWords } from '../../../client/i18n/index.ts'
import { agoWords, factWords } from '../../../client/i18n/personalWords.ts'
import english from '../../../client/i18n/personal.en.json' with { type: 'json' }
import chinese from '../../../client/i18n/personal.zh-CN.json' with { type: 'json' }
import {
  audiencesWithin,
  firstBehaviour,
  sentencesOf,
} from '../../../client/store/leadSentences.ts'
import { after } from '../../../shared/time.ts'
import { leadStates } from '../../support/peopleFixtures.ts'
import { AT } from '../../support/wallStates.ts'

const [solved] = leadStates.calm.behaviours
const zh = startWords('zh-CN').getFixedT('zh-CN', 'personal')
const en = startWords('en').getFixedT('en', 'personal')

function keysOf(words: object, before = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value as object, `${before}${key}.`)
      : [`${before}${key.replace(/_(one|other)$/, '')}`],
  )
}

test('both languages have the same words', () => {
  expect(new Set(keysOf(chinese))).toEqual(new Set(keysOf(english)))
})

test('a sentence built from the fact comes first, because it is true of it', () => {
  const known = sentencesOf(solved!, { value: '84.2%', target: '84%' }, 'zh-CN')
  expect(known).toEqual([
    '本周一次解决 84.2%，稳稳过了标准线。',
    '三段账单一次讲清，客户当场确认，没有再来电。',
    '听完先复述一遍再解答，老人家很放心。',
  ])
})

test('no sentence is offered with a figure nobody measured', () => {
  for (const behaviour of leadStates.calm.behaviours) {
    const offered = sentencesOf(behaviour, { value: null, target: null }, 'en')
    expect(offered.filter((sentence) => /[{}]|null/.test(sentence))).toEqual([])
  }
})

test('a moment brings its behaviour, a person their top one this week, else the first', () => {
  const view = leadStates.calm
  expect(firstBehaviour(view, 'hanyutong', view.moments[1]!)).toBe('standard')
  expect(firstBehaviour(view, 'tangyiming', null)).toBe('clear')
  expect(firstBehaviour({ ...view, people: [] }, 'nobody', null)).toBe('solved')
  expect(firstBehaviour({ behaviours: [], people: [] }, 'nobody', null)).toBe('')
})

test('[K6] nothing lies beyond what the person agreed to', () => {
  expect([audiencesWithin('wall'), audiencesWithin('team'), audiencesWithin('me')]).toEqual([
    ['wall', 'me'],
    ['team', 'me'],
    ['me'],
  ])
})

test('[10] what just happened, in words', () => {
  expect(leadStates.calm.moments.map(({ fact }) => factWords(zh, fact))).toEqual([
    '又亮一点：一次解决 84.2%，标准 84%',
    '新人第 38 天，质检首次到 92',
    '3 位客户给了好评',
    '连续 2 天帮同事，共 7 次',
  ])
  expect(factWords(en, { kind: 'satisfiedCustomer', count: 1 })).toBe('1 customer gave a good mark')
  expect(factWords(zh, { kind: 'pointLit', point: 'handleTime', value: 92, target: 75 })).toBe(
    '又亮一点：处理时长 92.0%，标准 75%',
  )
})

test('how long ago', () => {
  const ago = (seconds: number) => agoWords(zh, after(AT, -seconds * 1000), AT)
  expect([ago(-5), ago(59), ago(60), ago(3599), ago(7200)]).toEqual([
    '刚刚',
    '刚刚',
    '1 分钟前',
    '59 分钟前',
    '2 小时前',
  ])
})
