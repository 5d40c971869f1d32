import { agentOf, named, queueOf } from './queueLogColumns.ts'
import type { ReadVerb, Said } from './queueLogColumns.ts'
import { wordOf } from './queueLogLine.ts'
import type { QueueLogLine } from './queueLogLine.ts'

export const joined: ReadVerb = (line, memory) => {
  const queue = queueOf(line)
  const agent = agentOf(line, memory)
  const paused = line.data[0] === 'PAUSED' ? { paused: true } : {}
  return { type: 'agent.joinedQueue', data: { agent, queue, ...paused } }
}

export const leftQueue: ReadVerb = (line, memory) => {
  const queue = queueOf(line)
  return { type: 'agent.leftQueue', data: { agent: agentOf(line, memory), queue } }
}

const reasonIn = (line: QueueLogLine): { readonly reason?: string } => {
  const reason = wordOf(line.data.join('|'), 80)
  return reason === undefined ? {} : { reason }
}

const paused = (agent: string, verb: string, where: { queue?: string; reason?: string }): Said => {
  if (verb === 'PAUSE') return { type: 'agent.paused', data: { agent, ...where } }
  const { queue } = where
  return { type: 'agent.unpaused', data: queue === undefined ? { agent } : { agent, queue } }
}

export const pausedHere =
  (verb: 'PAUSE' | 'UNPAUSE'): ReadVerb =>
  (line, memory) => {
    const agent = agentOf(line, memory)
    const why = reasonIn(line)
    if (!named(line.queue)) return paused(agent, verb, why)
    const repeat = memory.pauses.judge(agent, verb, line.time, why.reason !== undefined)
    if (repeat === 'repeat') return 'repeat'
    if (repeat === 'reason') return paused(agent, verb, why)
    return paused(agent, verb, { queue: line.queue, ...why })
  }

/**
 * PAUSEALL, UNPAUSEALL. Up to Asterisk 21 they name the interface even where all else names the member;
 * without an alias the rows that follow, one for each queue, carry the pause alone.
 */
export const pausedEverywhere =
  (verb: 'PAUSE' | 'UNPAUSE'): ReadVerb =>
  (line, memory) => {
    const agent = agentOf(line, memory)
    if (memory.agents.isBareInterface(line.agent)) return 'noted'
    const why = reasonIn(line)
    // Ending a pause needs no reason, so its repeats add nothing.
    const reasoned = verb === 'UNPAUSE' || why.reason !== undefined
    memory.pauses.everywhere(agent, verb, line.time, reasoned)
    return paused(agent, verb, why)
  }

export const loggedIn: ReadVerb = (line, memory) => ({
  type: 'agent.state',
  data: { agent: agentOf(line, memory), state: 'available' },
})

export const loggedOff: ReadVerb = (line, memory) => ({
  type: 'agent.state',
  data: { agent: agentOf(line, memory), state: 'offline' },
})

/** PENALTY and RINGINUSE name the interface; that alone helps to find a missing alias. */
export const setting: ReadVerb = (line, memory) => {
  agentOf(line, memory)
  return 'noted'
}

export const restarted: ReadVerb = (_line, memory) => {
  memory.visits.restart()
  return { type: 'source.restarted', data: { reason: 'QUEUESTART' } }
}
