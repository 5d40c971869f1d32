import type { PointProgress, StarPoint } from '../../../shared/people.ts'
import { starPoints } from '../../../shared/people.ts'
import type { Celebration, CelebrationFact } from '../celebrations/celebration.ts'
import type { KudosCrossing } from '../kudos/kudosCrossing.ts'
import type { PeopleConfig } from '../peopleConfig.ts'
import type { PeopleRun } from '../people/peopleRun.ts'
import { isoWeek } from '../people/personPeriod.ts'
import { pointsShown, standardViews } from '../people/standardView.ts'
import type { Thanked } from './thanksBook.ts'

const noPoints: PointProgress = [0, 0, 0, 0, 0]

const isPoint = (standard: string): standard is StarPoint =>
  starPoints.some((point) => point === standard)

/** What the walls make of an automatic recognition; null for what a wall does not show. */
export function celebrationOf(crossing: KudosCrossing, run: PeopleRun): Celebration | null {
  const fact = factOf(crossing, run)
  if (!fact) return null
  const person = crossing.subject.kind === 'person' ? crossing.subject.id : null
  return { id: crossing.id, tier: crossing.tier, at: crossing.at, person, by: 'system', fact }
}

function factOf(crossing: KudosCrossing, run: PeopleRun): CelebrationFact | null {
  const { kind, subject, fact, behaviour } = crossing
  const state = run.states.get(subject.id)
  const points = state ? pointsShown(state) : noPoints
  switch (kind) {
    case 'starPointLit': {
      if (!isPoint(fact.standard)) return null
      // Handle time is in its band or not: a wall names no figure for it. [K5]
      const inBand = fact.standard === 'handleTime'
      const value = inBand ? null : fact.value
      const target = inBand ? null : fact.target
      return { kind: 'pointLit', points, fresh: fact.standard, value, target }
    }
    case 'personalBest':
      if (!isPoint(fact.standard)) return null
      return { kind: 'personalBest', standard: fact.standard, value: fact.value, points }
    case 'starEarned': {
      if (!state || !run.scheme || run.today === null) return null
      return {
        kind: 'starEarned',
        ...isoWeek(run.today),
        standards: standardViews(state, run.scheme),
      }
    }
    case 'teamPastGoal':
      return { kind: 'teamPastGoal', team: subject.id, score: fact.value }
    case 'queueRecovered':
      return { kind: 'queueRecovered', queue: subject.id, tookMs: fact.value * 1000 }
    case 'thresholdHeld':
    case 'milestone':
    case 'streak':
      return { kind: 'thanks', from: { kind: 'system' }, behaviour, points }
    default:
      return kind satisfies never
  }
}

/** A thank-you on the wall; null where it is not meant for one. Nothing is on a wall before its ten seconds. [K7] */
export function celebrationOfThanks(
  thanked: Thanked,
  run: PeopleRun,
  config: PeopleConfig,
): Celebration | null {
  if (thanked.audience !== 'wall') return null
  const state = run.states.get(thanked.to)
  const lead = config.people.find(({ id }) => id === thanked.by)?.lead === true
  return {
    id: thanked.kudos,
    tier: 'T2',
    at: thanked.visibleAt,
    person: thanked.to,
    by: 'person',
    fact: {
      kind: 'thanks',
      from: { kind: lead ? 'lead' : 'colleague', person: thanked.by },
      behaviour: thanked.behaviour,
      points: state ? pointsShown(state) : null,
    },
  }
}
