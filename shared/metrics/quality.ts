import { sumOf } from './measures.ts'
import { HUNDREDTHS, ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Quality (质检得分), [M17]. 0–100: mean score of assessed contacts, n how many were. Source: quality.assessed.
 */
export const quality = {
  id: 'quality',
  rule: 'M17',
  name: { 'zh-CN': '质检得分', en: 'Quality' },
  unit: 'score',
  better: 'higher',
  sample: 'own',
  measures: ['qualityHundredths', 'assessed', 'breaches'],
  text: {
    'zh-CN': '已质检联络的平均分（0–100）。',
    en: 'Mean score of assessed contacts (0–100).',
  },
  of: (sums) => ratio(sumOf(sums, 'qualityHundredths'), sumOf(sums, 'assessed'), HUNDREDTHS),
  options: [
    {
      id: 'compliance',
      text: { 'zh-CN': '合规通过率', en: 'Share without a breach of compliance' },
      of: (sums) => {
        const assessed = sumOf(sums, 'assessed')
        return ratio(assessed - sumOf(sums, 'breaches'), assessed, TO_PERCENT)
      },
    },
  ],
} as const satisfies Metric
