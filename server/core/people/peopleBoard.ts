import {
  starPoints,
  type PeopleView,
  type StarPoint,
  type StarRow,
} from '../../../shared/people.ts'
import type { PeopleConfig } from '../peopleConfig.ts'
import type { PeopleRun } from './peopleRun.ts'
import type { PersonState } from './personState.ts'
import { isoWeek } from './personPeriod.ts'
import { litCount, type Star } from './star.ts'
import { rounded } from './standardView.ts'

const STARS_SHOWN = 3
/** A newcomer with so many points has a place of their own. */
const NEWCOMER_POINTS = 3

/** The wall's half that comes from standings: no individual place, only names that agreed. [S8] [K6] */
export function peopleBoard(
  run: PeopleRun,
  config: PeopleConfig,
): Pick<PeopleView, 'goal' | 'scale' | 'teams' | 'week' | 'stars'> {
  const names = new Map(config.teams.map(({ id, name }) => [id, name]))
  return {
    goal: config.scheme.teams.goal,
    scale: config.scheme.teams.scale,
    teams: run.teams.standings().flatMap(({ team, score, rise }) => {
      const name = names.get(team)
      return name ? [{ id: team, name, score, rise }] : []
    }),
    week: run.today === null ? 0 : isoWeek(run.today).week,
    stars: nearest(run).map((state) => starRow(run, state)),
  }
}

interface Candidate {
  readonly state: PersonState
  readonly star: Star
}

/** Three nearest to completion among those who agreed; ties by most recent progress. */
function nearest(run: PeopleRun): PersonState[] {
  const candidates = [...run.states.values()]
    .flatMap((state): Candidate[] => {
      const { star, person } = state
      const open = star !== null && star.earnedAt === null && total(star) > 0
      return open && run.choices.audienceOf(person) === 'wall' ? [{ state, star }] : []
    })
    .sort(nearestFirst)
  const shown = candidates.slice(0, STARS_SHOWN)
  const newcomer = candidates.find(
    ({ state, star }) => state.newcomerDay !== null && litCount(star) >= NEWCOMER_POINTS,
  )
  if (newcomer && !shown.some(({ state }) => state.newcomerDay !== null))
    shown.splice(STARS_SHOWN - 1, 1, newcomer)
  return shown.map(({ state }) => state)
}

const total = ({ progress }: Star): number =>
  Math.round(progress.reduce((sum, part) => sum + part, 0) * 100)

const nearestFirst = (a: Candidate, b: Candidate): number =>
  litCount(b.star) - litCount(a.star) ||
  total(b.star) - total(a.star) ||
  b.star.progressedAt - a.star.progressedAt ||
  (a.state.person < b.state.person ? -1 : 1)

function starRow(run: PeopleRun, state: PersonState): StarRow {
  const { person, star, newcomerDay } = state
  const points = star?.progress ?? [0, 0, 0, 0, 0]
  const next = nextPoint(state)
  const scored = state.starCard?.standards.find(({ point }) => point === next)
  const unit = scored?.standard.unit ?? 'count'
  return {
    key: person,
    name: run.index?.wallNameOf(person) ?? { 'zh-CN': person, en: person },
    points,
    lit: star ? litCount(star) : 0,
    next,
    nextValue: scored ? rounded(scored.shown, unit) : null,
    // Handle time has a band, and nobody's is a number to get under.
    nextTarget: scored && unit !== 'seconds' ? scored.standard.target : null,
    newcomerDay,
  }
}

/** The unlit point that has come furthest; of equals the first clockwise. */
function nextPoint({ star }: PersonState): StarPoint | null {
  let next: StarPoint | null = null
  let furthest = -1
  for (const [index, point] of starPoints.entries()) {
    const progress = star?.progress[index] ?? 0
    if (star?.lit[point] || progress <= furthest) continue
    next = point
    furthest = progress
  }
  return next
}
