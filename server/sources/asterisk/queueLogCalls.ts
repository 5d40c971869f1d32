import type { LeaveReason } from '../../../shared/events.ts'
import {
  UnfitLine,
  agentOf,
  atMost,
  contactOf,
  measure,
  named,
  queueOf,
  seconds,
  visitOf,
  withAgent,
  withLengths,
} from './queueLogColumns.ts'
import type { Draft, ReadVerb } from './queueLogColumns.ts'
import { wordOf } from './queueLogLine.ts'

// Each reader looks at every column before it moves the visit, so that a line set aside moves nothing.

const mostCallers = 1_000_000

/** ENTERQUEUE url|caller|position[|caller's name]: the caller stops here. [P18] */
export const entered: ReadVerb = (line, memory) => {
  const contact = contactOf(line)
  const queue = queueOf(line)
  const position = Number(line.data[2])
  const visit = memory.visits.enter(contact, queue, line.time)
  const placed = Number.isSafeInteger(position) && position > 0 && position <= mostCallers
  const data = placed ? { contact, queue, visit, position } : { contact, queue, visit }
  return { type: 'contact.queued', data }
}

/** CONNECT hold[|channel[|ring]] */
export const connected: ReadVerb = (line, memory) => {
  const columns = atMost(line, 3)
  const waited = seconds(columns[0], 'wait')
  const rang = seconds(columns[2], 'ring time')
  const agent = agentOf(line, memory)
  const { contact, queue, visit } = visitOf(line, memory, 'talking')
  const data: Draft<'contact.connected'> = { contact, queue, visit, agent }
  if (rang !== undefined) data.rang = rang
  return { type: 'contact.connected', data: withLengths(data, waited) }
}

/** COMPLETEAGENT, COMPLETECALLER hold|talk[|position] */
export const completed =
  (by: 'agent' | 'caller'): ReadVerb =>
  (line, memory) => {
    const columns = atMost(line, 3)
    const waited = seconds(columns[0], 'wait')
    const talked = seconds(columns[1], 'talk time')
    const { contact, queue, visit } = visitOf(line, memory, 'ended')
    const data: Draft<'contact.completed'> = { contact, queue, visit, by }
    withAgent(data, line, memory)
    return { type: 'contact.completed', data: withLengths(data, waited, talked) }
  }

/** The wait stands in the given column; older versions leave it out. */
export const left =
  (reason: LeaveReason, waitColumn: number, columns: number): ReadVerb =>
  (line, memory) => {
    const waited = seconds(atMost(line, columns)[waitColumn], 'wait')
    const { contact, queue, visit } = visitOf(line, memory, 'ended')
    const data: Draft<'contact.left'> = { contact, queue, visit, reason }
    withAgent(data, line, memory)
    return { type: 'contact.left', data: withLengths(data, waited) }
  }

/** EXITWITHKEY key|position[|original position|wait] */
export const leftByKey: ReadVerb = (line, memory) => {
  const columns = atMost(line, 4)
  const key = wordOf(columns[0], 8)
  const waited = seconds(columns[3], 'wait')
  const { contact, queue, visit } = visitOf(line, memory, 'ended')
  const data: Draft<'contact.left'> = { contact, queue, visit, reason: 'key' }
  if (key !== undefined) data.key = key
  return { type: 'contact.left', data: withLengths(data, waited) }
}

/** RINGNOANSWER, RINGCANCELED: ring in milliseconds, unlike every other column. [E5] */
export const offerEnded =
  (reason: 'noAnswer' | 'cancelled'): ReadVerb =>
  (line, memory) => {
    const rang = measure(atMost(line, 1)[0], 1, 'ring time')
    const agent = agentOf(line, memory)
    const phase = memory.visits.phase(contactOf(line), queueOf(line)) ?? 'waiting'
    const { contact, queue, visit } = visitOf(line, memory, phase)
    const data: Draft<'agent.offerEnded'> = { contact, queue, visit, agent, reason }
    if (rang !== undefined) data.rang = rang
    return { type: 'agent.offerEnded', data }
  }

/** An outside number may be a person's; an extension is not. */
const longestExtension = 6

/** BLINDTRANSFER, and TRANSFER before Asterisk 12: extension|context|hold|talk[|position] */
export const transferredBlind: ReadVerb = (line, memory) => {
  const columns = atMost(line, 5)
  const number = columns[0] ?? ''
  const to = number.length > longestExtension ? undefined : wordOf(number, longestExtension)
  const waited = seconds(columns[2], 'wait')
  const talked = seconds(columns[3], 'talk time')
  const { contact, queue, visit } = visitOf(line, memory, 'ended')
  const data: Draft<'contact.transferred'> = { contact, queue, visit, kind: 'blind' }
  if (to !== undefined) data.to = to
  withAgent(data, line, memory)
  return { type: 'contact.transferred', data: withLengths(data, waited, talked) }
}

/** ATTENDEDTRANSFER BRIDGE|id, APP|name or LINK|channel|channel, then hold|talk|position: counted from the right. */
export const transferredAttended: ReadVerb = (line, memory) => {
  const columns = line.data
  if (columns.length < 4) {
    throw new UnfitLine('is an ATTENDEDTRANSFER without hold, talk and position at its end')
  }
  const waited = seconds(columns.at(-3), 'wait')
  const talked = seconds(columns.at(-2), 'talk time')
  const to = columns[0] === 'APP' ? wordOf(columns[1], 40) : undefined
  const { contact, queue, visit } = visitOf(line, memory, 'ended')
  const data: Draft<'contact.transferred'> = { contact, queue, visit, kind: 'attended' }
  if (to !== undefined) data.to = to
  withAgent(data, line, memory)
  return { type: 'contact.transferred', data: withLengths(data, waited, talked) }
}

/**
 * AGENTDUMP, SYSCOMPAT: lost after the answer. While the caller still waits (Asterisk writes both before
 * CONNECT) it is an offer that came to nothing: the caller goes on waiting, or an ABANDON follows. [E5]
 */
export const dropped =
  (reason: 'rejected' | 'failed'): ReadVerb =>
  (line, memory) => {
    const waiting = memory.visits.phase(contactOf(line), queueOf(line)) === 'waiting'
    if (waiting && named(line.agent)) {
      const agent = agentOf(line, memory)
      const { contact, queue, visit } = visitOf(line, memory, 'waiting')
      return { type: 'agent.offerEnded', data: { contact, queue, visit, agent, reason } }
    }
    const { contact, queue, visit } = visitOf(line, memory, 'ended')
    const data: Draft<'contact.completed'> = { contact, queue, visit, by: 'lost' }
    return { type: 'contact.completed', data: withAgent(data, line, memory) }
  }
