import type { LeadView } from '../../shared/leadView.ts'
import type { Audience } from '../../shared/people.ts'
import type { ActRefusal } from '../../shared/protocol/people.ts'
import type { ReasonFault } from '../../shared/reasonFault.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { OutboxState } from './outboxStore.ts'

/** Seconds in which a thank-you can be taken back before anybody else sees it. [K7] */
export const UNDO_SECONDS = 10

/** One line about a thank-you on its way. */
export type Toast = { readonly id: string; readonly to: string } & (
  | { readonly kind: 'sent'; readonly audience: Audience; readonly secondsLeft: number }
  | { readonly kind: 'sending'; readonly audience: Audience }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly code: ActRefusal | ReasonFault }
)

/** Every thank-you of this lead that can still be taken back or has something to say, the latest last. */
export function toastsOf(
  outbox: Pick<OutboxState, 'entries' | 'sent' | 'takenBack'>,
  lead: string,
  pending: LeadView['pending'],
  now: EpochMs,
  connected: boolean,
): readonly Toast[] {
  const inOutbox = new Set(outbox.entries.map(({ id }) => id))
  const hidden = new Set(outbox.takenBack)
  const fromServer = new Set(pending.map(({ id }) => id))
  const taken = [...pending, ...outbox.sent.filter(({ id }) => !fromServer.has(id))]
  const sent = taken
    .filter(({ id, visibleAt }) => visibleAt > now && !inOutbox.has(id) && !hidden.has(id))
    .map(({ id, to, audience, visibleAt }): Toast => {
      const secondsLeft = Math.min(UNDO_SECONDS, Math.ceil((visibleAt - now) / 1000))
      return { id, to, kind: 'sent', audience, secondsLeft }
    })
  const leaving = outbox.entries
    .filter(({ by, withdrawn }) => by === lead && !withdrawn)
    .map(({ id, to, audience, refused }): Toast => {
      if (refused !== null) return { id, to, kind: 'refused', code: refused }
      return connected ? { id, to, kind: 'sending', audience } : { id, to, kind: 'waiting' }
    })
  return [...sent, ...leaving]
}
