import { sumOf } from './measures.ts'
import { ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Net promoter score (净推荐值, NPS), [M14]. From −100 to 100. Percent of 9–10 minus percent of 0–6. Source:
 * survey.answered of the kind nps.
 */
export const nps = {
  id: 'nps',
  rule: 'M14',
  name: { 'zh-CN': '净推荐值', en: 'Net promoter score' },
  unit: 'score',
  better: 'higher',
  sample: 'own',
  measures: ['npsPromoters', 'npsDetractors', 'npsAnswered'],
  text: {
    'zh-CN': '9–10 分所占百分比 − 0–6 分所占百分比。',
    en: 'Percent of 9–10 minus percent of 0–6.',
  },
  of: (sums) =>
    ratio(
      sumOf(sums, 'npsPromoters') - sumOf(sums, 'npsDetractors'),
      sumOf(sums, 'npsAnswered'),
      TO_PERCENT,
    ),
  options: [],
} as const satisfies Metric
