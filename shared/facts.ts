import type { LeaveReason } from './events.ts'
import type { EpochMs, Millis } from './time.ts'

interface OfVisit {
  /** The bucket it belongs to. [T5] */
  readonly at: EpochMs
  readonly queue: string
  readonly channel: string
}

/** A visit entered a queue and is not lost. [M1] `settled` says how the arrival ended, when it has. [M5] */
export interface VisitOffered extends OfVisit {
  readonly type: 'visitOffered'
  readonly settled: 'answered' | 'failed' | null
}

export interface VisitAnswered extends OfVisit {
  readonly type: 'visitAnswered'
  readonly agent: string
  readonly waited: Millis
  /** Ringing inside `waited`; 0 where the source does not say. */
  readonly rang: Millis
  /** From the contact's first queue entry. [M4] */
  readonly waitedFromFirst: Millis
  /** Within T of the service level in force. [M7] */
  readonly inTime: boolean
}

export interface VisitLeft extends OfVisit {
  readonly type: 'visitLeft'
  readonly reason: LeaveReason
  readonly waited: Millis
  /** A short abandon by the definition in force. [M7] */
  readonly short: boolean
  readonly inTime: boolean
}

/** Nobody will ever say how it ended. [E6] */
export interface VisitLost extends OfVisit {
  readonly type: 'visitLost'
}

/** One agent's part of one contact, with its after-contact work. [M6] */
export interface LegFinished extends OfVisit {
  readonly type: 'legFinished'
  readonly agent: string
  readonly talked: Millis
  readonly held: Millis
  readonly wrapped: Millis
  /** Its share of the time of simultaneous chats; the whole work for voice. [M6] */
  readonly focus: Millis
  readonly transferred: boolean
}

/** A ring that nobody took. [E5] Belongs to no channel: the ring may be told before the channel is. */
export interface OfferMissed extends Omit<OfVisit, 'channel'> {
  readonly type: 'offerMissed'
  readonly agent: string
  readonly rang: Millis
}

/** What the floor came to know, out of events; figures are sums over facts. */
export type Fact = VisitOffered | VisitAnswered | VisitLeft | VisitLost | LegFinished | OfferMissed
