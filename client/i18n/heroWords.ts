import type { TFunction } from 'i18next'
import { minutesAndSeconds, percent, percentLimit, SECONDS_UP_TO } from '../../shared/format.ts'
import type { MetricView, Target } from '../../shared/views.ts'

export type HeroId = 'connectionRate' | 'asa' | 'aht'

/** A figure in the shape it is set in: large digits, and a smaller unit where the digits do not say it. */
export interface Figure {
  readonly digits: string
  readonly unit: 'percent' | 'seconds' | null
}

/** Handle times are always `m:ss`; a speed of answer under 100 seconds is in seconds. */
export function figureOf(id: HeroId, metric: MetricView | undefined): Figure {
  if (!metric || metric.value === null) return { digits: '—', unit: null }
  if (metric.unit === 'percent') return { digits: percent(metric.value), unit: 'percent' }
  if (metric.unit === 'count') return { digits: String(metric.value), unit: null }
  return inSeconds(id, metric.value)
    ? { digits: String(Math.round(metric.value)), unit: 'seconds' }
    : { digits: minutesAndSeconds(metric.value), unit: null }
}

const inSeconds = (id: HeroId, value: number): boolean => id === 'asa' && value < SECONDS_UP_TO

/** `目标 ≥ 90%`, `健康区间 4:30–6:30`. Every number shows its target beside it. */
export function targetWords(t: TFunction, unit: MetricView['unit'], target: Target): string {
  if (target.kind === 'band') {
    const ends = [target.from, target.to].map((end) =>
      unit === 'seconds' ? minutesAndSeconds(end) : percentLimit(end),
    )
    return t('hero.band', { from: ends[0], to: ends[1] })
  }
  const { kind, value } = target
  if (unit === 'percent') {
    const key = kind === 'atLeast' ? 'hero.targetAtLeastPercent' : 'hero.targetAtMostPercent'
    return t(key, { value: percentLimit(value) })
  }
  if (unit === 'seconds' && kind === 'atMost' && value < SECONDS_UP_TO) {
    return t('hero.targetAtMostSeconds', { value })
  }
  const text = unit === 'seconds' ? minutesAndSeconds(value) : String(value)
  return t(kind === 'atMost' ? 'hero.targetAtMost' : 'hero.targetAtLeast', { value: text })
}

/** How far outside its target a value is; for a band, which side and what it calls for. */
export function warningWords(
  t: TFunction,
  unit: MetricView['unit'],
  value: number,
  target: Target,
  side: 'over' | 'under',
): string {
  if (target.kind === 'band') return t(side === 'over' ? 'hero.bandOver' : 'hero.bandUnder')
  const distance = Math.abs(value - target.value)
  if (unit === 'percent') {
    const key = side === 'over' ? 'hero.overPercent' : 'hero.underPercent'
    return t(key, { value: percentLimit(distance) })
  }
  if (unit === 'seconds' && distance < SECONDS_UP_TO) {
    return t(side === 'over' ? 'hero.overSeconds' : 'hero.underSeconds', {
      value: Math.round(distance),
    })
  }
  const text = unit === 'seconds' ? minutesAndSeconds(distance) : String(distance)
  return t(side === 'over' ? 'hero.over' : 'hero.under', { value: text })
}

/** Whether a value is inside its target; null when there is nothing to compare. */
export function isInside(metric: MetricView): boolean | null {
  const { value, target } = metric
  if (value === null || target === null) return null
  if (target.kind === 'band') return value >= target.from && value <= target.to
  return target.kind === 'atLeast' ? value >= target.value : value <= target.value
}
