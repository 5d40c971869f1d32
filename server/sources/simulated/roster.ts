import { MINUTE } from '../../../shared/time.ts'
import { type AgentState, type Floor, tell } from './floor.ts'
import type { PausePlan } from './floorPlan.ts'
import { isBetween, nextShowing } from './localTime.ts'
import { seatAgent } from './routing.ts'
import { between } from './uniform.ts'

/** Writes down when each agent comes; those whose shift is on come at once. */
export function planFirstShifts(floor: Floor): void {
  for (const agent of floor.agents) {
    const { presence } = agent.plan
    if (presence.kind === 'rotation') {
      const round = presence.on + presence.off
      const into = presence.ahead % round
      const start = into < presence.on ? floor.now : floor.now + round - into
      floor.agenda.put(start, { type: 'shiftStarts', agent })
    } else {
      floor.agenda.put(shiftStart(floor, agent, true), { type: 'shiftStarts', agent })
    }
  }
}

/** Now when the shift is on and counts, else when it starts next. */
function shiftStart(floor: Floor, agent: AgentState, running: boolean): number {
  const { presence } = agent.plan
  if (presence.kind !== 'shift') return floor.now
  const { calendar } = floor.plan
  const on = running && isBetween(calendar, floor.now, presence.from, presence.to)
  return on ? floor.now : nextShowing(calendar, floor.now, presence.from)
}

function shiftEnd(floor: Floor, agent: AgentState): number {
  const { presence } = agent.plan
  switch (presence.kind) {
    case 'always':
      return Number.POSITIVE_INFINITY
    case 'shift':
      return nextShowing(floor.plan.calendar, floor.now, presence.to)
    case 'rotation': {
      const into = floor.now === floor.from ? presence.ahead % (presence.on + presence.off) : 0
      return floor.now + presence.on - into
    }
    default:
      return presence satisfies never
  }
}

export function startShift(floor: Floor, agent: AgentState): void {
  agent.term++
  agent.leaveDue = false
  agent.pauseDue = null
  for (const queue of agent.queues) {
    tell(floor, {
      type: 'agent.joinedQueue',
      data: { agent: agent.plan.id, queue: queue.plan.id },
    })
  }
  for (const pause of floor.plan.habits.pauses) {
    const first = Math.round(pause.every * between(floor.chances.pauses, 0.1, 1))
    floor.agenda.put(floor.now + first, { type: 'pauseDue', agent, pause, term: agent.term })
  }
  floor.agenda.put(shiftEnd(floor, agent), { type: 'shiftEnds', agent })
  seatAgent(floor, agent)
}

/** The shift is over: at once when idle or away, else when the contact in hand is done. */
export function endShift(floor: Floor, agent: AgentState): void {
  agent.leaveDue = true
  if (agent.stage === 'paused') endPause(floor, agent)
  else if (agent.stage === 'idle') goHome(floor, agent)
}

function goHome(floor: Floor, agent: AgentState): void {
  floor.idle.delete(agent)
  agent.stage = 'off'
  for (const queue of agent.queues) {
    tell(floor, { type: 'agent.leftQueue', data: { agent: agent.plan.id, queue: queue.plan.id } })
  }
  agent.queues = agent.queues.filter((queue) => agent.plan.queues.includes(queue.plan.id))
  const { presence } = agent.plan
  const back =
    presence.kind === 'rotation' ? floor.now + presence.off : shiftStart(floor, agent, false)
  floor.agenda.put(back, { type: 'shiftStarts', agent })
}

/** Done with whatever it was: home, away, or on to the next caller. */
export function freeAgent(floor: Floor, agent: AgentState): void {
  if (agent.leaveDue) {
    goHome(floor, agent)
  } else if (agent.pauseDue !== null) {
    startPause(floor, agent, agent.pauseDue)
  } else {
    seatAgent(floor, agent)
  }
}

export function duePause(floor: Floor, agent: AgentState, pause: PausePlan, term: number): void {
  if (agent.term !== term || agent.stage === 'off') return
  if (agent.stage === 'paused' || agent.pauseDue !== null || tooManyAway(floor)) {
    floor.agenda.put(floor.now + 5 * MINUTE, { type: 'pauseDue', agent, pause, term })
    return
  }
  const next = Math.round(pause.every * between(floor.chances.pauses, 0.9, 1.1))
  floor.agenda.put(floor.now + next, { type: 'pauseDue', agent, pause, term })
  if (agent.stage === 'idle') startPause(floor, agent, pause)
  else agent.pauseDue = pause
}

function tooManyAway(floor: Floor): boolean {
  let present = 0
  let away = 0
  for (const agent of floor.agents) {
    if (agent.stage === 'off') continue
    present++
    if (agent.stage === 'paused' || agent.pauseDue !== null) away++
  }
  return away + 1 > Math.max(1, present * floor.plan.habits.awayAtMost)
}

function startPause(floor: Floor, agent: AgentState, pause: PausePlan): void {
  floor.idle.delete(agent)
  agent.stage = 'paused'
  agent.pauseDue = null
  tell(floor, { type: 'agent.paused', data: { agent: agent.plan.id, reason: pause.reason } })
  const lasting = Math.round(between(floor.chances.pauses, 0.8, 1.2) * pause.lasting)
  floor.agenda.put(floor.now + lasting, { type: 'pauseEnds', agent, term: agent.term })
}

export function endPause(floor: Floor, agent: AgentState): void {
  tell(floor, { type: 'agent.unpaused', data: { agent: agent.plan.id } })
  freeAgent(floor, agent)
}
