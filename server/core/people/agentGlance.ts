import type { AgentView } from '../../../shared/agentView.ts'
import type { EpochMs } from '../../../shared/time.ts'
import type { Freshness, Text } from '../../../shared/views.ts'
import type { AlarmBoard } from '../alarms/alarmBoard.ts'
import type { Floor } from '../floor.ts'
import type { SiteConfig } from '../siteConfig.ts'
import { nextStep } from './nextStep.ts'
import type { PeopleRun } from './peopleRun.ts'
import type { PersonState } from './personState.ts'
import { periodStart } from './personPeriod.ts'
import { queueNameOf } from './queueNames.ts'
import { pointsShown, standardViews } from './standardView.ts'

/** What an agent's page is made of beside the standings. */
export interface GlanceParts {
  readonly run: PeopleRun
  readonly floor: Floor
  readonly site: SiteConfig
  readonly alarms: AlarmBoard
  readonly freshness: Freshness
  readonly at: EpochMs
  /** Thanks are kept by others; these are this person's own. */
  readonly thanks: AgentView['thanks']
}

/** One person's own page; null for nobody known. It holds no field of another person. [P18] */
export function agentGlance(person: string, parts: GlanceParts): AgentView | null {
  const { run, floor, site, freshness } = parts
  const state = run.states.get(person)
  if (!state || !run.scheme || !run.index) return null
  const rankHidden = run.choices.rankHidden(person)
  return {
    site: { id: site.id, name: site.name, timezone: floor.definitions.timezone },
    freshness,
    me: { id: person, name: run.index.nameOf(person), team: teamOf(run, person) },
    rank: rankHidden ? null : rankOf(run, state),
    newcomerDay: state.newcomerDay,
    points: pointsShown(state),
    standards: standardViews(state, run.scheme),
    nextStep: withoutPlace(nextStep(run, state), rankHidden),
    thanks: parts.thanks,
    audience: run.choices.audienceOf(person),
    rankHidden,
    pressed: pressedQueues(parts, run.index.agentsOf(person)),
  }
}

function teamOf(run: PeopleRun, person: string): Text {
  const team = run.index?.person(person)?.team
  const named = run.index?.config.teams.find(({ id }) => id === team)
  return named?.name ?? { 'zh-CN': '', en: '' }
}

/** Only a rise is told, against the evening before, within the same period. */
function rankOf(run: PeopleRun, state: PersonState): AgentView['rank'] {
  const rank = run.standings.placeOf(state.person)
  if (!rank || !run.scheme || run.today === null) return null
  const { yesterday } = state
  const same = yesterday?.period === periodStart(run.scheme.rankPeriod, run.today)
  const risen = same && yesterday.place !== null ? yesterday.place - rank.place : 0
  return { place: rank.place, of: rank.of, risenSinceYesterday: risen > 0 ? risen : null }
}

/** Whoever hides their place is not told of one. */
const withoutPlace = (step: AgentView['nextStep'], hidden: boolean): AgentView['nextStep'] =>
  step && hidden ? { ...step, place: null } : step

/** Queues of this person that need a hand now. A P1 never names an agent. */
function pressedQueues(
  { floor, site, alarms, at }: GlanceParts,
  agents: readonly string[],
): AgentView['pressed'] {
  const mine = new Set(
    agents.flatMap((id) => {
      const agent = floor.roster.agents.get(id)
      return agent ? [...agent.member.keys(), ...agent.served.keys()] : []
    }),
  )
  return alarms.views(at).flatMap(({ level, queue, state }) => {
    if (level !== 'P1' || state !== 'active' || queue === null || !mine.has(queue)) return []
    const waiting = floor.visits.waiting.get(queue)?.size ?? 0
    return [{ name: queueNameOf(site, queue), waiting }]
  })
}
