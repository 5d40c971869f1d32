import { sumOf } from './measures.ts'
import { ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Occupancy (工时利用率), [M9]. Unit: percent. Handling ÷ (handling + available), breaks out; null where
 * the source does not say who is signed in. Source: agent.joinedQueue, agent.leftQueue, agent.paused, legs.
 */
export const occupancy = {
  id: 'occupancy',
  rule: 'M9',
  name: { 'zh-CN': '工时利用率', en: 'Occupancy' },
  unit: 'percent',
  better: 'band',
  measures: ['talkedMs', 'heldMs', 'wrappedMs', 'availableMs', 'handled'],
  text: {
    'zh-CN': '处理时间 ÷（处理时间 + 可接听时间），小休不计。来源没有签入信息时不显示。',
    en: 'Handling time ÷ (handling + available time), breaks out. Shown only where the source says who is signed in.',
  },
  of: (sums) => {
    const available = sumOf(sums, 'availableMs')
    const busy = sumOf(sums, 'talkedMs') + sumOf(sums, 'heldMs') + sumOf(sums, 'wrappedMs')
    return available > 0
      ? ratio(busy, busy + available, TO_PERCENT, sumOf(sums, 'handled'))
      : { value: null, n: 0 }
  },
  options: [],
} as const satisfies Metric
