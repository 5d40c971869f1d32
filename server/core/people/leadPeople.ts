import type { LeadView, Moment, PublicationView } from '../../../shared/leadView.ts'
import { starPoints, type StarPoint } from '../../../shared/people.ts'
import { HOUR, type EpochMs } from '../../../shared/time.ts'
import type { PeopleConfig } from '../peopleConfig.ts'
import type { PeopleRun } from './peopleRun.ts'
import type { PersonState } from './personState.ts'
import { periodEnd, periodStart } from './personPeriod.ts'
import { dimensions, weightOf } from './scheme.ts'
import { pointsShown, rounded, targetOf } from './standardView.ts'

/** Older than this a moment has passed. */
const MOMENT_LASTS = 4 * HOUR

const nameKey = (run: PeopleRun, person: string): string => run.index?.nameOf(person).en ?? person

/** People of a team, leads out, by name. A lead sees standards, never an order. */
function membersOf(run: PeopleRun, config: PeopleConfig, team: string): PersonState[] {
  return config.people
    .filter((person) => person.team === team && !person.lead)
    .flatMap(({ id }) => run.states.get(id) ?? [])
    .sort((a, b) => (nameKey(run, a.person) < nameKey(run, b.person) ? -1 : 1))
}

/** The people of a lead's team, as the tablet shows them. Whoever has not chosen is for themselves. [K6] */
export function teamPeople(run: PeopleRun, config: PeopleConfig, team: string): LeadView['people'] {
  return membersOf(run, config, team).map((state) => ({
    id: state.person,
    name: run.index?.nameOf(state.person) ?? { 'zh-CN': state.person, en: state.person },
    points: pointsShown(state),
    audience: run.choices.audienceOf(state.person) ?? 'me',
    newcomerDay: state.newcomerDay,
    behaviour: behaviourOf(config, strongest(state)),
  }))
}

/** The point that was lit last, else the one that has come furthest. */
function strongest({ star }: PersonState): StarPoint {
  const of = (point: StarPoint, index: number): number =>
    star?.lit[point]?.at ?? star?.progress[index] ?? 0
  const furthest = starPoints
    .map((point, index) => ({ point, far: of(point, index) }))
    .sort((a, b) => b.far - a.far)
  return furthest[0]?.point ?? 'satisfaction'
}

/** What a point of the star is a thank-you for, as the rules say. */
function behaviourOf(config: PeopleConfig, point: StarPoint): string {
  const rule = config.kudosRules.find(
    (one) => one.kind === 'starPointLit' && one.standard === point,
  )
  return rule?.behaviour ?? config.behaviours[0]?.id ?? ''
}

/** What just happened in a team, ready to be thanked for; the latest first. */
export function teamMoments(
  run: PeopleRun,
  config: PeopleConfig,
  team: string,
  at: EpochMs,
  thanked: (moment: Omit<Moment, 'thanked'>) => boolean,
): Moment[] {
  return membersOf(run, config, team)
    .flatMap((state) => momentsOf(state, config))
    .filter((moment) => at - moment.at <= MOMENT_LASTS)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .filter(firstOfPerson())
    .map((moment) => ({ ...moment, thanked: thanked(moment) }))
}

/** One moment a person: the latest says enough, and others are seen too. */
function firstOfPerson(): (moment: { readonly person: string }) => boolean {
  const seen = new Set<string>()
  return ({ person }) => !seen.has(person) && seen.add(person).has(person)
}

function momentsOf(state: PersonState, config: PeopleConfig): Omit<Moment, 'thanked'>[] {
  const { person, star, starCard } = state
  if (!star) return []
  const points = pointsShown(state)
  const moments = starPoints.flatMap((point): Omit<Moment, 'thanked'>[] => {
    const lit = star.lit[point]
    const standard = starCard?.standards.find((scored) => scored.point === point)?.standard
    if (!lit || !standard) return []
    const unit = standard.unit === 'seconds' ? 'percent' : standard.unit
    const value = rounded(lit.value, unit) ?? lit.value
    return [
      {
        id: `pointLit:${star.period}:${person}:${point}`,
        person,
        at: lit.at,
        behaviour: behaviourOf(config, point),
        fact: { kind: 'pointLit', point, value, target: standard.target },
        points,
      },
    ]
  })
  if (star.earnedAt === null) return moments
  const earned: Omit<Moment, 'thanked'> = {
    id: `starEarned:${star.period}:${person}`,
    person,
    at: star.earnedAt,
    behaviour: behaviourOf(config, strongest(state)),
    fact: { kind: 'starEarned' },
    points,
  }
  // The star says more than the point that completed it.
  return [...moments.filter(({ at }) => at !== star.earnedAt), earned]
}

/** 公示: standards, weights and period, the same for everyone. Awards and corrections are the ledger's. */
export function publishedScheme(
  run: PeopleRun,
): Pick<PublicationView, 'schemeVersion' | 'period' | 'standards' | 'weights'> | null {
  const { scheme, today } = run
  if (!scheme || today === null) return null
  return {
    schemeVersion: scheme.version,
    period: {
      from: periodStart(scheme.starPeriod, today),
      to: periodEnd(scheme.starPeriod, today),
    },
    standards: starPoints.map((point) => {
      const standard = scheme.standards[point]
      const { unit, minimumSample } = standard
      return { point, target: targetOf({ standard }, scheme), unit, minimumSample }
    }),
    weights: dimensions.map((dimension) => ({ dimension, weight: weightOf(scheme, dimension) })),
  }
}
