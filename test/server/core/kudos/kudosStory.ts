import { KudosRules } from '../../../../server/core/kudos/kudosRules.ts'
import type { KudosCrossing } from '../../../../server/core/kudos/kudosCrossing.ts'
import type {
  KudosInputs,
  PersonReading,
  StandardReading,
} from '../../../../server/core/kudos/kudosReading.ts'
import {
  defaultKudosLimits,
  defaultKudosRules,
  type KudosRule,
} from '../../../../server/core/kudos/kudosRule.ts'
import { starPoints, type StarPoint } from '../../../../shared/people.ts'
import { dayKey, epochMs } from '../../../../shared/time.ts'

export const WEEK = dayKey('2026-11-16')
export const DAY = dayKey('2026-11-18')
/** A quarter past nine of that day. */
export const NINE = Date.UTC(2026, 10, 18, 9, 15)

/** A standard over enough contacts. */
export const standard = (
  point: StarPoint,
  value: number | null,
  more: Partial<StandardReading> = {},
): StandardReading => ({
  point,
  value,
  n: 40,
  target: 90,
  unit: 'percent',
  ...more,
})

export const person = (
  values: Partial<Record<StarPoint, number | null>> = {},
  more: Partial<PersonReading> = {},
): PersonReading => ({
  person: 'a01',
  period: WEEK,
  standards: starPoints.map((point) => standard(point, values[point] ?? null)),
  lit: [],
  starEarned: false,
  counts: {},
  shift: null,
  ...more,
})

const inputs = (more: Partial<KudosInputs> = {}): KudosInputs => ({
  version: 1,
  rules: defaultKudosRules,
  limits: defaultKudosLimits,
  day: DAY,
  people: [],
  teams: [],
  recoveries: [],
  ...more,
})

export interface Step extends Partial<KudosInputs> {
  /** Seconds after a quarter past nine. */
  readonly at: number
}

/** What a story of steps crosses, in order. */
export function crossed(
  story: readonly Step[],
  rules: readonly KudosRule[] = defaultKudosRules,
  board = new KudosRules(),
): KudosCrossing[] {
  return story.flatMap(({ at, ...more }) =>
    board.step(inputs({ rules, ...more }), epochMs(NINE + at * 1000)),
  )
}

export const idsOf = (crossings: readonly KudosCrossing[]): string[] =>
  crossings.map(({ id }) => id)

const base = { behaviour: 'patient', tier: 'T1', audience: 'wall' } as const
export const delighted: KudosRule = {
  ...base,
  kind: 'thresholdHeld',
  id: 'delighted',
  standard: 'satisfaction',
  atLeast: 95,
  minimumSample: 20,
}
export const helping: KudosRule = {
  ...base,
  kind: 'milestone',
  id: 'helping',
  counts: 'helped',
  at: [3, 10],
}
export const steady: KudosRule = {
  ...base,
  kind: 'streak',
  id: 'steady',
  standard: 'satisfaction',
  minimumSample: 5,
  lengths: [3, 5],
}
export const best: KudosRule = {
  ...base,
  kind: 'personalBest',
  id: 'best',
  standard: 'satisfaction',
  betterBy: 1,
  minimumSample: 20,
}
