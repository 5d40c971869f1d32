import type { EventData, EventType } from '../../../shared/events.ts'
import { millis } from '../../../shared/time.ts'
import type { Millis } from '../../../shared/time.ts'
import type { QueueLogAgents, RepeatedPauses } from './queueLogAgents.ts'
import type { QueueLogLine } from './queueLogLine.ts'
import type { QueueLogVisits, VisitPhase } from './queueLogVisits.ts'

/** What a line says, before it gets its identity. */
export type Said = {
  [T in EventType]: { readonly type: T; readonly data: EventData[T] }
}[EventType]

/** What the decoder has learned so far. */
export interface QueueLogMemory {
  readonly visits: QueueLogVisits
  readonly agents: QueueLogAgents
  readonly pauses: RepeatedPauses
}

/** `noted`: understood, and there is nothing in it for a floor. `repeat`: said already by the line before. */
export type Verdict = Said | 'noted' | 'repeat'

/** Thrown for a line whose columns do not fit its verb; the message is the reason. */
export class UnfitLine extends Error {}

/** Reads the lines of one verb. Throws `UnfitLine`. */
export type ReadVerb = (line: QueueLogLine, memory: QueueLogMemory) => Verdict

export const named = (name: string): boolean => name !== '' && name !== 'NONE'
/** Asterisk writes these where no call is meant. */
const noContact = new Set(['', 'NONE', 'MANAGER', 'CLI', 'REALTIME'])
const digits = /^-?\d{1,12}(?:\.\d{1,6})?$/
/** No call waits or talks for more than a week; such a column is damaged. */
const longestSeconds = 7 * 86_400

/** Up to six plain digits, what nearly every column is; −1 for anything else. */
function plainNumber(text: string): number {
  if (text.length > 6) return -1
  let value = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** A length of time in units of `unit` ms. */
export function measure(text: string | undefined, unit: number, what: string): Millis | undefined {
  if (text === undefined || text === '') return undefined
  const plain = plainNumber(text)
  if (plain >= 0 && plain * unit <= longestSeconds * 1000) return millis(plain * unit)
  const value = Number(text)
  if (!digits.test(text) || (value * unit) / 1000 > longestSeconds) {
    throw new UnfitLine(`has a ${what} that is no sensible length of time`)
  }
  // A clock set back between the two readings makes Asterisk write a negative length. [T2]
  return millis(Math.max(0, Math.round(value * unit)))
}

export const seconds = (text: string | undefined, what: string): Millis | undefined =>
  measure(text, 1000, what)

interface Measured {
  waited?: Millis
  talked?: Millis
}

/** Adds what the source measured to an event's data; what the log leaves out stays out. */
export function withLengths<D extends Measured>(
  data: D,
  waited: Millis | undefined,
  talked?: Millis,
): D {
  if (waited !== undefined) data.waited = waited
  if (talked !== undefined) data.talked = talked
  return data
}

export function atMost(line: QueueLogLine, columns: number): readonly string[] {
  if (line.data.length > columns) {
    throw new UnfitLine(
      `has ${line.data.length} data columns where ${line.verb} has at most ${columns}; two lines may have run into one`,
    )
  }
  return line.data
}

export function queueOf(line: QueueLogLine): string {
  if (!named(line.queue)) throw new UnfitLine(`is a ${line.verb} that names no queue`)
  return line.queue
}

export function agentOf(line: QueueLogLine, memory: QueueLogMemory): string {
  if (!named(line.agent)) throw new UnfitLine(`is a ${line.verb} that names no agent`)
  const agent = memory.agents.resolve(line.agent)
  if (named(line.queue)) memory.agents.note(line.queue, agent)
  return agent
}

/** Adds the agent to an event's data where the line names one. */
export function withAgent<D extends { agent?: string }>(
  data: D,
  line: QueueLogLine,
  memory: QueueLogMemory,
): D {
  if (named(line.agent)) data.agent = agentOf(line, memory)
  return data
}

export function contactOf(line: QueueLogLine): string {
  if (noContact.has(line.callid)) {
    throw new UnfitLine(`is a ${line.verb} whose call id ${line.callid || '(empty)'} is no call`)
  }
  return line.callid
}

/** The visit a line belongs to, as the beginning of its event's data. */
export function visitOf(
  line: QueueLogLine,
  memory: QueueLogMemory,
  phase: VisitPhase,
): { contact: string; queue: string; visit: number } {
  const contact = contactOf(line)
  const queue = queueOf(line)
  return { contact, queue, visit: memory.visits.move(contact, queue, line.time, phase) }
}

/** An event's data while it is put together, member by member: spreads cost half of a large file's reading. */
export type Draft<T extends EventType> = { -readonly [K in keyof EventData[T]]: EventData[T][K] }
