import {
  defaultDefinitions,
  type Definitions,
  type EventOf,
  type FloorEvent,
} from '../../shared/events.ts'
import { epochMs, MINUTE, type Calendar, type EpochMs } from '../../shared/time.ts'
import type { Circumstances } from './outcome.ts'
import { ContactMarks } from './people/contactMarks.ts'
import { handlerOf } from './people/handlerOf.ts'
import { Presence } from './presence.ts'
import { Roster } from './roster.ts'
import { addRestart, firstAfter, newSource, type SourceState } from './sourceState.ts'
import { Tally } from './tally.ts'
import type { VisitEvent } from './visit.ts'
import { Visits } from './visits.ts'

/** What a replay says about itself. [T6] */
export interface ReplayState {
  readonly file: string
  readonly from: EpochMs
  readonly speed: number | 'max'
  /** Where the recording ended; null while it runs. What is open then stays without an end. [E6] */
  readonly endedAt: EpochMs | null
}

/** Makes a calendar for a time zone and a day start in minutes; the one door to time zones. [T3] */
export type Calendars = (timezone: string, dayStart: number) => Calendar

const NEVER = epochMs(0)
const VERSIONS_KEPT = 20

/**
 * One site's floor: everything that follows from its events, and nothing else. Deterministic: the same
 * events give the same floor, in any order within 2 h, in any batches, with a save and restore anywhere.
 */
export class Floor implements Circumstances {
  readonly tally: Tally
  readonly roster = new Roster()
  readonly visits: Visits
  readonly presence: Presence
  readonly marks: ContactMarks
  readonly sources = new Map<string, SourceState>()
  calendar: Calendar
  definitions: Definitions = defaultDefinitions
  replay: ReplayState | null = null
  clock: EpochMs = NEVER
  heardAt: EpochMs = NEVER
  swept: EpochMs = NEVER
  /** Events folded, by what came of them. */
  events = 0
  /** How often the clock was set back; what keeps time along with the floor starts anew then. [T6] */
  rewinds = 0
  /** Versions of the definitions before the one in force: visits are still counted by them. [M22] */
  readonly earlier = new Map<number, Definitions>()
  readonly #calendars: Calendars

  constructor(calendars: Calendars, definitions: Definitions = defaultDefinitions) {
    this.#calendars = calendars
    this.calendar = calendars(definitions.timezone, definitions.dayStart)
    this.definitions = definitions
    this.tally = new Tally(this.calendar)
    this.visits = new Visits(this.tally, this.roster)
    this.presence = new Presence(this.tally, this.roster)
    this.marks = new ContactMarks(this.tally)
  }

  restartAfter(source: string, at: EpochMs): EpochMs | null {
    const restarted = firstAfter(this.sources.get(source)?.restarts ?? [], at)
    const end = this.replay?.endedAt ?? null
    return restarted === null && end !== null && end >= at ? end : restarted
  }

  /**
   * Takes one event in. Every event is taken in once: its identity was seen to before. [E1]
   * @param arrived when the log took it; what is too late is judged by it, except in a replay. [T5] [T6]
   */
  apply(event: FloorEvent, arrived: EpochMs = event.time): void {
    this.events += 1
    if (event.type === 'site.defined') {
      this.define(event.data.definitions)
      return
    }
    if (event.type === 'replay.started' || event.type === 'replay.ended') {
      this.#follow(event)
      return
    }
    if (!event.replay && this.replay?.endedAt != null) this.#resumeLive()
    const recorded = event.replay === true && this.replay !== null
    this.heardAt = recorded ? event.time : (Math.max(arrived, event.time) as EpochMs)
    this.advance(event.time)
    if (!recorded) this.advance(arrived)
    this.#take(event, this.#source(event))
  }

