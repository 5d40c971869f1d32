import { sumOf } from './measures.ts'
import { count, type Metric } from './metric.ts'

/** Handled (处理量), [M19]. Agent legs finished. Never an award on its own. Source: as [M6]. */
export const handled = {
  id: 'handled',
  rule: 'M19',
  name: { 'zh-CN': '处理量', en: 'Handled' },
  unit: 'count',
  better: 'neither',
  measures: ['handled'],
  text: {
    'zh-CN': '座席完成的服务人次，按处理结束时间计。单凭数量不作奖励。',
    en: 'Agent legs finished, by the time the work ended. Never an award on its own.',
  },
  of: (sums) => count(sumOf(sums, 'handled')),
  options: [],
} as const satisfies Metric
