import { expect, test } from 'vitest'
import { epochMs } from '../../../../shared/time.ts'
import { defaultBehaviours } from '../../../../server/core/behaviours.ts'
import type { KudosCrossing } from '../../../../server/core/kudos/kudosCrossing.ts'
import { filled } from '../../../../server/core/recognition/sentence.ts'

const crossing = (more: Partial<KudosCrossing>): KudosCrossing => ({
  id: 'rule:1:person/a1:2026-03-02:1',
  rule: 'rule',
  kind: 'milestone',
  subject: { kind: 'person', id: 'a1' },
  behaviour: 'helped',
  fact: {
    standard: 'helped',
    value: 2,
    target: null,
    unit: 'count',
    n: null,
    window: { kind: 'period', from: '2026-03-02' },
  },
  audienceDefault: 'wall',
  tier: 'T1',
  at: epochMs(0),
  ...more,
})

test('[K5] an automatic line names behaviour and figure, once', () => {
  const said = filled(crossing({}), defaultBehaviours)
  expect(said?.en).toContain('2')
  expect(said?.['zh-CN']).toMatch(/2 次/)
  expect(said?.['zh-CN']).not.toMatch(/次 次/)
})

test("[K5] a rule's own words go before the behaviour's", () => {
  const sentence = { 'zh-CN': '连续 {value} 达标', en: '{value} in a row' }
  const fact = { ...crossing({}).fact, unit: 'shifts' as const, value: 3 }
  expect(filled(crossing({ fact, sentence }), defaultBehaviours)).toEqual({
    'zh-CN': '连续 3 个班次 达标',
    en: '3 shifts in a row',
  })
})

test('[K5] without words for its behaviour nothing is said', () => {
  expect(filled(crossing({ behaviour: 'unheard of' }), defaultBehaviours)).toBeNull()
})
