import { sumOf } from './measures.ts'
import { PER_THOUSAND, ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Escalation rate (升级率), [M16]. Per 100 contacts handled. Source: contact.escalated; handled as [M19].
 */
export const escalationRate = {
  id: 'escalationRate',
  rule: 'M16',
  name: { 'zh-CN': '升级率', en: 'Escalation rate' },
  unit: 'percent',
  better: 'lower',
  sample: 'own',
  measures: ['escalations', 'handled'],
  text: {
    'zh-CN': '升级 ÷ 处理量，每百次服务。',
    en: 'Escalations ÷ contacts handled, per 100.',
  },
  of: (sums) => ratio(sumOf(sums, 'escalations'), sumOf(sums, 'handled'), TO_PERCENT),
  options: [
    {
      id: 'perThousand',
      text: { 'zh-CN': '每千次服务', en: 'Per 1,000 contacts' },
      of: (sums) => ratio(sumOf(sums, 'escalations'), sumOf(sums, 'handled'), PER_THOUSAND),
    },
  ],
} as const satisfies Metric
