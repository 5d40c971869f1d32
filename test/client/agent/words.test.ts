import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isMet,
  nearestGap,
  shortStepLeadsTo,
  standingWords,
  stepLeadsTo,
  stepUnit,
} from '../../../client/i18n/agentWords.ts'
import { startWords } from '../../../client/i18n/index.ts'
import { markThanksSeen, unseenThanks } from '../../../client/store/agentSeen.ts'
import { takeToken } from '../../../client/net/deviceToken.ts'
import type { NextStep } from '../../../shared/agentView.ts'
import { starPoints, type StandardView } from '../../../shared/people.ts'
import { after } from '../../../shared/time.ts'
import { agentStates } from '../../support/peopleFixturesAgent.ts'

const zh = startWords('zh-CN').getFixedT('zh-CN', 'personal')
const en = startWords('en').getFixedT('en', 'personal')
const { standards, thanks } = agentStates.glance
const latest = thanks.last!
const handleTime = standards.find(({ point }) => point === 'handleTime')!

test('[11] the five rows, in words', () => {
  expect(standards.map((standard) => standingWords(zh, standard))).toEqual([
    '标准 95%',
    '还差 1.4 个点',
    '标准 95',
    '在健康区间',
    '标准 8 次',
  ])
})

test('[S9] outside the band it only names the band, on either side: never shorter calls', () => {
  for (const value of [200, 460]) {
    const words = standingWords(zh, { ...handleTime, value, lit: false, progress: 0.4 })
    expect(words).toBe('健康区间 4:30–6:30')
  }
})

test('[S9] the nearest gap is never handle time, whatever the figures', () => {
  const standard = fc.record({
    point: fc.constantFrom(...starPoints),
    value: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    progress: fc.constantFrom(0, 0.3, 0.6, 0.9, 1),
  })
  fc.assert(
    fc.property(fc.array(standard, { maxLength: 5 }), (drawn) => {
      const own = drawn.map((one): StandardView => {
        const known = standards.find(({ point }) => point === one.point)!
        return { ...known, value: one.value, progress: one.progress }
      })
      const gap = nearestGap({ standards: own })
      expect(gap === null || (gap.point !== 'handleTime' && !isMet(gap))).toBe(true)
    }),
  )
})

const step = (more: Partial<NextStep>): NextStep => ({
  point: 'firstContact',
  count: 2,
  place: null,
  lights: true,
  completesStar: false,
  ...more,
})

test('[S9] the one next step', () => {
  expect(stepUnit(zh, step({}))).toBe('通一次解决')
  expect([stepUnit(en, step({ count: 1 })), stepUnit(en, step({}))]).toEqual([
    'first-call fix',
    'first-call fixes',
  ])
  const both = step({ place: 4, completesStar: true })
  expect([stepLeadsTo(zh, both), shortStepLeadsTo(zh, both)]).toEqual([
    '，就到第 4，星也亮齐',
    '到第 4，星亮齐',
  ])
  expect(stepLeadsTo(zh, step({}))).toBe('，又亮一点')
  expect(stepLeadsTo(zh, step({ completesStar: true }))).toBe('，星就亮齐')
  expect(stepLeadsTo(en, both)).toBe(': no. 4, star complete')
})

test('thanks are new until the page was open, and a new week begins at none', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  expect(unseenThanks(thanks, storage)).toBe(4)
  markThanksSeen(thanks, storage)
  expect(unseenThanks(thanks, storage)).toBe(0)
  const last = { ...latest, at: after(latest.at, 1) }
  expect(unseenThanks({ thisWeek: 6, last }, storage)).toBe(2)
  expect(unseenThanks({ thisWeek: 1, last }, storage)).toBe(1)
  expect(unseenThanks({ thisWeek: 0, last: null }, storage)).toBe(0)
})

test('a token comes in the address once, is kept, and leaves the address', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const replaced: string[] = []
  const take = (hash: string) =>
    takeToken('lead', { hash, pathname: '/lead', search: '?language=en' }, storage, (address) =>
      replaced.push(address),
    )
  expect([take('#token=abc'), take(''), take('#token=new'), take('')]).toEqual([
    'abc',
    'abc',
    'new',
    'new',
  ])
  expect(replaced).toEqual(['/lead?language=en', '/lead?language=en'])
})
