import { HOUR, MINUTE } from '../../../shared/time.ts'
import type { EpochMs } from '../../../shared/time.ts'

export type VisitPhase = 'waiting' | 'talking' | 'ended'

interface RememberedVisit {
  /** How often this contact has entered this queue. [E2] */
  n: number
  phase: VisitPhase
}

interface RememberedContact {
  last: EpochMs
  /** Its place in the order of forgetting, renewed now and then. */
  placed: EpochMs
  readonly queues: Map<string, RememberedVisit>
}

/** JSON form: contact, time of its last line, then queue, n and phase of each queue. */
export type SavedVisits = readonly (readonly [
  string,
  number,
  readonly (readonly [string, number, VisitPhase])[],
])[]

/** A call that ended this long ago does not come back with the same id. Log time, not ours. */
const rememberEnded = 4 * HOUR
/** A call without an end is given up later than the fold gives it up. [E6] */
const rememberOpen = 24 * HOUR
/** Moving a contact at each of its lines would cost more than all else. */
const placeEvery = 10 * MINUTE
const mostContacts = 200_000

/**
 * Which visit of which queue a line of a call belongs to: the log names the call only, and a call
 * may enter the same queue twice. [E2] Forgets what is long over, so it stays small for ever.
 */
export class QueueLogVisits {
  readonly #contacts = new Map<string, RememberedContact>()

  constructor(saved: SavedVisits = []) {
    for (const [contact, last, queues] of saved) {
      const visits = queues.map(([queue, n, phase]) => [queue, { n, phase }] as const)
      const at = last as EpochMs
      this.#contacts.set(contact, { last: at, placed: at, queues: new Map(visits) })
    }
  }

  get size(): number {
    return this.#contacts.size
  }

  /** A caller enters a queue. @returns the number of this visit, from 1. */
  enter(contact: string, queue: string, at: EpochMs): number {
    const { queues } = this.#touch(contact, at)
    const visit = queues.get(queue)
    if (visit === undefined) {
      queues.set(queue, { n: 1, phase: 'waiting' })
      return 1
    }
    visit.n += 1
    visit.phase = 'waiting'
    return visit.n
  }

  /** A line in the middle or at the end of a visit. @returns the visit's number; 1 when its start was not seen. */
  move(contact: string, queue: string, at: EpochMs, phase: VisitPhase): number {
    const { queues } = this.#touch(contact, at)
    const visit = queues.get(queue)
    if (visit === undefined) {
      queues.set(queue, { n: 1, phase })
      return 1
    }
    visit.phase = phase
    return visit.n
  }

  phase(contact: string, queue: string): VisitPhase | undefined {
    return this.#contacts.get(contact)?.queues.get(queue)?.phase
  }

  /** The telephone system restarted: nothing that was open goes on. [E6] */
  restart(): void {
    this.#contacts.clear()
  }

  save(): SavedVisits {
    return Array.from(this.#contacts, ([contact, { last, queues }]) => [
      contact,
      last,
      Array.from(queues, ([queue, { n, phase }]) => [queue, n, phase] as const),
    ])
  }

  /** Keeps the contacts nearly in the order of their last line, so that forgetting looks at the oldest only. */
  #touch(contact: string, at: EpochMs): RememberedContact {
    const known = this.#contacts.get(contact)
    if (known !== undefined) {
      known.last = at
      if (at - known.placed >= placeEvery) {
        known.placed = at
        this.#contacts.delete(contact)
        this.#contacts.set(contact, known)
      }
      return known
    }
    this.#forget(at)
    const fresh: RememberedContact = { last: at, placed: at, queues: new Map() }
    this.#contacts.set(contact, fresh)
    return fresh
  }

  #forget(now: EpochMs): void {
    for (const [contact, { last, queues }] of this.#contacts) {
      const crowded = this.#contacts.size >= mostContacts
      const age = now - last
      if (!crowded && age < rememberEnded) return
      const open = Array.from(queues.values()).some(({ phase }) => phase !== 'ended')
      if (crowded || !open || age >= rememberOpen) this.#contacts.delete(contact)
    }
  }
}
