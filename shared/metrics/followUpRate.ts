import { sumOf } from './measures.ts'
import { ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Follow-up rate (24 小时回访率), [M18]. Unit: percent. Done within 24 h of when it became due, or by its own
 * `dueBy` ÷ due, by the time it became due. Source: followUp.due, followUp.done.
 */
export const followUpRate = {
  id: 'followUpRate',
  rule: 'M18',
  name: { 'zh-CN': '24 小时回访率', en: 'Follow-up within 24 h' },
  unit: 'percent',
  better: 'higher',
  sample: 'own',
  measures: ['followUpsDone', 'followUpsDue'],
  text: {
    'zh-CN': '24 小时内完成的回访 ÷ 应回访。',
    en: 'Follow-ups done within 24 h ÷ follow-ups due.',
  },
  of: (sums) => ratio(sumOf(sums, 'followUpsDone'), sumOf(sums, 'followUpsDue'), TO_PERCENT),
  options: [],
} as const satisfies Metric
