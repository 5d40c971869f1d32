import { ended, endedMeasures, sumOf } from './measures.ts'
import { ratio, TO_PERCENT, type Metric } from './metric.ts'

/**
 * Service level (服务水平), [M7]. Unit: percent. T and the length of a short abandon are definitions.
 * The live figure counts a visit already waiting past T as missed. Source: contact.connected, contact.left.
 */
export const serviceLevel = {
  id: 'serviceLevel',
  rule: 'M7',
  name: { 'zh-CN': '服务水平', en: 'Service level' },
  unit: 'percent',
  better: 'higher',
  measures: ['answeredInTime', 'abandonedShort', 'abandonedInTime', ...endedMeasures],
  text: {
    'zh-CN': '时限内接起 ÷（结束的人次 − 短时放弃）。实时数字把已经等过时限的人也算作未达标。',
    en: 'Answered within T ÷ (visits ended − short abandons). The live figure counts a visit already waiting past T as missed.',
  },
  of: (sums, levels) =>
    ratio(
      sumOf(sums, 'answeredInTime'),
      ended(sums) - sumOf(sums, 'abandonedShort') + (levels?.waitingPastTarget ?? 0),
      TO_PERCENT,
    ),
  options: [
    {
      id: 'answeredOnly',
      text: { 'zh-CN': '只看接通的', en: 'Of answered visits alone' },
      of: (sums) => ratio(sumOf(sums, 'answeredInTime'), sumOf(sums, 'answered'), TO_PERCENT),
    },
    {
      id: 'abandonsWithinHelp',
      text: { 'zh-CN': '时限内放弃算达标', en: 'Abandons within T count as met' },
      of: (sums) =>
        ratio(
          sumOf(sums, 'answeredInTime') + sumOf(sums, 'abandonedInTime'),
          ended(sums),
          TO_PERCENT,
        ),
    },
    {
      id: 'abandonsWithinIgnored',
      text: { 'zh-CN': '时限内放弃不计', en: 'Abandons within T are left out' },
      of: (sums) =>
        ratio(
          sumOf(sums, 'answeredInTime'),
          ended(sums) - sumOf(sums, 'abandonedInTime'),
          TO_PERCENT,
        ),
    },
    {
      id: 'allOffered',
      text: { 'zh-CN': '所有结束的人次', en: 'Of all visits ended' },
      of: (sums) => ratio(sumOf(sums, 'answeredInTime'), ended(sums), TO_PERCENT),
    },
  ],
} as const satisfies Metric
