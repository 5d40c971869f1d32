import type { NextStep } from '../../../shared/agentView.ts'
import { measureIndex, type Measure, type Sums } from '../../../shared/metrics/measures.ts'
import { starPoints, type StarPoint } from '../../../shared/people.ts'
import type { PeopleRun } from './peopleRun.ts'
import type { PersonState } from './personState.ts'
import { placesOf } from './places.ts'
import type { StandardMeasure } from './scheme.ts'
import { scorecard, type Scorecard } from './scorecard.ts'

/** More than this is not within reach today. */
const WITHIN_REACH = 10
/** Places of a larger cohort are not tried out for each step. */
const COHORT_TRIED = 200

/**
 * What one more of it adds. Handle time has none: nobody is ever told to be shorter or longer. Quality has none:
 * who is assessed is not the person's to choose. [S9]
 */
const oneMore: Readonly<Partial<Record<StandardMeasure, readonly Measure[]>>> = {
  csat: ['csatSatisfied', 'csatAnswered'],
  nps: ['npsPromoters', 'npsAnswered'],
  fcr: ['resolved', 'judged'],
  followUpRate: ['followUpsDone'],
  contributions: ['contributions'],
}

/** The one smallest change within reach that lights a point or gains a place; null when there is none. [S9] */
export function nextStep(run: PeopleRun, state: PersonState): NextStep | null {
  const { card } = state
  if (!card || !run.scheme) return null
  const place = run.standings.placeOf(state.person)?.place ?? null
  let best: NextStep | null = null
  for (const { point, standard } of card.standards) {
    const measures = oneMore[standard.measure]
    if (!measures) continue
    const most: number = best ? best.count - 1 : WITHIN_REACH
    best = tried(run, state, point, measures, place, most) ?? best
  }
  return best
}

function tried(
  run: PeopleRun,
  state: PersonState,
  point: StarPoint,
  measures: readonly Measure[],
  place: number | null,
  most: number,
): NextStep | null {
  const { scheme, baselines } = run
  if (!scheme) return null
  const sums: Sums = state.sums.slice()
  for (let count = 1; count <= most; count += 1) {
    for (const measure of measures)
      sums[measureIndex[measure]] = (sums[measureIndex[measure]] ?? 0) + 1
    const card = scorecard(sums, baselines.of(state.cohort), scheme, state.newcomerDay !== null)
    // Where the star has a period of its own, the ranked one's sums say nothing about it.
    const ofStar = state.card === state.starCard
    const lights = ofStar && !state.star?.lit[point] && reaches(card, point)
    const better = place === null ? null : placeWith(run, state, card)
    const gained = better !== null && place !== null && better < place ? better : null
    if (!lights && gained === null) continue
    const others = starPoints.filter((other) => other !== point)
    const completesStar = lights && others.every((other) => state.star?.lit[other] !== undefined)
    return { point, count, place: gained, lights, completesStar }
  }
  return null
}

function reaches(card: Scorecard, point: StarPoint): boolean {
  const scored = card.standards.find((standard) => standard.point === point)
  if (!scored || scored.value === null || scored.provisional) return false
  if (scored.standard.dimension === 'efficiency' && card.gate !== 'passed') return false
  return scored.value >= scored.standard.target
}

/** The place a person would have with another card, everybody else as they are. */
function placeWith(
  { standings, scheme }: PeopleRun,
  state: PersonState,
  card: Scorecard,
): number | null {
  const entrants = standings.entrants(state.cohort)
  if (!scheme || entrants.length > COHORT_TRIED) return null
  const put = entrants.map((entrant) =>
    entrant.person === state.person
      ? { ...entrant, score: card.score, gated: card.gate === 'closed' }
      : entrant,
  )
  const placed = placesOf(put, scheme.sameWithin)
  return placed.find(({ person }) => person === state.person)?.place ?? null
}
