import type { LeadView } from '../../shared/leadView.ts'
import type {
  ActAnswer,
  ShelveMinutes,
  Thank,
  ThankAnswer,
  UnlockAnswer,
} from '../../shared/protocol/people.ts'
import type { Language } from '../../shared/views.ts'
import type { SiteTime } from './personalRooms.ts'

/** A paired tablet. */
export interface Tablet {
  readonly id: string
  readonly site: string
  readonly language: Language
}

/** What a lead's tablet needs of the house. Answers carry codes; a rejected promise is told as UNAVAILABLE. */
export interface LeadFeed {
  /** Null: never paired, or revoked. */
  tablet(token: string): Promise<Tablet | null>
  /** Counts wrong tries itself, across reconnections. */
  unlock(
    tablet: Tablet,
    pin: string,
  ): Promise<{ readonly lead: string } | Exclude<UnlockAnswer, { readonly ok: true }>>
  /** Null: no lead of this site any more. */
  view(site: string, lead: string): LeadView | null
  time(site: string): SiteTime
  /** Same id and content: the same answer. Checks consent, quota and words once more. [K3] [K7] */
  thank(site: string, lead: string, thank: Thank): Promise<ThankAnswer>
  withdraw(site: string, lead: string, kudos: string): Promise<ActAnswer>
  takeAlarm(site: string, lead: string, alarm: string): Promise<ActAnswer>
  shelveAlarm(site: string, lead: string, alarm: string, minutes: ShelveMinutes): Promise<ActAnswer>
}
