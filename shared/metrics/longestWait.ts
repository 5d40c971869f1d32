import { MS_TO_SECONDS, type Metric } from './metric.ts'

/** Longest wait now (最久等候), [M11]. Seconds; null when nobody waits. The day's maximum is a separate figure. */
export const longestWait = {
  id: 'longestWait',
  rule: 'M11',
  name: { 'zh-CN': '最久等候', en: 'Longest wait now' },
  unit: 'seconds',
  better: 'lower',
  measures: [],
  text: {
    'zh-CN': '此刻等得最久的一位已等多久。当日最长等待另计，含放弃。',
    en: "How long the one waiting longest has waited so far. The day's maximum is a figure of its own and includes abandoned visits.",
  },
  of: (_sums, levels) => {
    const longest = levels?.longestWaitMs ?? null
    return { value: longest === null ? null : longest * MS_TO_SECONDS, n: levels?.waiting ?? 0 }
  },
  options: [],
} as const satisfies Metric
