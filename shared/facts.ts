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
  /** Neither hurried nor drawn out, by the band in force for its queue. [S2] */
  readonly inBand: boolean
}

/** A ring that nobody took. [E5] Belongs to no channel: the ring may be told before the channel is. */
export interface OfferMissed extends Omit<OfVisit, 'channel'> {
  readonly type: 'offerMissed'
  readonly agent: string
  readonly rang: Millis
}

interface OfPerson {
  readonly at: EpochMs
  /** Absent where nobody said and nobody knows who it was. */
  readonly agent?: string
  readonly queue?: string
}

/** A customer answered a survey. [M13] [M14] */
export interface SurveyAnswered extends OfPerson {
  readonly type: 'surveyAnswered'
  readonly kind: 'csat' | 'nps'
  readonly score: number
  readonly scale: 5 | 10
}

/** The last word on whether a contact was resolved the first time. [M15] */
export interface ContactJudged extends OfPerson {
  readonly type: 'contactJudged'
  readonly resolved: boolean
}

/** A contact was assessed, 0–100. [M17] */
export interface QualityAssessed extends OfPerson {
  readonly type: 'qualityAssessed'
  readonly score: number
  readonly compliant: boolean
}

/** A customer complained, or a contact had to go to somebody higher. [M16] */
export interface ContactTroubled extends OfPerson {
  readonly type: 'contactTroubled'
  readonly kind: 'complaint' | 'escalation'
}

/** Somebody was to be called back. [M18] */
export interface FollowUpDue extends OfPerson {
  readonly type: 'followUpDue'
  readonly done: boolean
}

/** Somebody helped, wrote something down, trained, or had an idea. */
export interface ContributionRecorded extends OfPerson {
  readonly type: 'contributionRecorded'
  readonly kind: 'helped' | 'knowledge' | 'training' | 'idea'
}

/** What is known of how a contact was, beside its visits. [E2] */
export type MarkFact =
  | SurveyAnswered
  | ContactJudged
  | QualityAssessed
  | ContactTroubled
  | FollowUpDue
  | ContributionRecorded

/** What the floor came to know, out of events; figures are sums over facts. */
export type Fact =
  | VisitOffered
  | VisitAnswered
  | VisitLeft
  | VisitLost
  | LegFinished
  | OfferMissed
  | MarkFact
