import type { EventOf } from '../../shared/events.ts'
import type { Fact } from '../../shared/facts.ts'
import { after, epochMs, HOUR, millis, type EpochMs } from '../../shared/time.ts'
import { Closing, overSince } from './closing.ts'
import { Contacts } from './contacts.ts'
import { chatEnd, chatStart, sharesWithOpen } from './focus.ts'
import { expiryOf, isSkewed, standingOf, type Circumstances, type Standing } from './outcome.ts'
import { closedAtOf, factsOf, sameFact, type FactContext } from './visitFacts.ts'
import { forgetVisit, placeAgents } from './placeAgents.ts'
import type { Roster } from './roster.ts'
import type { Tally } from './tally.ts'
import {
  answererOf,
  hear,
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

type WrapEvent = EventOf<'agent.wrapStarted' | 'agent.wrapEnded'>

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
  readonly contacts = new Contacts()
  readonly #closing = new Closing()
  readonly #tally: Tally
  readonly #roster: Roster

  constructor(tally: Tally, roster: Roster) {
    this.#tally = tally
    this.#roster = roster
  }

  heard(event: VisitEvent, around: Circumstances): void {
    const { contact, queue, visit: n = 1 } = event.data
    const visit = this.#visit(event.source, contact, queue, n, around)
    const first = visit.queued
    mark(visit, event)
    hear(visit, around.heardAt)
    this.#saw(event, around)
    this.settle(visit, around)
    if (visit.queued !== first) this.#settleSiblings(visit, around)
  }

  /** What an event says of an agent, whatever becomes of the visit: a ring missed, a queue served. */
  #saw(event: VisitEvent, around: Circumstances): void {
    const missed = event.type === 'agent.offerEnded' && event.data.reason === 'noAnswer'
    if (!missed && event.type !== 'contact.connected') return
    const { agent, queue, rang = millis(0) } = event.data
    this.#roster.sawAt(this.#roster.agent(agent), queue, event.time)
    if (!missed) return
    const fact: Fact = { type: 'offerMissed', at: event.time, queue, agent, rang }
    const day = this.#tally.dayOf(event.time)
    this.#tally.add({ fact, day, late: this.#tally.isLate(day, around.clock) }, 1)
  }

  heardWrap(event: WrapEvent, contact: string, queue: string, around: Circumstances): void {
    const visit = this.#visit(event.source, contact, queue, event.data.visit ?? 1, around)
    markWrap(visit, event.type === 'agent.wrapStarted', event.time, event.id)
    hear(visit, around.heardAt)
    this.settle(visit, around)
  }

  #visit(source: string, contact: string, queue: string, n: number, around: Circumstances): Visit {
    const key = visitKey(source, contact, queue, n)
    const known = this.byKey.get(key)
    if (known) return known
    const visit = newVisit(source, contact, queue, n, around.definitions.version)
    this.#keep(visit)
    return visit
  }

  #keep(visit: Visit): void {
    this.byKey.set(visit.key, visit)
    this.contacts.keep(visit)
  }

  /** Takes up a visit saved earlier; its facts are in the tallies already. */
  restore(visit: Visit, around: Circumstances): void {
    this.#keep(visit)
    const standing = standingOf(visit, around)
    this.#place(visit, standing)
    this.#close(visit, standing)
  }

  #settleSiblings(visit: Visit, around: Circumstances): void {
    for (const sibling of this.contacts.visitsOf(visit))
      if (sibling !== visit) this.settle(sibling, around)
  }

  /** Brings levels and tallies in line with what is known of a visit now. */
  settle(visit: Visit, around: Circumstances): void {
    const standing = standingOf(visit, around)
    const before = answererOf(visit)
    this.#count(visit, standing)
    this.#place(visit, standing)
    const facts = factsOf(visit, standing, this.#context(visit, standing, around))
    for (let slot = 0; slot < 3; slot += 1)
      this.#apply(visit, slot as 0 | 1 | 2, facts[slot] ?? null, around.clock)
    this.#close(visit, standing)
    this.#touch(visit)
    if (visit.channel === 'voice') return
    this.#shareFocus(visit, new Set([before, answererOf(visit)]), around)
  }

  #touch(visit: Visit): void {
    if (visit.dirty) return
    visit.dirty = true
    this.dirty.push(visit)
  }

  #context(visit: Visit, standing: Standing, around: Circumstances): FactContext {
    return {
      definitions: around.definitionsOf(visit.definitions),
      firstEntry: this.contacts.firstEntry(visit),
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
    if (before) this.#tally.add(before, -1)
    visit.applied[slot] = null
    if (!fact) return
    const day = before?.fact.at === fact.at ? before.day : this.#tally.dayOf(fact.at)
    const late = before?.late ?? this.#tally.isLate(day, clock)
    const applied: Applied = { fact, late, day }
    this.#tally.add(applied, 1)
    visit.applied[slot] = applied
  }

  /** Simultaneous chats share their time, so one chat may change its neighbours'. [M6] */
  #shareFocus(visit: Visit, answerers: ReadonlySet<string | null>, around: Circumstances): void {
    const begins = Math.min(chatStart(visit), visit.connect?.at ?? Infinity)
    const remembered = after(around.swept, -REMEMBERED)
    for (const id of answerers) {
      for (const other of id === null ? noVisits : this.#roster.agent(id).visits) {
        if (other === visit || other.channel === 'voice' || other.applied[2] === null) continue
        if (chatEnd(other) <= begins || (other.closedAt ?? Infinity) < remembered) continue
        const now = standingOf(other, around)
        const [, , leg] = factsOf(other, now, this.#context(other, now, around))
        this.#apply(other, 2, leg ?? null, around.clock)
        this.#touch(other)
      }
    }
  }

  #close(visit: Visit, standing: Standing): void {
    visit.closedAt = closedAtOf(visit, standing)
    this.#expect(visit)
  }

  #expect(visit: Visit): void {
    const over = overSince(visit)
    if (over !== null) this.#closing.expect(visit, over)
  }

  /** Looks at the age of what is open, and forgets what has been over for long. [E6] */
  sweep(around: Circumstances): void {
    const settleAged = (visit: Visit, from: EpochMs | undefined): void => {
      if (expiryOf(visit, from ?? epochMs(0), around) <= around.swept) this.settle(visit, around)
    }
    for (const visits of this.waiting.values())
      for (const visit of [...visits]) settleAged(visit, visit.queued?.at)
    for (const visit of [...this.busy]) settleAged(visit, visit.connect?.at)
    const remembered = after(around.swept, -REMEMBERED)
    for (const visit of this.#closing.before(remembered)) {
      const answerer = answererOf(visit)
      const colleagues = answerer === null ? noVisits : this.#roster.agent(answerer).visits
      if (sharesWithOpen(visit, colleagues, remembered)) this.#expect(visit)
      else this.#drop(visit)
    }
  }

  /** Works out anew the visits of a source that were not over at a moment: there it restarted. [E6] */
  settleOpen(source: string, at: EpochMs, around: Circumstances): void {
    for (const visit of this.byKey.values()) {
      const over = visit.closedAt !== null && visit.closedAt < at
      if (visit.source === source && !over) this.settle(visit, around)
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
    this.contacts.forget(visit)
    const answerer = answererOf(visit)
    if (answerer !== null) forgetVisit(this.#roster, this.#roster.agent(answerer), visit)
    this.gone.push(visit.key)
  }
}
