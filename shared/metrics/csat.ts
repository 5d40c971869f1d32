import { sumOf } from './measures.ts'
import { MILLS_TO_PERCENT, ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Customer satisfaction (客户满意度, CSAT), [M13]. Unit: percent. Satisfied answers ÷ answered surveys, by the
 * time of the answer; nobody who did not answer is in it. Source: survey.answered of the kind csat.
 */
export const csat = {
  id: 'csat',
  rule: 'M13',
  name: { 'zh-CN': '客户满意度', en: 'Customer satisfaction' },
  unit: 'percent',
  better: 'higher',
  sample: 'own',
  measures: ['csatSatisfied', 'csatAnswered', 'csatMills'],
  text: {
    'zh-CN': '满意（五分制 4–5 分，十分制 8–10 分）÷ 收到的评价。',
    en: 'Satisfied (4–5 of 5, 8–10 of 10) ÷ answered surveys.',
  },
  of: (sums) => ratio(sumOf(sums, 'csatSatisfied'), sumOf(sums, 'csatAnswered'), TO_PERCENT),
  options: [
    {
      id: 'mean',
      text: { 'zh-CN': '平均分占满分的百分比', en: 'Mean score in percent of the scale' },
      of: (sums) => ratio(sumOf(sums, 'csatMills'), sumOf(sums, 'csatAnswered'), MILLS_TO_PERCENT),
    },
  ],
} as const satisfies Metric
