import { sumOf } from './measures.ts'
import { PER_THOUSAND, ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Complaint rate (投诉率), [M16]. Per 100 contacts handled. Source: complaint.filed; handled as [M19].
 */
export const complaintRate = {
  id: 'complaintRate',
  rule: 'M16',
  name: { 'zh-CN': '投诉率', en: 'Complaint rate' },
  unit: 'percent',
  better: 'lower',
  sample: 'own',
  measures: ['complaints', 'handled'],
  text: {
    'zh-CN': '投诉 ÷ 处理量，每百次服务。',
    en: 'Complaints ÷ contacts handled, per 100.',
  },
  of: (sums) => ratio(sumOf(sums, 'complaints'), sumOf(sums, 'handled'), TO_PERCENT),
  options: [
    {
      id: 'perThousand',
      text: { 'zh-CN': '每千次服务', en: 'Per 1,000 contacts' },
      of: (sums) => ratio(sumOf(sums, 'complaints'), sumOf(sums, 'handled'), PER_THOUSAND),
    },
  ],
} as const satisfies Metric
