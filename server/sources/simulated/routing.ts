import { millis } from '../../../shared/time.ts'
import { type AgentState, type Floor, type QueueState, tell, type Visit } from './floor.ts'
import { chance } from './uniform.ts'

/** A caller looks for an agent: the longest idle one with the skill. */
export function seatCaller(floor: Floor, visit: Visit): void {
  for (const agent of floor.idle) {
    if (!agent.queues.includes(visit.queue)) continue
    visit.queue.waiting.splice(visit.queue.waiting.indexOf(visit), 1)
    offer(floor, visit, agent)
    return
  }
}

/** An agent has nothing to do: takes the next caller, or sits idle. */
export function seatAgent(floor: Floor, agent: AgentState): void {
  const queue = queueToServe(floor, agent)
  const visit = queue?.waiting.shift()
  if (visit === undefined) {
    agent.stage = 'idle'
    floor.idle.add(agent)
    return
  }
  offer(floor, visit, agent)
}

/** Callers past overdue first, whoever waits longest; then the agent's own queue; then the others. */
function queueToServe(floor: Floor, agent: AgentState): QueueState | undefined {
  let longest: QueueState | undefined
  let since = Number.POSITIVE_INFINITY
  for (const queue of agent.queues) {
    const head = queue.waiting[0]
    if (head !== undefined && head.queuedAt < since) {
      longest = queue
      since = head.queuedAt
    }
  }
  if (floor.now - since >= floor.plan.habits.overdueAfter) return longest
  const own = agent.queues[0]
  return own !== undefined && own.waiting.length > 0 ? own : longest
}

function offer(floor: Floor, visit: Visit, agent: AgentState): void {
  floor.idle.delete(agent)
  agent.stage = 'ringing'
  visit.stage = 'ringing'
  visit.agent = agent
  visit.attempt++
  visit.offeredAt = floor.now
  const { attempt } = visit
  tell(floor, {
    type: 'agent.offered',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
      attempt,
    },
  })
  const missed = chance(floor.chances.ring, floor.plan.habits.missedShare)
  const lasting = missed ? floor.plan.habits.missedRing : floor.ring()
  floor.agenda.put(floor.now + lasting, { type: 'ringEnds', visit, attempt, answered: !missed })
}

/** Nobody picked up: the caller keeps the place at the head and is offered again. [E5] */
export function missRing(floor: Floor, visit: Visit, agent: AgentState): void {
  const rang = millis(floor.now - visit.offeredAt)
  tell(floor, {
    type: 'agent.offerEnded',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
      reason: 'noAnswer',
      rang,
    },
  })
  visit.stage = 'waiting'
  visit.agent = null
  visit.queue.waiting.unshift(visit)
  seatCaller(floor, visit)
  floor.agenda.put(floor.now, { type: 'agentFree', agent })
}
