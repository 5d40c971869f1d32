import type { Audience } from './people.ts'
import type { EpochMs, Millis } from './time.ts'

/** How a contact left a queue without an agent. [E3] */
export const leaveReasons = [
  'abandoned',
  'timeout',
  'empty',
  'key',
  'withdrawn',
  'redirected',
  'refused',
  'callback',
] as const
export type LeaveReason = (typeof leaveReasons)[number]

/** Where a visit happens: one stay of one contact in one queue; `visit` counts returns, from 1. [E2] */
export interface VisitRef {
  readonly contact: string
  readonly queue: string
  readonly visit?: number
  readonly channel?: string
}

/** Data of each canonical event. Durations the source measured itself win over clock differences. */
export interface EventData {
  'contact.queued': VisitRef & { readonly position?: number; readonly priority?: number }
  'agent.offered': VisitRef & { readonly agent: string; readonly attempt?: number }
  'agent.offerEnded': VisitRef & {
    readonly agent: string
    readonly reason: 'noAnswer' | 'cancelled' | 'rejected' | 'failed'
    readonly rang?: Millis
  }
  'contact.connected': VisitRef & {
    readonly agent: string
    readonly waited?: Millis
    readonly rang?: Millis
  }
  'contact.held': VisitRef & { readonly agent?: string }
  'contact.resumed': VisitRef & { readonly agent?: string }
  'contact.transferred': VisitRef & {
    readonly agent?: string
    readonly kind: 'blind' | 'attended'
    readonly to?: string
    readonly waited?: Millis
    readonly talked?: Millis
  }
  'contact.completed': VisitRef & {
    readonly agent?: string
    readonly by: 'caller' | 'agent' | 'transfer' | 'lost' | 'unknown'
    readonly waited?: Millis
    readonly talked?: Millis
    readonly held?: Millis
  }
  'contact.left': VisitRef & {
    readonly reason: LeaveReason
    readonly agent?: string
    readonly waited?: Millis
    readonly key?: string
  }
  'agent.wrapStarted': Partial<VisitRef> & { readonly agent: string; readonly code?: string }
  'agent.wrapEnded': Partial<VisitRef> & { readonly agent: string; readonly code?: string }
  'agent.joinedQueue': {
    readonly agent: string
    readonly queue: string
    readonly penalty?: number
    readonly paused?: boolean
  }
  'agent.leftQueue': { readonly agent: string; readonly queue: string }
  /** Without a queue: paused everywhere. */
  'agent.paused': { readonly agent: string; readonly queue?: string; readonly reason?: string }
  'agent.unpaused': { readonly agent: string; readonly queue?: string }
  'agent.state': {
    readonly agent: string
    readonly state: 'available' | 'away' | 'offline'
    readonly reason?: string
  }
  'queue.snapshot': {
    readonly queue: string
    readonly waiting: number
    readonly longest?: Millis
    readonly agents?: number
  }
  /** Every open contact of this source is lost. [E6] */
  'source.restarted': { readonly reason?: string }
  'source.gap': { readonly from?: EpochMs; readonly to?: EpochMs; readonly missed?: number }
  'source.heartbeat': { readonly every: Millis }
  'survey.answered': {
    readonly contact: string
    readonly agent?: string
    readonly queue?: string
    readonly kind: 'csat' | 'nps'
    readonly score: number
    readonly scale: 5 | 10
  }
  'contact.judged': {
    readonly contact: string
    readonly agent?: string
    readonly resolved: boolean
  }
  'quality.assessed': {
    readonly agent: string
    readonly contact?: string
    readonly score: number
    readonly compliant: boolean
  }
  'complaint.filed': { readonly agent?: string; readonly contact: string }
  'contact.escalated': { readonly agent?: string; readonly contact: string }
  'followUp.due': { readonly contact: string; readonly agent?: string; readonly dueBy?: EpochMs }
  'followUp.done': { readonly contact: string; readonly agent?: string }
  'contribution.recorded': {
    readonly agent: string
    readonly kind: 'helped' | 'knowledge' | 'training' | 'idea'
  }
  /** A lead answers for an alarm; acts come in by the same door as everything else. */
  'alarm.taken': { readonly alarm: string; readonly by: string }
  'alarm.shelved': { readonly alarm: string; readonly by: string; readonly until: EpochMs }
  /** A person says how far their recognition may be seen, in effect from then on. [K6] */
  'consent.chosen': { readonly person: string; readonly audience: Audience }
  /** A person hides their own place from themselves, or shows it again. */
  'rank.shown': { readonly person: string; readonly hidden: boolean }
  /** A thank-you. Its words are kept apart, by the same id; nobody else sees it before `visibleAt`. [K7] */
  'kudos.given': {
    readonly kudos: string
    readonly to: string
    readonly by: string
    readonly behaviour: string
    readonly audience: Audience
    readonly visibleAt: EpochMs
  }
  'kudos.withdrawn': { readonly kudos: string; readonly by: string }
  /** The clock of the site follows a recording from here. [T6] */
  'replay.started': {
    readonly file: string
    readonly from: EpochMs
    readonly speed: number | 'max'
  }
  'replay.ended': { readonly file: string; readonly to: EpochMs }
  /** The definitions that count from here on, appended by the server itself. [M22] */
  'site.defined': { readonly definitions: Definitions }
}

export type EventType = keyof EventData

/** CloudEvents 1.0 names. Identity is (source, id). [E1] */
export interface EventOf<T extends EventType> {
  readonly id: string
  readonly source: string
  readonly type: T
  /** When it happened at the source. [T1] */
  readonly time: EpochMs
  readonly data: EventData[T]
  /** The source's own stamp, when it was so far in the future that arrival time took its place. [T2] */
  readonly stamped?: EpochMs
  /** Set on records of a replay: the recording's clock rules, not ours. [T6] */
  readonly replay?: true
}

export type FloorEvent = { [T in EventType]: EventOf<T> }[EventType]

export interface MillisBand {
  readonly from: Millis
  readonly to: Millis
}

/** What can be set about counting. A change makes a new version from that moment. [M22] */
export interface Definitions {
  /** Starts at 1 and grows with every change. */
  readonly version: number
  /** IANA name. */
  readonly timezone: string
  /** Minutes after local midnight at which the business day starts. [T3] */
  readonly dayStart: number
  /** T of the service level, per queue where it differs. [M7] */
  readonly serviceLevelWithin: Millis
  readonly queueServiceLevelWithin: Readonly<Record<string, Millis>>
  /** An abandon shorter than this is a short one. [M7] [M8] */
  readonly shortAbandonWithin: Millis
  /** A visit open for longer is lost. [E6] */
  readonly lostAfter: Millis
  /** Neither hurried nor drawn out: talk + hold + after-contact work, per queue where it differs. [S2] */
  readonly handleTimeBand?: MillisBand
  readonly queueHandleTimeBands?: Readonly<Record<string, MillisBand>>
  /** Named option by metric id, where the site counts otherwise than by default. [M20] */
  readonly options?: Readonly<Record<string, string>>
  /** What the recognition scheme is known by: another content is another version. [M22] */
  readonly scheme?: string
}

/** Counts where the definitions name no band. */
export const defaultHandleTimeBand: MillisBand = {
  from: 120_000 as Millis,
  to: 600_000 as Millis,
}

export const defaultDefinitions: Definitions = {
  version: 1,
  timezone: 'UTC',
  dayStart: 0,
  serviceLevelWithin: 20_000 as Millis,
  queueServiceLevelWithin: {},
  shortAbandonWithin: 5_000 as Millis,
  lostAfter: 14_400_000 as Millis,
}
