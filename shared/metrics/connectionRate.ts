import { failed, sumOf } from './measures.ts'
import { ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Connection rate (接通率), [M5]. Unit: percent; by the time the visit ended, so never over 100.
 * Overflow, transfers, withdrawals and callback requests count on neither side.
 * Source: contact.connected, contact.left.
 */
export const connectionRate = {
  id: 'connectionRate',
  rule: 'M5',
  name: { 'zh-CN': '接通率', en: 'Connection rate' },
  unit: 'percent',
  better: 'higher',
  measures: [
    'answered',
    'abandoned',
    'timedOut',
    'leftEmpty',
    'refused',
    'leftByKey',
    'abandonedShort',
    'arrivalsAnswered',
    'arrivalsFailed',
    'answeredInTime',
    'offered',
  ],
  text: {
    'zh-CN':
      '接通 ÷（接通 + 放弃 + 超时 + 被拒 + 按键离开），按结束时间计，短时放弃计入。溢出、转接、撤出与预约回拨两边都不计。',
    en: 'Answered ÷ (answered + abandoned + timed out + rejected + left by key), by the time the visit ended; short abandons stay in. Overflow, transfers, withdrawals and callback requests count on neither side.',
  },
  of: (sums) => {
    const answered = sumOf(sums, 'answered')
    return ratio(answered, answered + failed(sums), TO_PERCENT)
  },
  options: [
    {
      id: 'withoutShortAbandons',
      text: { 'zh-CN': '不含短时放弃', en: 'Without short abandons' },
      of: (sums) => {
        const answered = sumOf(sums, 'answered')
        return ratio(answered, answered + failed(sums) - sumOf(sums, 'abandonedShort'), TO_PERCENT)
      },
    },
    {
      id: 'byArrivalCohort',
      text: { 'zh-CN': '按进线时间归集', en: 'By arrival cohort' },
      of: (sums) => {
        const answered = sumOf(sums, 'arrivalsAnswered')
        return ratio(answered, answered + sumOf(sums, 'arrivalsFailed'), TO_PERCENT)
      },
    },
    {
      id: 'digital',
      text: {
        'zh-CN': '在线会话：时限内接起 ÷ 会话数',
        en: 'Digital: sessions answered within target ÷ sessions',
      },
      of: (sums) => ratio(sumOf(sums, 'answeredInTime'), sumOf(sums, 'offered'), TO_PERCENT),
    },
  ],
} as const satisfies Metric
