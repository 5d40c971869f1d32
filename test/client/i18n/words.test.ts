import { expect, test } from 'vitest'
import { lengthWords, reasonWords, shortLengthWords } from '../../../client/i18n/alarmWords.ts'
import { figureOf, targetWords, warningWords } from '../../../client/i18n/heroWords.ts'
import { startWords } from '../../../client/i18n/index.ts'
import { openingTime, timeOfDay } from '../../../client/i18n/timeOfDay.ts'
import english from '../../../client/i18n/en.json' with { type: 'json' }
import chinese from '../../../client/i18n/zh-CN.json' with { type: 'json' }
import { epochMs } from '../../../shared/time.ts'
import { AT, wallStates } from '../../support/wallStates.ts'

const zh = startWords('zh-CN').t
const en = startWords('en').t
const { metrics } = wallStates.warnings.view
const [connectionRate, asa, aht] = [metrics.connectionRate!, metrics.asa!, metrics.aht!]

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

test('[15] reasons of an alarm', () => {
  const reason = { kind: 'waitingPast', count: 3, seconds: 120 } as const
  expect([reasonWords(zh, reason), reasonWords(en, reason)]).toEqual([
    '3 人等候超 2 分钟',
    '3 past 2 minutes',
  ])
  expect(reasonWords(en, { kind: 'longestPast', seconds: 240 })).toBe('Longest past 4 minutes')
  expect(reasonWords(en, { kind: 'waitingPast', count: 1, seconds: 60 })).toBe('1 past 1 minute')
})

test('[15] lengths', () => {
  expect(lengthWords(zh, 90)).toBe('90 秒')
  expect([shortLengthWords(zh, 240_000), shortLengthWords(en, 45_000)]).toEqual(['4 分', '45 s'])
})

test('[15] targets and the distance from them', () => {
  expect(targetWords(zh, 'percent', connectionRate.target!)).toBe('目标 ≥ 90%')
  expect(targetWords(zh, 'seconds', asa.target!)).toBe('目标 ≤ 20 秒')
  expect(targetWords(en, 'seconds', aht.target!)).toBe('Healthy band 4:30–6:30')
  expect(warningWords(zh, 'seconds', 41, asa.target!, 'over')).toBe('比目标多 21 秒')
  expect(warningWords(en, 'seconds', 41, asa.target!, 'over')).toBe('21 s over target')
  expect(warningWords(zh, 'percent', 86.9, connectionRate.target!, 'under')).toBe(
    '比目标低 3.1 个百分点',
  )
  expect(warningWords(zh, 'seconds', 421, aht.target!, 'over')).toBe('偏长，看看是否需要支援')
  expect(warningWords(zh, 'seconds', 200, aht.target!, 'under')).toBe('偏短，留意质量')
})

test('[5] ASA under 100 is in seconds, else m:ss; AHT is always m:ss; no value is a dash', () => {
  expect(figureOf('asa', { ...asa, value: 99 })).toEqual({ digits: '99', unit: 'seconds' })
  expect(figureOf('asa', { ...asa, value: 100 })).toEqual({ digits: '1:40', unit: null })
  expect(figureOf('aht', { ...aht, value: 85 })).toEqual({ digits: '1:25', unit: null })
  expect(figureOf('aht', undefined)).toEqual({ digits: '—', unit: null })
})

test('the clock is the site’s, not the screen’s', () => {
  expect(timeOfDay(AT, 'Asia/Shanghai')).toBe('14:32')
  expect(timeOfDay(AT, 'America/New_York')).toBe('01:32')
})

test('[6] when the floor opens, with the day if it is another one', () => {
  const morning = epochMs(AT - 9 * 3_600_000)
  expect(openingTime(epochMs(AT - 6.5334 * 3_600_000), morning, 'Asia/Shanghai', 'en')).toBe('7:59')
  expect(openingTime(epochMs(AT + 17.4667 * 3_600_000), AT, 'Asia/Shanghai', 'en')).toBe('Thu 8:00')
})

test('[A1] an alarm that is no more what its reason tells says that it is easing', () => {
  const reason = { kind: 'waitingPast', count: 3, seconds: 120 } as const
  expect(reasonWords(en, reason, 3)).toBe('3 past 2 minutes')
  expect(reasonWords(en, reason, 2)).toBe('Easing, clear in a moment')
  expect(reasonWords(zh, { kind: 'longestPast', seconds: 240 }, 0)).toBe(
    '正在缓解，持续一会儿即恢复',
  )
})
