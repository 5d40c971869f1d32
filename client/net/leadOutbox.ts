import type { ActAnswer, Thank, ThankAnswer } from '../../shared/protocol/people.ts'
import {
  attempted,
  nextToSend,
  refused,
  settled,
  thankOf,
  type OutboxEntry,
} from '../store/outbox.ts'
import type { OutboxStore } from '../store/outboxStore.ts'
import { ANSWER_WITHIN } from './personalConnection.ts'

/** The part of a socket an outbox sends by. */
export interface OutboxSocket {
  timeout(within: number): {
    emitWithAck(event: 'thank', thank: Thank): Promise<ThankAnswer>
    emitWithAck(event: 'withdraw', kudos: { readonly id: string }): Promise<ActAnswer>
  }
}

/** Not a no for good: the entry stays and is sent again. */
const later: readonly string[] = ['LOCKED', 'UNAVAILABLE']

/** Sends this lead's oldest entry. False: no answer that settles it came, try again later. */
export async function sendNext(
  socket: OutboxSocket,
  outbox: OutboxStore,
  lead: string,
): Promise<boolean> {
  const entry = nextToSend(outbox.getState().entries, lead)
  if (entry === null) return false
  try {
    return await (entry.withdrawn
      ? sendWithdrawal(socket, outbox, entry)
      : send(socket, outbox, entry))
  } catch {
    return false
  }
}

async function send(
  socket: OutboxSocket,
  outbox: OutboxStore,
  entry: OutboxEntry,
): Promise<boolean> {
  const { id, to, audience } = entry
  const known = entry.attempted
  if (!known) {
    outbox.setState(({ entries }) => ({ entries: attempted(entries, id) }))
  }
  const thank = thankOf(entry, Date.now())
  const answer = await socket.timeout(ANSWER_WITHIN).emitWithAck('thank', thank)
  if ('ok' in answer) {
    const sent = { id, to, audience: thank.audience, visibleAt: answer.visibleAt }
    outbox.setState((state) => {
      const entries = taken(state.entries, id)
      return { entries, sent: [...state.sent.filter((own) => own.id !== id), sent] }
    })
    return true
  }
  if (later.includes(answer.code)) return false
  // The server has this id with its earlier audience: the first attempt had arrived after all.
  const arrived = answer.code === 'OTHER_CONTENT' && known && thank.audience !== audience
  outbox.setState(({ entries }) => ({
    entries: arrived ? taken(entries, id) : refused(entries, id, answer.code),
  }))
  return true
}

/** The server has it; a withdrawal pressed meanwhile stays to be sent. */
const taken = (entries: readonly OutboxEntry[], id: string): readonly OutboxEntry[] =>
  entries.some((own) => own.id === id && own.withdrawn) ? entries : settled(entries, id)

async function sendWithdrawal(
  socket: OutboxSocket,
  outbox: OutboxStore,
  { id, to }: OutboxEntry,
): Promise<boolean> {
  const answer = await socket.timeout(ANSWER_WITHIN).emitWithAck('withdraw', { id })
  if ('code' in answer && later.includes(answer.code)) return false
  const tooLate = 'code' in answer && answer.code === 'TOO_LATE'
  outbox.setState((state) => ({
    entries: settled(state.entries, id),
    sent: state.sent.filter((own) => own.id !== id),
    tooLate: tooLate ? to : state.tooLate,
  }))
  return true
}
