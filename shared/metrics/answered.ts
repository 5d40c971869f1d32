import { sumOf } from './measures.ts'
import { count, type Metric } from './metric.ts'

/** Answered (接通量), [M2]. Visits that ended with an agent connecting, by answer time. Source: contact.connected. */
export const answered = {
  id: 'answered',
  rule: 'M2',
  name: { 'zh-CN': '接通量', en: 'Answered' },
  unit: 'count',
  better: 'neither',
  measures: ['answered'],
  text: {
    'zh-CN': '由座席接起的人次，按接起时间计。只响铃不算接通。',
    en: 'Visits that an agent answered, by the time of the answer. Ringing alone is no answer.',
  },
  of: (sums) => count(sumOf(sums, 'answered')),
  options: [],
} as const satisfies Metric
