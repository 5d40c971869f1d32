import { type Millis, millis } from '../../../shared/time.ts'
import { enterQueue } from './callers.ts'
import { type AgentState, type Floor, type QueueState, tell, type Visit } from './floor.ts'
import { planMarks } from './marks.ts'
import { chance } from './uniform.ts'

/** The agent picks up. What the conversation will be like is settled here, and told as it happens. */
export function connect(floor: Floor, visit: Visit, agent: AgentState): void {
  const { habits } = floor.plan
  agent.stage = 'busy'
  visit.stage = 'connected'
  visit.connectedAt = floor.now
  const waited = millis(floor.now - visit.queuedAt)
  const rang = millis(floor.now - visit.offeredAt)
  tell(floor, {
    type: 'contact.connected',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
      waited,
      rang,
    },
  })
  const talk = Math.round(visit.queue.talk() * agent.traits.pace)
  const transferred =
    visit.queue.plan.transfersTo !== null && chance(floor.chances.end, habits.transferShare)
  // A transferred contact is not put on hold as well: sources that tell of a transfer tell no hold time.
  const onHold = !transferred && chance(floor.chances.hold, habits.holdShare)
  const lasting = onHold ? floor.hold() : 0
  if (onHold) {
    const holdAt = floor.now + Math.round(talk * (0.2 + 0.5 * floor.chances.hold()))
    floor.agenda.put(holdAt, { type: 'holdStarts', visit, agent, lasting })
  }
  floor.agenda.put(floor.now + talk + lasting, { type: 'talkEnds', visit, agent, transferred })
}

export function startHold(floor: Floor, visit: Visit, agent: AgentState, lasting: number): void {
  visit.held += lasting
  tell(floor, {
    type: 'contact.held',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
    },
  })
  floor.agenda.put(floor.now + lasting, { type: 'holdEnds', visit, agent })
}

export function endHold(floor: Floor, visit: Visit, agent: AgentState): void {
  tell(floor, {
    type: 'contact.resumed',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
    },
  })
}

/** The conversation ends, or goes on in another queue. */
export function endTalk(floor: Floor, visit: Visit, agent: AgentState, transferred: boolean): void {
  visit.stage = 'ended'
  const to = floor.queues.get(visit.queue.plan.transfersTo ?? '')
  if (transferred && to !== undefined) {
    transfer(floor, visit, agent, to)
  } else {
    complete(floor, visit, agent)
    planMarks(floor, visit, agent)
  }
  startWrap(floor, visit, agent)
}

function complete(floor: Floor, visit: Visit, agent: AgentState): void {
  tell(floor, {
    type: 'contact.completed',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
      by: chance(floor.chances.end, 0.72) ? 'caller' : 'agent',
      waited: millis(visit.connectedAt - visit.queuedAt),
      talked: talkedIn(floor, visit),
      held: millis(visit.held),
    },
  })
}

function transfer(floor: Floor, visit: Visit, agent: AgentState, to: QueueState): void {
  tell(floor, {
    type: 'contact.transferred',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
      kind: chance(floor.chances.end, 0.6) ? 'blind' : 'attended',
      to: to.plan.id,
      waited: millis(visit.connectedAt - visit.queuedAt),
      talked: talkedIn(floor, visit),
    },
  })
  enterQueue(floor, visit.contact, to, [...visit.before, visit.queue.plan.id])
}

/** Hold is left out: handling is talk and hold and wrap-up. [M6] */
const talkedIn = (floor: Floor, visit: Visit): Millis =>
  millis(floor.now - visit.connectedAt - visit.held)

function startWrap(floor: Floor, visit: Visit, agent: AgentState): void {
  const lasting = Math.round(visit.queue.wrap() * agent.traits.pace)
  if (lasting === 0) {
    floor.agenda.put(floor.now, { type: 'agentFree', agent })
    return
  }
  tell(floor, {
    type: 'agent.wrapStarted',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
    },
  })
  floor.agenda.put(floor.now + lasting, { type: 'wrapEnds', visit, agent })
}

export function endWrap(floor: Floor, visit: Visit, agent: AgentState): void {
  tell(floor, {
    type: 'agent.wrapEnded',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      agent: agent.plan.id,
    },
  })
  floor.agenda.put(floor.now, { type: 'agentFree', agent })
}
