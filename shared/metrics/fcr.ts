import { sumOf } from './measures.ts'
import { ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * First-contact resolution (一次性解决率), [M15]. Unit: percent. Contacts resolved the first time ÷ contacts
 * judged, each contact once: the last judgement counts. Source: contact.judged.
 */
export const firstContactResolution = {
  id: 'fcr',
  rule: 'M15',
  name: { 'zh-CN': '一次性解决率', en: 'First-contact resolution' },
  unit: 'percent',
  better: 'higher',
  sample: 'own',
  measures: ['resolved', 'judged'],
  text: {
    'zh-CN': '一次解决的联络 ÷ 已判定的联络。最后一次判定为准。',
    en: 'Contacts resolved the first time ÷ contacts judged. The last judgement counts.',
  },
  of: (sums) => ratio(sumOf(sums, 'resolved'), sumOf(sums, 'judged'), TO_PERCENT),
  options: [],
} as const satisfies Metric
