import { millis } from '../../../shared/time.ts'
import { type Floor, type QueueState, tell, type Visit } from './floor.ts'
import { seatCaller } from './routing.ts'
import { pick } from './uniform.ts'

/** Somebody new calls. */
export function newCaller(floor: Floor, queue: QueueState): void {
  const contact = `${floor.name}:c${(floor.contacts++).toString(36)}`
  enterQueue(floor, contact, queue, [])
}

/** Opens a visit; `before` are the queues this contact has been in. [E2] */
export function enterQueue(
  floor: Floor,
  contact: string,
  queue: QueueState,
  before: readonly string[],
): void {
  const visit: Visit = {
    contact,
    number: before.filter((id) => id === queue.plan.id).length + 1,
    before,
    queue,
    queuedAt: floor.now,
    stage: 'waiting',
    agent: null,
    attempt: 0,
    offeredAt: 0,
    connectedAt: 0,
    held: 0,
  }
  queue.waiting.push(visit)
  tell(floor, {
    type: 'contact.queued',
    data: {
      contact: visit.contact,
      queue: visit.queue.plan.id,
      visit: visit.number,
      position: queue.waiting.length,
    },
  })
  seatCaller(floor, visit)
  floor.agenda.put(floor.now + queue.patience(), { type: 'patienceEnds', visit })
  const { support } = floor.plan.habits
  if (support !== null) {
    floor.agenda.put(floor.now + support.after, { type: 'supportDue', visit })
  }
  if (queue.plan.overflow !== null && before.length === 0) {
    floor.agenda.put(floor.now + queue.plan.overflow.after, { type: 'overflowDue', visit })
  }
}

/** The caller's patience ends: most hang up, some press a key, some ask to be called back. */
export function losePatience(floor: Floor, visit: Visit): void {
  if (visit.stage !== 'waiting' && visit.stage !== 'ringing') return
  const { keyShare, callbackShare } = floor.plan.habits
  const reason = pick(floor.chances.leave, [
    ['abandoned' as const, 1 - keyShare - callbackShare],
    ['key' as const, keyShare],
    ['callback' as const, callbackShare],
  ])
  leave(floor, visit, reason)
}

/** Too long in the first queue: the visit times out and the contact opens one in another queue. [E3] */
export function overflow(floor: Floor, visit: Visit): void {
  const to = floor.queues.get(visit.queue.plan.overflow?.to ?? '')
  if (visit.stage !== 'waiting' || to === undefined) return
  leave(floor, visit, 'timeout')
  enterQueue(floor, visit.contact, to, [...visit.before, visit.queue.plan.id])
}

function leave(floor: Floor, visit: Visit, reason: 'abandoned' | 'key' | 'callback' | 'timeout') {
  const { agent } = visit
  if (visit.stage === 'ringing' && agent !== null) {
    const rang = millis(floor.now - visit.offeredAt)
    tell(floor, {
      type: 'agent.offerEnded',
      data: {
        contact: visit.contact,
        queue: visit.queue.plan.id,
        visit: visit.number,
        agent: agent.plan.id,
        reason: 'cancelled',
        rang,
      },
    })
    floor.agenda.put(floor.now, { type: 'agentFree', agent })
  } else {
    visit.queue.waiting.splice(visit.queue.waiting.indexOf(visit), 1)
  }
  visit.stage = 'ended'
  const waited = millis(floor.now - visit.queuedAt)
  const { contact, number } = visit
  const left = { contact, queue: visit.queue.plan.id, visit: number, reason, waited }
  tell(floor, { type: 'contact.left', data: reason === 'key' ? { ...left, key: '2' } : left })
}
