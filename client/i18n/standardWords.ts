import type { TFunction } from 'i18next'
import { percent, percentLimit } from '../../shared/format.ts'
import type { StandardView, StarPoint, StarRow } from '../../shared/people.ts'

const usualUnits: Readonly<Record<StarPoint, StandardView['unit']>> = {
  satisfaction: 'percent',
  firstContact: 'percent',
  quality: 'score',
  handleTime: 'seconds',
  teamwork: 'count',
}

/** A standard's value. A handle time is never a number here: shorter is not better. [10] */
export function standardValue(
  t: TFunction,
  point: StarPoint,
  value: number,
  unit: StandardView['unit'] = usualUnits[point],
): string {
  if (point === 'handleTime' || unit === 'seconds') return t('stage.inBand')
  if (unit === 'percent') return `${percent(value)}%`
  return unit === 'count' ? t('stage.times', { count: value }) : percentLimit(value)
}

/** `标准 84%`; nothing for a handle time, whose standard has two ends. */
export function standardTarget(t: TFunction, point: StarPoint, target: number | null): string {
  if (target === null || point === 'handleTime') return ''
  const unit = usualUnits[point]
  const value =
    unit === 'percent'
      ? `${percentLimit(target)}%`
      : unit === 'count'
        ? t('stage.times', { count: target })
        : percentLimit(target)
  return t('stage.standard', { value })
}

const lits = ['0', '1', '2', '3', '4', '5'] as const
type Lit = (typeof lits)[number]
/** The key of a count of lit points. */
export const asLit = (count: number): Lit => lits[Math.max(0, Math.min(5, count))] ?? '0'

/** `已亮四点，差 一次解决`, `已亮三点，质检 92 / 95`. Text always stands beside a star. */
export function starWords(
  t: TFunction,
  row: Pick<StarRow, 'lit' | 'next' | 'nextValue' | 'nextTarget'>,
): string {
  const { lit, next, nextValue, nextTarget } = row
  if (lit >= 5 || next === null) return t('people.litAll')
  const point = t(`pointInRow.${next}`)
  const counted = t(`people.lit.${asLit(lit)}`)
  const told = nextValue !== null && nextTarget !== null && next !== 'handleTime' && lit < 4
  if (!told) {
    return lit === 0
      ? t('people.firstNext', { point })
      : t('people.litNext', { lit: counted, point })
  }
  const figures = { point, value: percentLimit(nextValue), target: percentLimit(nextTarget) }
  return lit === 0
    ? t('people.firstNextValue', figures)
    : t('people.litNextValue', { lit: counted, ...figures })
}
