import type { EventOf } from '../../shared/events.ts'
import type { Fact } from '../../shared/facts.ts'
import { after, HOUR, millis, type EpochMs } from '../../shared/time.ts'
import { Closing } from './closing.ts'
import { isSkewed, standingOf, type Circumstances, type Standing } from './outcome.ts'
import { closedAtOf, factsOf, sameFact, type FactContext } from './visitFacts.ts'
import { forgetVisit, placeAgents } from './placeAgents.ts'
import type { Roster } from './roster.ts'
import type { Tally } from './tally.ts'
import {
  contactKey,
  mark,
  markWrap,
  newVisit,
  visitKey,
  type Applied,
  type Visit,
  type VisitEvent,
} from './visit.ts'

/** A finished visit is remembered for so long, so that late and repeated events find it. [E4] */
const REMEMBERED = 2 * HOUR

const noVisits: ReadonlySet<Visit> = new Set()

/**
 * All visits that are open or may still be spoken of. After each mark a visit's standing is worked out
 * anew and only what differs from before is put into or taken out of the tallies, so that neither order
 * nor repetition matters. [E4]
 */
export class Visits {
  readonly byKey = new Map<string, Visit>()
  readonly dirty: Visit[] = []
  readonly gone: string[] = []
  /** Open visits by queue. [M10] */
  readonly waiting = new Map<string, Set<Visit>>()
  /** Visits an agent is at work on, or after. */
  readonly busy = new Set<Visit>()
  orphans = 0
  skewed = 0
  readonly #contacts = new Map<string, Visit[]>()
  readonly #closing = new Closing()
  readonly #tally: Tally
  readonly #roster: Roster

  constructor(tally: Tally, roster: Roster) {
    this.#tally = tally
    this.#roster = roster
  }

  heard(event: VisitEvent, around: Circumstances): void {
    const { contact, queue, visit: n = 1 } = event.data
    const visit = this.#visit(event.source, contact, queue, n)
    const first = visit.queued
    mark(visit, event)
    this.#saw(event, around)
    this.settle(visit, around)
    if (visit.queued !== first) this.#settleSiblings(visit, around)
  }