  #take(event: FloorEvent, source: SourceState): void {
    switch (event.type) {
      case 'agent.joinedQueue':
      case 'agent.leftQueue':
      case 'agent.paused':
      case 'agent.unpaused':
      case 'agent.state':
        this.roster.mark(event)
        return
      case 'agent.wrapStarted':
      case 'agent.wrapEnded':
        this.#wrap(event)
        return
      case 'source.restarted':
        addRestart(source, event.time, this.definitions.lostAfter)
        this.visits.settleOpen(event.source, event.time, this)
        return
      case 'source.heartbeat':
        if (event.time >= source.everyAt)
          Object.assign(source, { every: event.data.every, everyAt: event.time })
        return
      case 'source.gap':
        source.gaps += event.data.missed ?? 1
        return
      case 'contact.queued':
      case 'agent.offered':
      case 'agent.offerEnded':
      case 'contact.connected':
      case 'contact.held':
      case 'contact.resumed':
      case 'contact.transferred':
      case 'contact.completed':
      case 'contact.left':
        source.queues.add(event.data.queue)
        this.#hear(event)
        return
      case 'survey.answered':
      case 'contact.judged':
      case 'quality.assessed':
      case 'complaint.filed':
      case 'contact.escalated':
      case 'followUp.due':
      case 'followUp.done':
      case 'contribution.recorded':
        this.marks.heard(event, this)
        return
      default:
        // Acts of people and levels of sources: in the log, and nothing of the floor's figures follows.
        return
    }
  }

  #hear(event: VisitEvent): void {
    this.visits.heard(event, this)
    if (event.type === 'contact.connected') this.marks.handled(event.data.contact, this)
  }

  #wrap(event: EventOf<'agent.wrapStarted' | 'agent.wrapEnded'>): void {
    const { contact, queue } = event.data
    if (contact !== undefined && queue !== undefined)
      this.visits.heardWrap(event, contact, queue, this)
    else this.roster.markWrap(event)
  }

  /** Time has come to `at`: what has grown too old is lost, what is long over is forgotten. [E6] */
  advance(at: EpochMs): void {
    if (at <= this.clock) return
    this.clock = at
    const minute = epochMs(Math.floor(at / MINUTE) * MINUTE)
    if (minute <= this.swept) return
    this.swept = minute
    this.presence.seal(minute, this.calendar)
    this.visits.sweep(this)
    this.marks.sweep(minute)
  }

  /** Counts by other definitions from here on. [M22] */
  define(definitions: Definitions): void {
    this.earlier.set(this.definitions.version, this.definitions)
    this.earlier.delete(definitions.version)
    for (const version of this.earlier.keys())
      if (this.earlier.size > VERSIONS_KEPT) this.earlier.delete(version)
    this.definitions = definitions
    this.calendar = this.#calendars(definitions.timezone, definitions.dayStart)
    this.tally.follow(this.calendar)
  }

  handlerOf(source: string, contact: string, at: EpochMs): string | null {
    return handlerOf(this.visits, this.sources, source, contact, at)
  }

  definitionsOf(version: number): Definitions {
    return this.earlier.get(version) ?? this.definitions
  }

  #follow(event: EventOf<'replay.started'> | EventOf<'replay.ended'>): void {
    if (event.type === 'replay.started') {
      const { file, from, speed } = event.data
      const continued = this.replay?.file === file && this.replay.from === from
      this.replay = { file, from, speed, endedAt: null }
      if (from < this.clock && !continued) this.#rewind(from)
      else this.#settleAll()
    } else if (this.replay?.file === event.data.file) {
      this.replay = { ...this.replay, endedAt: event.data.to }
      this.#settleAll()
    }
  }

  /** The first live event after a recording: what was open at its end stays lost. [T6] [E6] */
  #resumeLive(): void {
    this.replay = null
    this.visits.forgetAll()
  }

  /** A recording from before starts: what is live begins anew at its clock, days stay as they are. [T6] */
  #rewind(to: EpochMs): void {
    this.clock = to
    this.swept = epochMs(Math.floor(to / MINUTE) * MINUTE)
    this.rewinds += 1
    this.presence.rewind(to)
    this.visits.forgetAll()
    this.marks.forgetAll()
    this.roster.forgetAll()
    this.tally.clearMinutes()
    for (const source of this.sources.values())
      Object.assign(source, { restarts: [], everyAt: NEVER, last: NEVER, dirty: true })
  }

  #settleAll(): void {
    for (const source of this.sources.keys()) this.visits.settleOpen(source, NEVER, this)
  }

  #source(event: FloorEvent): SourceState {
    let source = this.sources.get(event.source)
    if (!source) {
      source = newSource()
      this.sources.set(event.source, source)
    }
    if (event.time > source.last) source.last = event.time
    if (event.stamped !== undefined) source.stamped += 1
    source.dirty = true
    return source
  }
}
