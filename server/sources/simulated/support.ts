import { SECOND } from '../../../shared/time.ts'
import { type AgentState, type Floor, type QueueState, tell, type Visit } from './floor.ts'
import { seatCaller } from './routing.ts'

const lookAgainAfter = 30 * SECOND

/** A caller waited so long that the lead calls for help: agents who know the queue join it for a while. */
export function callSupport(floor: Floor, visit: Visit): void {
  const { support } = floor.plan.habits
  if (support === null || visit.stage !== 'waiting' || visit.queue.supported) return
  const { queue } = visit
  queue.supported = true
  floor.agenda.put(floor.now + lookAgainAfter, { type: 'supportEnds', queue })
  // Those with nothing to do come first; the others join and are there when they are done.
  const idle = [...floor.idle]
  const others = floor.agents.filter((agent) => agent.stage === 'busy' || agent.stage === 'ringing')
  const helpers = [...idle, ...others].filter((agent) => canHelp(agent, queue))
  for (const agent of helpers.slice(0, support.helpers)) {
    agent.queues.push(queue)
    tell(floor, {
      type: 'agent.joinedQueue',
      data: { agent: agent.plan.id, queue: queue.plan.id },
    })
  }
  for (const waiting of [...queue.waiting]) seatCaller(floor, waiting)
}

const canHelp = (agent: AgentState, queue: QueueState): boolean =>
  !agent.leaveDue && agent.plan.reserve.includes(queue.plan.id) && !agent.queues.includes(queue)

/** Nobody waits any more: the helpers go back to their own queues. */
export function endSupport(floor: Floor, queue: QueueState): void {
  if (queue.waiting.length > 0) {
    floor.agenda.put(floor.now + lookAgainAfter, { type: 'supportEnds', queue })
    return
  }
  queue.supported = false
  for (const agent of floor.agents) {
    const place = agent.queues.indexOf(queue)
    if (place === -1 || agent.plan.queues.includes(queue.plan.id)) continue
    agent.queues.splice(place, 1)
    tell(floor, { type: 'agent.leftQueue', data: { agent: agent.plan.id, queue: queue.plan.id } })
  }
}
