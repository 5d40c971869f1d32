import { count, type Metric } from './metric.ts'

/** Waiting now (等候), [M10]. Open visits. A level, not a sum. Source: contact.queued and every end. */
export const waiting = {
  id: 'waiting',
  rule: 'M10',
  name: { 'zh-CN': '等候', en: 'Waiting now' },
  unit: 'count',
  better: 'lower',
  measures: [],
  text: { 'zh-CN': '此刻在队列中等候的人次。', en: 'Visits that are in a queue right now.' },
  of: (_sums, levels) => (levels ? count(levels.waiting) : { value: null, n: 0 }),
  options: [],
} as const satisfies Metric
