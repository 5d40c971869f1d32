import { starPoints, type PointProgress, type StarPoint } from '../../../shared/people.ts'
import { MINUTE, type DayKey, type EpochMs } from '../../../shared/time.ts'
import type { Scorecard, ScoredStandard } from './scorecard.ts'

/** A standard must hold for so long, seen at both ends of it. [S7] */
const HELD_FOR = MINUTE
const STEP = 0.05

export interface LitPoint {
  readonly at: EpochMs
  /** As it was then, in the measure's own unit. */
  readonly value: number
  readonly n: number
}

/** A person's star in one period. [S7] */
export interface Star {
  /** First day of the period. */
  readonly period: DayKey
  /** Stays until the period ends, whatever comes after. */
  readonly lit: Readonly<Partial<Record<StarPoint, LitPoint>>>
  /** Reached, and since when, but not for long enough yet. */
  readonly holding: Readonly<Partial<Record<StarPoint, EpochMs>>>
  readonly earnedAt: EpochMs | null
  readonly progress: PointProgress
  /** When a point last came further. */
  readonly progressedAt: EpochMs
}

export interface StarStep {
  readonly star: Star
  readonly fresh: readonly StarPoint[]
  readonly earned: boolean
}

const noProgress: PointProgress = [0, 0, 0, 0, 0]

export const newStar = (period: DayKey, at: EpochMs): Star => ({
  period,
  lit: {},
  holding: {},
  earnedAt: null,
  progress: noProgress,
  progressedAt: at,
})

/** Looks at a star once more. Called again at the same moment it changes nothing. [S7] [section 8, 9] */
export function stepStar(before: Star, card: Scorecard, at: EpochMs): StarStep {
  const lit: Partial<Record<StarPoint, LitPoint>> = { ...before.lit }
  const holding: Partial<Record<StarPoint, EpochMs>> = {}
  const fresh: StarPoint[] = []
  for (const standard of card.standards) {
    const { point, value, n } = standard
    if (lit[point] || value === null || !reached(standard, card)) continue
    const since = before.holding[point] ?? at
    if (at - since < HELD_FOR) holding[point] = since
    else {
      lit[point] = { at, value, n }
      fresh.push(point)
    }
  }
  const progress = progressOf(card, lit)
  const further = starPoints.some(
    (_, index) => (progress[index] ?? 0) > (before.progress[index] ?? 0),
  )
  const earned = before.earnedAt === null && starPoints.every((point) => lit[point])
  const star: Star = {
    period: before.period,
    lit,
    holding,
    earnedAt: earned ? at : before.earnedAt,
    progress,
    progressedAt: further ? at : before.progressedAt,
  }
  return { star, fresh, earned }
}

/** Enough of it, at the target, and for efficiency with every gate passed. [S3] [M21] */
function reached({ value, provisional, standard }: ScoredStandard, card: Scorecard): boolean {
  if (value === null || provisional || value < standard.target) return false
  return standard.dimension !== 'efficiency' || card.gate === 'passed'
}

/** From floor to target in steps of 0.05; only a lit point is whole. */
function progressOf(card: Scorecard, lit: Star['lit']): PointProgress {
  const of = (point: StarPoint): number => {
    if (lit[point]) return 1
    const scored = card.standards.find((standard) => standard.point === point)
    if (!scored || scored.value === null) return 0
    const { floor, target } = scored.standard
    const whole = (scored.value - floor) / (target - floor)
    const steps = Math.floor(whole / STEP + 1e-9)
    return Math.min(0.95, Math.max(0, Math.round(steps * STEP * 100) / 100))
  }
  const [top, second, third, fourth, fifth] = starPoints
  return [of(top), of(second), of(third), of(fourth), of(fifth)]
}

export const litCount = ({ lit }: Star): number => starPoints.filter((point) => lit[point]).length

/** A new period begins with a dark star. */
export const starOf = (star: Star | null, period: DayKey, at: EpochMs): Star =>
  star?.period === period ? star : newStar(period, at)
