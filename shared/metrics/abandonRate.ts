import { ended, endedMeasures, sumOf } from './measures.ts'
import { ratio, TO_PERCENT, type Metric } from './metric.ts'

/** Abandon rate (放弃率), [M8]. Unit: percent. Abandoned ÷ visits ended. Source: contact.left. */
export const abandonRate = {
  id: 'abandonRate',
  rule: 'M8',
  name: { 'zh-CN': '放弃率', en: 'Abandon rate' },
  unit: 'percent',
  better: 'lower',
  measures: ['abandonedShort', ...endedMeasures],
  text: {
    'zh-CN': '放弃 ÷ 结束的人次，短时放弃另列。',
    en: 'Abandoned ÷ visits ended; short abandons are shown apart.',
  },
  of: (sums) => ratio(sumOf(sums, 'abandoned'), ended(sums), TO_PERCENT),
  options: [
    {
      id: 'shortOnly',
      text: { 'zh-CN': '仅短时放弃', en: 'Short abandons alone' },
      of: (sums) => ratio(sumOf(sums, 'abandonedShort'), ended(sums), TO_PERCENT),
    },
    {
      id: 'withoutShortAbandons',
      text: { 'zh-CN': '不含短时放弃', en: 'Without short abandons' },
      of: (sums) => {
        const short = sumOf(sums, 'abandonedShort')
        return ratio(sumOf(sums, 'abandoned') - short, ended(sums) - short, TO_PERCENT)
      },
    },
  ],
} as const satisfies Metric
