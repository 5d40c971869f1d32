import type { Metric } from './metric.ts'

/**
 * Agents by state (座席状态), [M12]. A level per state, see `AgentStateCounts` of the floor; it has no single
 * value. Source: every agent event, legs and offers.
 */
export const agentsByState = {
  id: 'agentsByState',
  rule: 'M12',
  name: { 'zh-CN': '座席状态', en: 'Agents by state' },
  unit: 'count',
  better: 'neither',
  measures: [],
  text: {
    'zh-CN': '服务中 > 话后处理 > 振铃 > 离开（含原因） > 空闲，同时服务多个队列的座席只算一位。',
    en: 'On contact > after-contact work > ringing > away (with reason) > available. One agent in many queues is one agent.',
  },
  of: () => ({ value: null, n: 0 }),
  options: [],
} as const satisfies Metric
