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

const newStar = (period: DayKey, at: EpochMs): Star => ({
  period,
  lit: {},
  holding: {},
  earnedAt: null,
  progress: noProgress,
  progressedAt: at,
})

/** Looks at a star once more; the same star when nothing of it changed. [S7] [section 8, 9] */
export function stepStar(before: Star, card: Scorecard, at: EpochMs): StarStep {
  if (isQuiet(before, card)) return { star: before, fresh: nothing, earned: false }
  const reachedNow = card.standards.filter(
    (standard) => !before.lit[standard.point] && reached(standard, card),
  )
  const held = ({ point }: ScoredStandard): boolean =>
    at - (before.holding[point] ?? at) >= HELD_FOR
  const fresh = reachedNow.filter(held)
  const lit = fresh.length === 0 ? before.lit : { ...before.lit, ...litNow(fresh, at) }
  const holding = Object.fromEntries(
    reachedNow
      .filter((standard) => !held(standard))
      .map(({ point }) => [point, before.holding[point] ?? at]),
  )
  const progress = allProgress(card, lit)
  const further = progress.some((part, index) => part > (before.progress[index] ?? 0))
  const earned = before.earnedAt === null && starPoints.every((point) => lit[point])
  const same =
    fresh.length === 0 &&
    progress.every((part, index) => part === before.progress[index]) &&
    starPoints.every((point) => holding[point] === before.holding[point])
  const star: Star = same
    ? before
    : {
        period: before.period,
        lit,
        holding,
        earnedAt: earned ? at : before.earnedAt,
        progress,
        progressedAt: further ? at : before.progressedAt,
      }
  return { star, fresh: fresh.map(({ point }) => point), earned }
}

const nothing: readonly StarPoint[] = []

/** Nothing reached, nothing held, nothing further: so it mostly is. */
function isQuiet(before: Star, card: Scorecard): boolean {
  for (const [index, scored] of card.standards.entries()) {
    const { point } = scored
    if (before.holding[point] !== undefined) return false
    if (!before.lit[point] && reached(scored, card)) return false
    if (progressOf(scored, before.lit) !== before.progress[index]) return false
  }
  return true
}

const litNow = (fresh: readonly ScoredStandard[], at: EpochMs): Star['lit'] =>
  Object.fromEntries(fresh.map(({ point, value, n }) => [point, { at, value: value ?? 0, n }]))

/** Enough of it, at the target, and for efficiency with every gate passed. [S3] [M21] */
function reached({ value, provisional, standard }: ScoredStandard, card: Scorecard): boolean {
  if (value === null || provisional || value < standard.target) return false
  return standard.dimension !== 'efficiency' || card.gate === 'passed'
}

/** From floor to target in steps of 0.05; only a lit point is whole. */
function progressOf(scored: ScoredStandard | undefined, lit: Star['lit']): number {
  if (!scored) return 0
  if (lit[scored.point]) return 1
  if (scored.value === null) return 0
  const { floor, target } = scored.standard
  const steps = Math.floor((scored.value - floor) / (target - floor) / STEP + 1e-9)
  return Math.min(0.95, Math.max(0, Math.round(steps * STEP * 100) / 100))
}

function allProgress({ standards }: Scorecard, lit: Star['lit']): PointProgress {
  const of = (index: number): number => progressOf(standards[index], lit)
  return [of(0), of(1), of(2), of(3), of(4)]
}

export const litCount = ({ lit }: Star): number => starPoints.filter((point) => lit[point]).length

/** A new period begins with a dark star. */
export const starOf = (star: Star | null, period: DayKey, at: EpochMs): Star =>
  star?.period === period ? star : newStar(period, at)
