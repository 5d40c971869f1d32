import { sumOf } from './measures.ts'
import { count, type Metric } from './metric.ts'

/** Offered (进线量), [M1]. Visits that entered a queue, by entry time; lost ones out. Source: contact.queued. */
export const offered = {
  id: 'offered',
  rule: 'M1',
  name: { 'zh-CN': '进线量', en: 'Offered' },
  unit: 'count',
  better: 'neither',
  measures: ['offered'],
  text: {
    'zh-CN': '进入队列的人次，按进入时间计。去向不明的（系统重启或超过时限）不计在内，另列。',
    en: 'Visits that entered a queue, by the time they entered. Visits whose end nobody recorded are left out and shown apart as lost.',
  },
  of: (sums) => count(sumOf(sums, 'offered')),
  options: [],
} as const satisfies Metric
