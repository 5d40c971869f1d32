import { sumOf } from './measures.ts'
import { MS_TO_SECONDS, ratio, type Metric } from './metric.ts'

/**
 * Average speed of answer (平均接通速度), [M4]. Unit: seconds.
 * Mean wait of ANSWERED visits, from entering the queue to an agent answering. Ringing is in it; abandoned
 * visits and menu time are not. Source: contact.queued.time, contact.connected.time or its own `waited`.
 */
export const averageSpeedOfAnswer = {
  id: 'asa',
  rule: 'M4',
  name: { 'zh-CN': '平均接通速度', en: 'Average speed of answer' },
  unit: 'seconds',
  better: 'lower',
  measures: ['waitedMs', 'answered', 'rangMs', 'waitedFromFirstMs'],
  text: {
    'zh-CN':
      '已接通来电从进入队列到座席接起的总等待 ÷ 接通量。含振铃，不含语音菜单，不含放弃的等待。',
    en: 'Total wait of answered visits, from queue entry to answer, ÷ answered. Ringing included; menu time and abandoned waits are not.',
  },
  of: (sums) => ratio(sumOf(sums, 'waitedMs'), sumOf(sums, 'answered'), MS_TO_SECONDS),
  options: [
    {
      id: 'withoutRinging',
      text: { 'zh-CN': '不含振铃', en: 'Without ringing' },
      of: (sums) =>
        ratio(
          sumOf(sums, 'waitedMs') - sumOf(sums, 'rangMs'),
          sumOf(sums, 'answered'),
          MS_TO_SECONDS,
        ),
    },
    {
      id: 'fromFirstEntry',
      text: {
        'zh-CN': '转队列的从第一次进入算起',
        en: 'From the first queue entry for re-queued contacts',
      },
      of: (sums) => ratio(sumOf(sums, 'waitedFromFirstMs'), sumOf(sums, 'answered'), MS_TO_SECONDS),
    },
  ],
} as const satisfies Metric
