import type { Audience } from '../../shared/people.ts'
import type { Thank } from '../../shared/protocol/people.ts'
import type { ReasonFault } from '../../shared/reasonFault.ts'
import type { EpochMs } from '../../shared/time.ts'

/** Why a thank-you was not taken. */
export type ThanksRefusal =
  | ReasonFault
  | 'BAD_ID'
  | 'SELF'
  | 'QUOTA'
  | 'UNKNOWN_PERSON'
  | 'UNKNOWN_BEHAVIOUR'
  | 'OTHER_CONTENT'

export type Thanked =
  | {
      readonly id: string
      /** As far as the person's consent allows, at most as far as asked for. [K6] */
      readonly audience: Audience
      readonly at: EpochMs
      /** Nobody else sees it before; until then it can be taken back without a trace on any screen. [K7] */
      readonly visibleAt: EpochMs
      /** Set when it was taken back since. */
      readonly withdrawn: boolean
    }
  | { readonly refused: ThanksRefusal }

/** Who takes back: the giver, or an admin for anybody. */
export interface Withdrawer {
  readonly person: string | null
  readonly admin: boolean
}

export type Withdrawn =
  | { readonly id: string; readonly seen: boolean }
  | { readonly refused: 'UNKNOWN_KUDOS' | 'NOT_YOURS' }

/** Where thank-yous are handed in, by tablets and programs alike. Throws `StoreUnavailable`, `Overloaded`. */
export interface ThanksDesk {
  /** The same id and content again gives the same answer, whatever has changed since. [K3] */
  thank(by: string, thank: Thank): Promise<Thanked>
  withdraw(by: Withdrawer, id: string): Promise<Withdrawn>
}
