import type { AgentView } from '../agentView.ts'
import type { LeadView } from '../leadView.ts'
import type { Audience } from '../people.ts'
import type { ReasonFault } from '../reasonFault.ts'
import type { EpochMs } from '../time.ts'
import type { Language } from '../views.ts'
import type { Delta, ReloadOrder, Tick } from './messages.ts'
import type { Explanation } from './peopleExplanation.ts'

/** Version of the people's wire: tablets and agents' pages. A test compares it with recorded samples. */
export const PEOPLE_PROTOCOL_VERSION = 1

/** Namespaces. The token travels in the handshake's `auth`, never in the address. */
export const LEAD = '/lead'
export const ME = '/me'

/** What the handshake carries. */
export interface Handshake {
  readonly token: string
}

/** Why a handshake is turned away; the message of the connection error. */
export const handshakeRefusals = ['NOT_PAIRED', 'UNAVAILABLE'] as const

/** One person's view at one revision. */
export interface PersonalSnapshot<View> {
  readonly epoch: string
  readonly revision: number
  readonly at: EpochMs
  readonly view: View
}

export interface PersonalJoin {
  readonly protocol: number
  /** Build of the page, empty when not known. */
  readonly build: string
}

export interface PersonalWelcome<View> {
  readonly protocol: number
  readonly build: string
  readonly language: Language
  readonly snapshot: PersonalSnapshot<View>
  readonly tick: Tick
}

/** A paired tablet waiting for its lead's PIN: it is told nothing else. */
export interface LockedTablet {
  readonly locked: true
  readonly protocol: number
  readonly build: string
  readonly language: Language
}

/** The page is of another version: load it anew. */
export interface PersonalRefusal {
  readonly refused: 'PROTOCOL' | 'UNKNOWN_PERSON'
}

/** A thank-you as the tablet sends it. `id` is made at the press: the same id is the same thank-you. [K3] */
export interface Thank {
  readonly id: string
  readonly to: string
  readonly behaviour: string
  readonly reason: string
  readonly audience: Audience
}

/** Why an act was not done. `LOCKED`: nobody has unlocked; ask again after that. */
export const actRefusals = [
  'LOCKED',
  'BAD_REQUEST',
  'UNKNOWN_PERSON',
  'UNKNOWN_BEHAVIOUR',
  'UNKNOWN_ALARM',
  'UNKNOWN_KUDOS',
  'SELF',
  'QUOTA',
  'NOT_AGREED',
  'OTHER_CONTENT',
  'TOO_LATE',
  'UNAVAILABLE',
] as const
export type ActRefusal = (typeof actRefusals)[number]

export type ActAnswer = { readonly ok: true } | { readonly code: ActRefusal }
export type ThankAnswer =
  | { readonly ok: true; readonly visibleAt: EpochMs }
  | { readonly code: ActRefusal | ReasonFault }

/** Minutes an alarm may be put aside for. [section 7] */
export const shelveMinutes = [15, 30, 60] as const
export type ShelveMinutes = (typeof shelveMinutes)[number]

export type UnlockAnswer =
  | { readonly ok: true; readonly welcome: PersonalWelcome<LeadView> }
  | { readonly code: 'WRONG_PIN'; readonly triesLeft: number }
  | { readonly code: 'LOCKED_OUT'; readonly seconds: number }
  | { readonly code: 'UNAVAILABLE' }

interface ServerToPerson<View> {
  delta: (delta: Delta) => void
  tick: (tick: Tick) => void
  snapshot: (snapshot: PersonalSnapshot<View>) => void
  reload: (order: ReloadOrder) => void
}

export interface ServerToLead extends ServerToPerson<LeadView> {
  /** The tablet is locked now: forget what it showed. */
  locked: () => void
}

export type ServerToAgent = ServerToPerson<AgentView>

type Answer<T> = (answer: T) => void

export interface LeadToServer {
  join: (
    join: PersonalJoin,
    answer: Answer<PersonalWelcome<LeadView> | LockedTablet | PersonalRefusal>,
  ) => void
  /** No answer while locked; ask with a time limit. */
  resync: (answer: Answer<PersonalSnapshot<LeadView>>) => void
  thank: (thank: Thank, answer: Answer<ThankAnswer>) => void
  withdraw: (kudos: { readonly id: string }, answer: Answer<ActAnswer>) => void
  takeAlarm: (alarm: { readonly alarm: string }, answer: Answer<ActAnswer>) => void
  shelveAlarm: (
    alarm: { readonly alarm: string; readonly minutes: ShelveMinutes },
    answer: Answer<ActAnswer>,
  ) => void
  unlock: (pin: { readonly pin: string }, answer: Answer<UnlockAnswer>) => void
  lock: () => void
  /** Somebody touches the tablet; without it the server locks after 60 s. */
  active: () => void
}

export interface AgentToServer {
  join: (join: PersonalJoin, answer: Answer<PersonalWelcome<AgentView> | PersonalRefusal>) => void
  resync: (answer: Answer<PersonalSnapshot<AgentView>>) => void
  /** In effect from then on, everywhere within 5 s. [K6] */
  chooseAudience: (choice: { readonly audience: Audience }, answer: Answer<ActAnswer>) => void
  hideRank: (choice: { readonly hidden: boolean }, answer: Answer<ActAnswer>) => void
  explain: (answer: Answer<Explanation | { readonly code: 'UNAVAILABLE' }>) => void
}
