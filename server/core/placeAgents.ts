import type { Agent } from './agent.ts'
import type { Standing } from './outcome.ts'
import type { Roster } from './roster.ts'
import { answererOf, type Visit } from './visit.ts'

/** Brings the agents a visit concerns in line with how it stands: who talks, wraps up, rings. [M12] [E5] */
export function placeAgents(roster: Roster, visit: Visit, standing: Standing): void {
  const answerer = standing.kind === 'answered' ? standing.agent : null
  const before = answererOf(visit)
  if (before !== null && before !== answerer) forgetVisit(roster, roster.agent(before), visit)
  if (standing.kind === 'answered') {
    const agent = roster.agent(standing.agent)
    agent.visits.add(visit)
    const talks = put(agent.talking, visit, standing.leg.kind === 'talking')
    const wraps = put(agent.wrapping, visit, standing.leg.kind === 'wrapping')
    if (agent.ringing.delete(visit) || talks || wraps) roster.refresh(agent)
  }
  for (const id in visit.offers) placeRinging(roster, roster.agent(id), visit, standing)
}

function placeRinging(roster: Roster, agent: Agent, visit: Visit, standing: Standing): void {
  const offer = visit.offers[agent.id]
  const rings =
    standing.kind === 'waiting' && !!offer && offer.rang !== null && offer.rang > (offer.ended ?? 0)
  if (agent.ringing.has(visit) === rings) return
  put(agent.ringing, visit, rings)
  roster.refresh(agent)
}

/** An agent has nothing to do with a visit any more. */
export function forgetVisit(roster: Roster, agent: Agent, visit: Visit): void {
  agent.talking.delete(visit)
  agent.wrapping.delete(visit)
  agent.visits.delete(visit)
  roster.refresh(agent)
}

/** Whether that was a change. */
function put(visits: Set<Visit>, visit: Visit, member: boolean): boolean {
  if (visits.has(visit) === member) return false
  if (member) visits.add(visit)
  else visits.delete(visit)
  return true
}
