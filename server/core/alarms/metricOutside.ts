import type { MetricId } from '../../../shared/metrics/index.ts'
import type { Target } from '../../../shared/views.ts'
import type { Delays, Reading } from './alarmRule.ts'

/** Metrics shown as heroes, the only ones that may raise this. */
export const heroMetrics = ['connectionRate', 'asa', 'aht'] as const satisfies readonly MetricId[]
export type HeroMetric = (typeof heroMetrics)[number]

/** Handle time swings more: it is said only after 15 min. [A2] */
export const metricDelays = (metric: HeroMetric): Delays => ({
  on: metric === 'aht' ? 900_000 : 180_000,
  off: 60_000,
})

/** P2 of the site [A2]: a hero metric outside its target. A provisional value says nothing. [M21] [A6] */
export function readMetric(
  metric: HeroMetric,
  value: number | null,
  provisional: boolean,
  target: Target | null,
): Reading {
  if (value === null || provisional || target === null) return null
  const side = sideOf(value, target)
  return side === null
    ? { kind: 'clear' }
    : { kind: 'raise', reason: { kind: 'metricOutside', metric, side } }
}

function sideOf(value: number, target: Target): 'over' | 'under' | null {
  switch (target.kind) {
    case 'atLeast':
      return value < target.value ? 'under' : null
    case 'atMost':
      return value > target.value ? 'over' : null
    case 'band':
      if (value > target.to) return 'over'
      return value < target.from ? 'under' : null
    default:
      return target satisfies never
  }
}
