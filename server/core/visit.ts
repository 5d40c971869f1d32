import type { EventOf, LeaveReason } from '../../shared/events.ts'
import type { Fact } from '../../shared/facts.ts'
import { epochMs, type DayKey, type EpochMs, type Millis } from '../../shared/time.ts'

/** Orders what happened at the same instant, so that any order of arrival gives the same result. [E4] */
interface Mark {
  readonly at: EpochMs
  readonly id: string
}

interface ConnectMark extends Mark {
  readonly agent: string
  readonly waited: Millis | null
  readonly rang: Millis | null
}

interface DoneMark extends Mark {
  readonly agent: string | null
  readonly waited: Millis | null
  readonly talked: Millis | null
  readonly held: Millis | null
  readonly lost: boolean
}

interface LeftMark extends Mark {
  readonly reason: LeaveReason
  readonly waited: Millis | null
}

/** A fact in the tallies, and whether it came too late for its day. [T5] */
export interface Applied {
  readonly fact: Fact
  readonly late: boolean
  /** The business day it was put into; stays so when the calendar is changed. [M22] */
  readonly day: DayKey
}

/**
 * One stay of one contact in one queue [E2], as the set of what was heard of it. Merging a mark is
 * commutative and idempotent; what the marks mean is worked out by `outcomeOf`.
 */
export interface Visit {
  readonly key: string
  readonly source: string
  readonly contact: string
  readonly queue: string
  readonly n: number
  /** Version of the definitions it is counted by: those in force when it was first heard of. [M22] */
  readonly definitions: number
  /** Earliest queue entry of its contact ever known, kept when that visit is forgotten. [M4] */
  firstEntry: EpochMs | null
  channel: string
  queued: Mark | null
  connect: ConnectMark | null
  done: DoneMark | null
  left: LeftMark | null
  transferred: boolean
  wrapStarted: Mark | null
  wrapEnded: Mark | null
  holds: (Mark & { readonly held: boolean })[]
  /** Per agent, when the phone rang last and when that ring ended last. */
  offers: Record<string, { rang: EpochMs | null; ended: EpochMs | null }>
  /** What it has put into the tallies: the arrival, the end, the leg. */
  applied: [arrival: Applied | null, end: Applied | null, leg: Applied | null]
  orphan: boolean
  skewed: boolean
  /** When nothing more is expected; null while anything is open. */
  closedAt: EpochMs | null
  /** When it was last heard of: by arrival, in a replay by the recording's clock. */
  heardAt: EpochMs
  dirty: boolean
}

/** Events that speak about one visit. */
export type VisitEvent = {
  [T in VisitEventType]: EventOf<T>
}[VisitEventType]

type VisitEventType =
  | 'contact.queued'
  | 'agent.offered'
  | 'agent.offerEnded'
  | 'contact.connected'
  | 'contact.held'
  | 'contact.resumed'
  | 'contact.transferred'
  | 'contact.completed'
  | 'contact.left'

const SEPARATOR = '\u001f'

export const contactKey = (source: string, contact: string): string => source + SEPARATOR + contact

export const visitKey = (source: string, contact: string, queue: string, n: number): string =>
  source + SEPARATOR + contact + SEPARATOR + queue + SEPARATOR + n

export function newVisit(
  source: string,
  contact: string,
  queue: string,
  n: number,
  definitions: number,
): Visit {
  return {
    key: visitKey(source, contact, queue, n),
    source,
    contact,
    queue,
    n,
    definitions,
    firstEntry: null,
    channel: 'voice',
    queued: null,
    connect: null,
    done: null,
    left: null,
    transferred: false,
    wrapStarted: null,
    wrapEnded: null,
    holds: [],
    offers: {},
    applied: [null, null, null],
    orphan: false,
    skewed: false,
    closedAt: null,
    heardAt: epochMs(0),
    dirty: false,
  }
}

/** Notes when the newest word of it came. [E4] */
export function hear(visit: Visit, at: EpochMs): void {
  if (at > visit.heardAt) visit.heardAt = at
}

/** Who answered it, as the tallies have it; null while nobody did. */
export function answererOf(visit: Visit): string | null {
  const end = visit.applied[1]?.fact
  return end?.type === 'visitAnswered' ? end.agent : null
}

const precedes = (mark: Mark, other: Mark | null): boolean =>
  other === null || mark.at < other.at || (mark.at === other.at && mark.id < other.id)

/** The one that happened first; ties by identity. */
const earlier = <M extends Mark>(kept: M | null, heard: M): M =>
  precedes(heard, kept) ? heard : (kept as M)

/** Adds what an event says to what is known of its visit. */
export function mark(visit: Visit, event: VisitEvent): void {
  const { time: at, id } = event
  markChannel(visit, event.data.channel ?? 'voice')
  switch (event.type) {
    case 'contact.queued':
      visit.queued = earlier(visit.queued, { at, id })
      return
    case 'contact.connected': {
      const { agent, waited = null, rang = null } = event.data
      visit.connect = earlier(visit.connect, { at, id, agent, waited, rang })
      return
    }
    case 'contact.completed': {
      const { agent = null, waited = null, talked = null, held = null, by } = event.data
      visit.transferred ||= by === 'transfer'
      visit.done = earlier(visit.done, { at, id, agent, waited, talked, held, lost: by === 'lost' })
      return
    }
    case 'contact.transferred': {
      const { agent = null, waited = null, talked = null } = event.data
      visit.transferred = true
      visit.done = earlier(visit.done, { at, id, agent, waited, talked, held: null, lost: false })
      return
    }
    case 'contact.left': {
      const { reason, waited = null } = event.data
      visit.left = earlier(visit.left, { at, id, reason, waited })
      return
    }
    case 'contact.held':
    case 'contact.resumed':
      addHold(visit, { at, id, held: event.type === 'contact.held' })
      return
    case 'agent.offered':
    case 'agent.offerEnded':
      markOffer(visit, event.data.agent, event.type === 'agent.offered', at)
      return
    default:
      event satisfies never
  }
}

/** Voice until told otherwise; of two others the one later in the alphabet, so that order does not matter. */
function markChannel(visit: Visit, channel: string): void {
  if (channel === 'voice' || (visit.channel !== 'voice' && channel <= visit.channel)) return
  visit.channel = channel
}

export function markWrap(visit: Visit, started: boolean, at: EpochMs, id: string): void {
  if (started) visit.wrapStarted = earlier(visit.wrapStarted, { at, id })
  else visit.wrapEnded = earlier(visit.wrapEnded, { at, id })
}

function addHold(visit: Visit, hold: Visit['holds'][number]): void {
  if (visit.holds.some(({ id }) => id === hold.id)) return
  visit.holds.push(hold)
  visit.holds.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

function markOffer(visit: Visit, agent: string, rings: boolean, at: EpochMs): void {
  const known = Object.hasOwn(visit.offers, agent) ? visit.offers[agent] : undefined
  const offer = known ?? { rang: null, ended: null }
  if (rings) offer.rang = Math.max(offer.rang ?? 0, at) as EpochMs
  else offer.ended = Math.max(offer.ended ?? 0, at) as EpochMs
  visit.offers[agent] = offer
}
