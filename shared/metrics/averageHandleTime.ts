import { sumOf } from './measures.ts'
import { MS_TO_SECONDS, ratio, type Metric } from './metric.ts'

/**
 * Average handle time (平均处理时长), [M6]. Unit: seconds. A band is better, never the shorter the better.
 * Talk + hold + after-contact work of finished legs, by the time the work ended; a leg with open
 * after-contact work is not counted yet. One channel alone: the same formula on that channel's sums.
 * Source: contact.completed or contact.transferred (`talked`, `held`), agent.wrapEnded. queue_log and
 * FreeSWITCH know neither hold nor after-contact work, so there it is talk alone.
 */
export const averageHandleTime = {
  id: 'aht',
  rule: 'M6',
  name: { 'zh-CN': '平均处理时长', en: 'Average handle time' },
  unit: 'seconds',
  better: 'band',
  measures: ['talkedMs', 'heldMs', 'wrappedMs', 'handled', 'focusMs'],
  text: {
    'zh-CN':
      '（通话 + 保持 + 话后处理）÷ 处理量，按处理结束时间计。平均处理时长并非越短越好，看是否在健康区间。',
    en: '(Talk + hold + after-contact work) ÷ handled legs, by the time the work ended. Shorter is not better: what counts is the healthy band.',
  },
  of: (sums) =>
    ratio(
      sumOf(sums, 'talkedMs') + sumOf(sums, 'heldMs') + sumOf(sums, 'wrappedMs'),
      sumOf(sums, 'handled'),
      MS_TO_SECONDS,
    ),
  options: [
    {
      id: 'focus',
      text: {
        'zh-CN': '同时进行的会话分摊时间',
        en: 'Time of simultaneous chats shared among them',
      },
      of: (sums) => ratio(sumOf(sums, 'focusMs'), sumOf(sums, 'handled'), MS_TO_SECONDS),
    },
  ],
} as const satisfies Metric