  /** What an event says of an agent, whatever becomes of the visit: a ring missed, a queue served. */
  #saw(event: VisitEvent, around: Circumstances): void {
    const missed = event.type === 'agent.offerEnded' && event.data.reason === 'noAnswer'
    if (!missed && event.type !== 'contact.connected') return
    const { agent, queue, rang = millis(0) } = event.data
    this.#roster.sawAt(this.#roster.agent(agent), queue)
    if (!missed) return
    const fact: Fact = { type: 'offerMissed', at: event.time, queue, agent, rang }
    this.#tally.add(fact, this.#tally.isLate(event.time, around.clock), 1)
  }

  heardWrap(
    event: EventOf<'agent.wrapStarted' | 'agent.wrapEnded'>,
    contact: string,
    queue: string,
    around: Circumstances,
  ): void {
    const visit = this.#visit(event.source, contact, queue, event.data.visit ?? 1)
    markWrap(visit, event.type === 'agent.wrapStarted', event.time, event.id)
    this.settle(visit, around)
  }

  #visit(source: string, contact: string, queue: string, n: number): Visit {
    const key = visitKey(source, contact, queue, n)
    const known = this.byKey.get(key)
    if (known) return known
    const visit = newVisit(source, contact, queue, n)
    this.#keep(visit)
    return visit
  }

  #keep(visit: Visit): void {
    this.byKey.set(visit.key, visit)
    const contact = contactKey(visit.source, visit.contact)
    const siblings = this.#contacts.get(contact)
    if (siblings) siblings.push(visit)
    else this.#contacts.set(contact, [visit])
  }

  /** Takes up a visit saved earlier; its facts are in the tallies already. */
  restore(visit: Visit, around: Circumstances): void {
    this.#keep(visit)
    const standing = standingOf(visit, around)
    this.#place(visit, standing)
    this.#close(visit, standing)
  }

  /** The first queue entry of the contact this visit belongs to. [M4] */
  #firstEntry(visit: Visit): EpochMs | null {
    let first = visit.queued?.at ?? null
    for (const sibling of this.#contacts.get(contactKey(visit.source, visit.contact)) ?? []) {
      const at = sibling.queued?.at
      if (at !== undefined && (first === null || at < first)) first = at
    }
    return first
  }

  #settleSiblings(visit: Visit, around: Circumstances): void {
    const siblings = this.#contacts.get(contactKey(visit.source, visit.contact)) ?? []
    if (siblings.length < 2) return
    for (const sibling of siblings) if (sibling !== visit) this.settle(sibling, around)
  }

  /** Brings levels and tallies in line with what is known of a visit now. */
  settle(visit: Visit, around: Circumstances): void {
    const standing = standingOf(visit, around)
    const answerers = new Set<string>()
    const before = visit.applied[1]?.fact
    if (before?.type === 'visitAnswered') answerers.add(before.agent)
    if (standing.kind === 'answered') answerers.add(standing.agent)
    this.#count(visit, standing)
    this.#place(visit, standing)
    const facts = factsOf(visit, standing, this.#context(visit, standing, around))
    for (let slot = 0; slot < 3; slot += 1)
      this.#apply(visit, slot as 0 | 1 | 2, facts[slot] ?? null, around.clock)
    this.#close(visit, standing)
    this.#touch(visit)
    if (visit.channel !== 'voice') this.#shareFocus(visit, answerers, around)
  }

  #touch(visit: Visit): void {
    if (visit.dirty) return
    visit.dirty = true
    this.dirty.push(visit)
  }

  #context(visit: Visit, standing: Standing, around: Circumstances): FactContext {
    return {
      definitions: around.definitions,
      firstEntry: this.#firstEntry(visit),
      colleagues:
        standing.kind === 'answered' ? this.#roster.agent(standing.agent).visits : noVisits,
    }
  }

  #count(visit: Visit, standing: Standing): void {
    const orphan =
      standing.kind === 'orphan' && (visit.connect ?? visit.done ?? visit.left) !== null
    const skewed = isSkewed(visit)
    this.orphans += Number(orphan) - Number(visit.orphan)
    this.skewed += Number(skewed) - Number(visit.skewed)
    visit.orphan = orphan
    visit.skewed = skewed
  }

  #place(visit: Visit, standing: Standing): void {
    const queue = this.waiting.get(visit.queue)
    if (standing.kind === 'waiting') {
      if (queue) queue.add(visit)
      else this.waiting.set(visit.queue, new Set([visit]))
    } else queue?.delete(visit)
    const busy =
      standing.kind === 'answered' &&
      (standing.leg.kind === 'talking' || standing.leg.kind === 'wrapping')
    if (busy) this.busy.add(visit)
    else this.busy.delete(visit)
    placeAgents(this.#roster, visit, standing)
  }

  #apply(visit: Visit, slot: 0 | 1 | 2, fact: Fact | null, clock: EpochMs): void {
    const before = visit.applied[slot]
    if (before && fact && sameFact(before.fact, fact)) return
    if (before) this.#tally.add(before.fact, before.late, -1)
    if (!fact) {
      visit.applied[slot] = null
      return
    }
    const applied: Applied = { fact, late: before?.late ?? this.#tally.isLate(fact.at, clock) }
    this.#tally.add(fact, applied.late, 1)
    visit.applied[slot] = applied
  }

  /** Simultaneous chats share their time, so one chat may change its neighbours'. [M6] */
  #shareFocus(visit: Visit, answerers: ReadonlySet<string>, around: Circumstances): void {
    for (const id of answerers) {
      for (const other of this.#roster.agent(id).visits) {
        if (other === visit || other.channel === 'voice' || other.applied[2] === null) continue
        const now = standingOf(other, around)
        const [, , leg] = factsOf(other, now, this.#context(other, now, around))
        this.#apply(other, 2, leg ?? null, around.clock)
        this.#touch(other)
      }
    }
  }

  #close(visit: Visit, standing: Standing): void {
    visit.closedAt = closedAtOf(visit, standing)
    if (visit.closedAt !== null) this.#closing.expect(visit, visit.closedAt)
  }

  /** Looks at the age of what is open, and forgets what has been over for long. [E6] */
  sweep(around: Circumstances): void {
    const oldest = around.swept - around.definitions.lostAfter
    for (const visits of this.waiting.values()) {
      for (const visit of [...visits])
        if ((visit.queued?.at ?? 0) <= oldest) this.settle(visit, around)
    }
    for (const visit of [...this.busy])
      if ((visit.connect?.at ?? 0) <= oldest) this.settle(visit, around)
    for (const visit of this.#closing.before(after(around.swept, -REMEMBERED))) this.#drop(visit)
  }

  /** Works out anew every visit of a source that is not finished: the source has said it restarted. */
  settleOpen(source: string, around: Circumstances): void {
    for (const visit of this.byKey.values()) {
      if (visit.source === source) this.settle(visit, around)
    }
  }

  /** Forgets every visit; what they put into the tallies stays. */
  forgetAll(): void {
    for (const visit of [...this.byKey.values()]) {
      for (const id in visit.offers) this.#roster.agent(id).ringing.delete(visit)
      this.#drop(visit)
    }
    this.busy.clear()
    this.waiting.clear()
    this.#closing.clear()
  }

  #drop(visit: Visit): void {
    if (!this.byKey.delete(visit.key)) return
    const contact = contactKey(visit.source, visit.contact)
    const siblings = (this.#contacts.get(contact) ?? []).filter((sibling) => sibling !== visit)
    if (siblings.length > 0) this.#contacts.set(contact, siblings)
    else this.#contacts.delete(contact)
    const end = visit.applied[1]?.fact
    if (end?.type === 'visitAnswered')
      forgetVisit(this.#roster, this.#roster.agent(end.agent), visit)
    this.gone.push(visit.key)
  }
}
