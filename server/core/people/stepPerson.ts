import type { StarPoint } from '../../../shared/people.ts'
import type { DayKey, EpochMs } from '../../../shared/time.ts'
import type { Tally } from '../tally.ts'
import type { Baselines } from './baselines.ts'
import type { PeopleIndex } from './peopleIndex.ts'
import type { PersonState } from './personState.ts'
import { daysAfter, daysFrom, periodStart, personSums } from './personPeriod.ts'
import type { Scheme } from './scheme.ts'
import { scorecard, type Scorecard } from './scorecard.ts'
import { memberScore } from './teamScore.ts'
import { starOf, stepStar } from './star.ts'

/** What happened to somebody's star, for whoever grants recognition. [S7] */
export type StarCrossing =
  | {
      readonly type: 'pointLit'
      readonly person: string
      readonly point: StarPoint
      readonly at: EpochMs
      /** First day of the star's period. */
      readonly period: DayKey
      /** In the measure's own unit. */
      readonly value: number
      readonly target: number
      readonly n: number
    }
  | {
      readonly type: 'starEarned'
      readonly person: string
      readonly at: EpochMs
      readonly period: DayKey
    }

/** The stretches of a day's periods, up to that day. */
export interface Spans {
  readonly today: DayKey
  readonly rankPeriod: DayKey
  readonly starPeriod: DayKey
  readonly rankDays: readonly DayKey[]
  readonly starDays: readonly DayKey[]
  /** The four weeks before the ranked period. [S8] */
  readonly daysBefore: readonly DayKey[]
}

/** The last one of each scheme: everybody is looked at by the same all day long. */
const spansOfSchemes = new WeakMap<Scheme, Spans>()

export function spansOf(scheme: Scheme, today: DayKey): Spans {
  const known = spansOfSchemes.get(scheme)
  if (known?.today === today) return known
  const spans = newSpans(scheme, today)
  spansOfSchemes.set(scheme, spans)
  return spans
}

function newSpans(scheme: Scheme, today: DayKey): Spans {
  const rankPeriod = periodStart(scheme.rankPeriod, today)
  const starPeriod = periodStart(scheme.starPeriod, today)
  return {
    today,
    rankPeriod,
    starPeriod,
    rankDays: daysFrom(rankPeriod, today),
    starDays: daysFrom(starPeriod, today),
    daysBefore: daysFrom(daysAfter(rankPeriod, -28), daysAfter(rankPeriod, -1)),
  }
}

/** What a person's figures are worked out from. */
export interface Sources {
  readonly tally: Tally
  readonly index: PeopleIndex
  readonly scheme: Scheme
  readonly baselines: Baselines
}

/** Adds a person's sums up anew. */
export function sumPerson(state: PersonState, spans: Spans, { tally, index }: Sources): void {
  const agents = index.agentsOf(state.person)
  if (state.newcomerOn !== spans.today) {
    state.newcomerOn = spans.today
    state.newcomerDay = index.newcomerDay(state.person, spans.today)
  }
  personSums(tally, agents, spans.rankDays, state.sums)
  if (spans.rankPeriod === spans.starPeriod) state.starSums = state.sums
  else state.starSums = personSums(tally, agents, spans.starDays)
}

/** Works a person's cards out anew from their sums and the means in force. */
export function scorePerson(state: PersonState, { scheme, baselines }: Sources): void {
  const cohort = baselines.of(state.cohort)
  const newcomer = state.newcomerDay !== null
  const { sums, starSums } = state
  state.card = scorecard(sums, cohort, scheme, newcomer)
  state.starCard = sums === starSums ? state.card : scorecard(starSums, cohort, scheme, newcomer)
  state.teamScore = memberScore(state.card, scheme)
}

/** The four weeks before the ranked period: what a team is held against. [S8] */
export function cardBefore(state: PersonState, spans: Spans, sources: Sources): Scorecard {
  const { tally, index, scheme, baselines } = sources
  const sums = personSums(tally, index.agentsOf(state.person), spans.daysBefore)
  return scorecard(sums, baselines.of(state.cohort), scheme, state.newcomerDay !== null)
}

export interface PersonStep {
  readonly crossings: readonly StarCrossing[]
  /** Something to be saved. */
  readonly changed: boolean
  /** A point is reached but not held for long enough: look again even when nothing comes. */
  readonly holding: boolean
}

/** Looks at a person's star once more. */
export function stepPerson(state: PersonState, period: DayKey, at: EpochMs): PersonStep {
  const { person, starCard } = state
  if (!starCard) return { crossings: [], changed: false, holding: false }
  const before = starOf(state.star, period, at)
  const { star, fresh, earned } = stepStar(before, starCard, at)
  const changed = star !== state.star
  state.star = star
  const crossings = fresh.flatMap((point): StarCrossing[] => {
    const scored = starCard.standards.find((standard) => standard.point === point)
    if (!scored || scored.value === null) return []
    const { value, n, standard } = scored
    return [{ type: 'pointLit', person, point, at, period, value, target: standard.target, n }]
  })
  if (earned) crossings.push({ type: 'starEarned', person, at, period })
  return { crossings, changed, holding: Object.keys(star.holding).length > 0 }
}
