import type { FloorEvent } from '../../../shared/events.ts'
import type { EpochMs } from '../../../shared/time.ts'
import { QueueLogAgents, RepeatedPauses } from './queueLogAgents.ts'
import type { Aliases, SavedPauses } from './queueLogAgents.ts'
import { parseQueueLogLine, withoutCallers } from './queueLogLine.ts'
import { UnfitLine } from './queueLogColumns.ts'
import type { QueueLogMemory, Said, Verdict } from './queueLogColumns.ts'
import { queueLogVerbs } from './queueLogVerbs.ts'
import { QueueLogVisits } from './queueLogVisits.ts'
import type { SavedVisits } from './queueLogVisits.ts'

/** A line that was set aside, so that somebody can look at it. */
export interface QueueLogFault {
  /** Line number in the file, from 1. */
  readonly line: number
  /** Byte at which the line starts. */
  readonly offset: number
  readonly reason: string
  /** The line without callers' names and numbers. */
  readonly raw: string
  /** Nothing is wrong with the line; its verb is one that nobody knows. */
  readonly unknown?: true
}

/** Counts of what was read, for `/metrics`, the report and the operator. */
export interface QueueLogCounts {
  lines: number
  events: number
  bad: number
  /** Rows that only repeat a PAUSEALL. */
  repeated: number
  /** Verbs that no version of Asterisk is known to write; kept by name, the first 100 of them. */
  readonly unknownVerbs: Map<string, number>
  /** Verbs that are understood and say nothing about a floor. */
  readonly notedVerbs: Map<string, number>
}

/** Verbs that no figure rests on and how often they came, as a sentence; null when there were none. */
export function unknownVerbsTold({ unknownVerbs }: QueueLogCounts): string | null {
  if (unknownVerbs.size === 0) return null
  const verbs = [...unknownVerbs].map(([verb, count]) => `${verb} ${count}`).join(', ')
  return `Verbs that say nothing about a floor as far as is known: ${verbs}`
}

/** All that the decoder must know to go on in the middle of a file. */
export interface SavedDecoder {
  readonly visits: SavedVisits
  readonly pauses: SavedPauses
}

export interface DecoderOptions {
  /** Names the source in events; one PBX, one name. */
  readonly source: string
  readonly aliases?: Aliases
  /** Marks the events as a recording's. [T6] */
  readonly replay?: boolean
  readonly saved?: SavedDecoder
}

const mostVerbs = 100
/** So many lines of an unknown verb show what it says; a dialler that writes thousands buries nothing. */
const keptOfVerb = 10

/** @returns how often the verb came by now. */
function tally(counts: Map<string, number>, verb: string): number {
  const known = counts.has(verb) || counts.size < mostVerbs
  const name = known ? verb : '(others)'
  const count = (counts.get(name) ?? 0) + 1
  counts.set(name, count)
  return count
}

/**
 * Turns lines of an Asterisk `queue_log` (11 to 23) into canonical events. No input makes it throw:
 * what cannot be read is set aside with its place and reason, what is unknown is counted by verb, and the first
 * lines of each verb are kept.
 *
 * An event's id is `<file identity>:<byte offset>`, so the same line is the same event however the
 * file is renamed, and two identical lines stay two. [E1] The offset is padded: within one second the
 * order of ids is the order of lines.
 */
export class QueueLogDecoder {
  readonly counts: QueueLogCounts = {
    lines: 0,
    events: 0,
    bad: 0,
    repeated: 0,
    unknownVerbs: new Map(),
    notedVerbs: new Map(),
  }
  /** Time of the newest line that was an event: the recording's clock. [T6] */
  newest: EpochMs | undefined
  readonly #options: DecoderOptions
  readonly #memory: QueueLogMemory

  constructor(options: DecoderOptions) {
    this.#options = options
    this.#memory = {
      visits: new QueueLogVisits(options.saved?.visits),
      pauses: new RepeatedPauses(options.saved?.pauses),
      agents: new QueueLogAgents(options.aliases),
    }
  }

  /**
   * Reads one complete line.
   * @param bytes the line without its end, one character a byte (Latin-1).
   * @param identity of the file, see `fileIdentity`.
   * @param offset of its first byte in the file.
   * @param number of the line in the file, from 1.
   * @returns its event, its fault, one of the first lines of an unknown verb, or null for a line that
   * says nothing new.
   */
  line(
    bytes: string,
    identity: string,
    offset: number,
    number: number,
  ): FloorEvent | QueueLogFault | null {
    this.counts.lines += 1
    const line = parseQueueLogLine(bytes)
    if (typeof line === 'string') return this.#fault(bytes, offset, number, line)
    const known = queueLogVerbs.has(line.verb)
    const verb = known ? line.verb : line.verb.toUpperCase()
    const read = queueLogVerbs.get(verb)
    if (read === undefined) return this.#unknown(bytes, offset, number, verb.slice(0, 40))
    let verdict: Verdict
    try {
      verdict = read(line, this.#memory)
    } catch (error) {
      if (error instanceof UnfitLine) return this.#fault(bytes, offset, number, error.message)
      throw error
    }
    return this.#event(verdict, verb, line.time, `${identity}:${padded(offset)}`)
  }

  /** Sets a line aside that has no end, or none in reach. */
  unread(bytes: string, offset: number, number: number, reason: string): QueueLogFault {
    this.counts.lines += 1
    return this.#fault(bytes, offset, number, reason)
  }

  /** What the operator should mend, one sentence each. */
  advice(): readonly string[] {
    return this.#memory.agents.faults()
  }

  save(): SavedDecoder {
    return { visits: this.#memory.visits.save(), pauses: this.#memory.pauses.save() }
  }

  #fault(bytes: string, offset: number, line: number, reason: string): QueueLogFault {
    this.counts.bad += 1
    return { line, offset, reason: `Line ${line} ${reason}.`, raw: withoutCallers(bytes) }
  }

  #unknown(bytes: string, offset: number, line: number, verb: string): QueueLogFault | null {
    if (tally(this.counts.unknownVerbs, verb) > keptOfVerb) return null
    const reason = `Line ${line} has the verb ${verb}, which says nothing about a floor as far as is known.`
    return { line, offset, reason, raw: withoutCallers(bytes), unknown: true }
  }

  #event(verdict: Verdict, verb: string, time: EpochMs, id: string): FloorEvent | null {
    if (verdict === 'noted') tally(this.counts.notedVerbs, verb)
    if (verdict === 'repeat') this.counts.repeated += 1
    if (typeof verdict === 'string') return null
    this.counts.events += 1
    this.newest = time
    return withIdentity(verdict, id, this.#options.source, time, this.#options.replay === true)
  }
}

/** 12 digits carry a file of a terabyte. */
const padded = (offset: number): string => String(offset).padStart(12, '0')

function withIdentity(
  said: Said,
  id: string,
  source: string,
  time: EpochMs,
  replay: boolean,
): FloorEvent {
  const { type, data } = said
  // Type and data come as a pair from `Said`; TypeScript cannot follow a union through its parts.
  return (
    replay ? { id, source, type, time, data, replay } : { id, source, type, time, data }
  ) as FloorEvent
}

export const isFault = (read: FloorEvent | QueueLogFault): read is QueueLogFault => 'reason' in read
