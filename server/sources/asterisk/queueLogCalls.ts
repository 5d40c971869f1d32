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
  someAgent,
  talkedIn,
  visitOf,
  waitedIn,
} from './queueLogColumns.ts'
import type { ReadVerb } from './queueLogColumns.ts'
import { wordOf } from './queueLogLine.ts'

const mostCallers = 1_000_000

/** ENTERQUEUE url|caller|position[|caller's name]: the caller stops here. [P18] */
export const entered: ReadVerb = (line, memory) => {
  const contact = contactOf(line)
  const queue = queueOf(line)
  const position = Number(line.data[2])
  const visit = memory.visits.enter(contact, queue, line.time)
  const placed =
    Number.isSafeInteger(position) && position > 0 && position <= mostCallers ? { position } : {}
  return { type: 'contact.queued', data: { contact, queue, visit, ...placed } }
}

/** CONNECT hold[|channel[|ring]] */
export const connected: ReadVerb = (line, memory) => {
  const [hold, , ring] = atMost(line, 3)
  const waited = waitedIn(hold)
  const rang = seconds(ring, 'ring time')
  const agent = agentOf(line, memory)
  const visit = visitOf(line, memory, 'talking')
  const ringing = rang === undefined ? {} : { rang }
  return { type: 'contact.connected', data: { ...visit, agent, ...waited, ...ringing } }
}

/** COMPLETEAGENT, COMPLETECALLER hold|talk[|position] */
export const completed =
  (by: 'agent' | 'caller'): ReadVerb =>
  (line, memory) => {
    const [hold, talk] = atMost(line, 3)
    const measured = { ...waitedIn(hold), ...talkedIn(talk) }
    const agent = someAgent(line, memory)
    return {
      type: 'contact.completed',
      data: { ...visitOf(line, memory, 'ended'), ...agent, by, ...measured },
    }
  }

/** The wait stands in the given column; older versions leave it out. */
export const left =
  (reason: LeaveReason, waitColumn: number, columns: number): ReadVerb =>
  (line, memory) => {
    const waited = waitedIn(atMost(line, columns)[waitColumn])
    const agent = someAgent(line, memory)
    return {
      type: 'contact.left',
      data: { ...visitOf(line, memory, 'ended'), reason, ...agent, ...waited },
    }
  }

/** EXITWITHKEY key|position[|original position|wait] */
export const leftByKey: ReadVerb = (line, memory) => {
  const [digits, , , wait] = atMost(line, 4)
  const key = wordOf(digits, 8)
  const waited = waitedIn(wait)
  const pressed = key === undefined ? {} : { key }
  return {
    type: 'contact.left',
    data: { ...visitOf(line, memory, 'ended'), reason: 'key', ...pressed, ...waited },
  }
}

/** RINGNOANSWER, RINGCANCELED: ring in milliseconds, unlike every other column. [E5] */
export const offerEnded =
  (reason: 'noAnswer' | 'cancelled'): ReadVerb =>
  (line, memory) => {
    const rang = measure(atMost(line, 1)[0], 1, 'ring time')
    const agent = agentOf(line, memory)
    const contact = contactOf(line)
    const queue = queueOf(line)
    const phase = memory.visits.phase(contact, queue) ?? 'waiting'
    const visit = memory.visits.move(contact, queue, line.time, phase)
    const ringing = rang === undefined ? {} : { rang }
    return {
      type: 'agent.offerEnded',
      data: { contact, queue, visit, agent, reason, ...ringing },
    }
  }

/** An outside number may be a person's; an extension is not. */
const longestExtension = 6

/** BLINDTRANSFER, and TRANSFER before Asterisk 12: extension|context|hold|talk[|position] */
export const transferredBlind: ReadVerb = (line, memory) => {
  const [number = '', , hold, talk] = atMost(line, 5)
  const to = number.length > longestExtension ? undefined : wordOf(number, longestExtension)
  const measured = { ...waitedIn(hold), ...talkedIn(talk) }
  const agent = someAgent(line, memory)
  const target = to === undefined ? {} : { to }
  return {
    type: 'contact.transferred',
    data: { ...visitOf(line, memory, 'ended'), ...agent, kind: 'blind', ...target, ...measured },
  }
}

/** ATTENDEDTRANSFER BRIDGE|id, APP|name or LINK|channel|channel, then hold|talk|position: counted from the right. */
export const transferredAttended: ReadVerb = (line, memory) => {
  const talk = line.data.at(-2)
  const hold = line.data.at(-3)
  if (talk === undefined || hold === undefined || line.data.length < 4) {
    throw new UnfitLine('is an ATTENDEDTRANSFER without hold, talk and position at its end')
  }
  const measured = { ...waitedIn(hold), ...talkedIn(talk) }
  const agent = someAgent(line, memory)
  const to = line.data[0] === 'APP' ? wordOf(line.data[1], 40) : undefined
  const target = to === undefined ? {} : { to }
  return {
    type: 'contact.transferred',
    data: { ...visitOf(line, memory, 'ended'), ...agent, kind: 'attended', ...target, ...measured },
  }
}

/**
 * AGENTDUMP, SYSCOMPAT: lost after the answer. While the caller still waits (Asterisk writes both before
 * CONNECT) it is an offer that came to nothing: the caller goes on waiting, or an ABANDON follows. [E5]
 */
export const dropped =
  (reason: 'rejected' | 'failed'): ReadVerb =>
  (line, memory) => {
    const contact = contactOf(line)
    const queue = queueOf(line)
    if (memory.visits.phase(contact, queue) === 'waiting' && named(line.agent)) {
      const agent = agentOf(line, memory)
      const visit = memory.visits.move(contact, queue, line.time, 'waiting')
      return { type: 'agent.offerEnded', data: { contact, queue, visit, agent, reason } }
    }
    const agent = someAgent(line, memory)
    return {
      type: 'contact.completed',
      data: { ...visitOf(line, memory, 'ended'), ...agent, by: 'lost' },
    }
  }
