import { sumOf } from './measures.ts'
import { count, type Metric } from './metric.ts'

/** Abandoned (放弃量), [M3]. Visits the customer ended while waiting or ringing. Source: contact.left, reason abandoned. */
export const abandoned = {
  id: 'abandoned',
  rule: 'M3',
  name: { 'zh-CN': '放弃量', en: 'Abandoned' },
  unit: 'count',
  better: 'lower',
  measures: ['abandoned', 'abandonedShort'],
  text: {
    'zh-CN': '客户在等候或振铃时自己离开的人次，按离开时间计。预约回拨不算放弃。',
    en: 'Visits that the customer ended while waiting or ringing, by the time of leaving. A callback request is no abandon.',
  },
  of: (sums) => count(sumOf(sums, 'abandoned')),
  options: [
    {
      id: 'withoutShortAbandons',
      text: { 'zh-CN': '不含短时放弃', en: 'Without short abandons' },
      of: (sums) => count(sumOf(sums, 'abandoned') - sumOf(sums, 'abandonedShort')),
    },
    {
      id: 'shortOnly',
      text: { 'zh-CN': '仅短时放弃', en: 'Short abandons alone' },
      of: (sums) => count(sumOf(sums, 'abandonedShort')),
    },
  ],
} as const satisfies Metric
