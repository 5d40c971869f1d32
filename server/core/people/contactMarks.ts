import type { EventOf } from '../../../shared/events.ts'
import type { MarkFact } from '../../../shared/facts.ts'
import { after, HOUR, type EpochMs } from '../../../shared/time.ts'
import type { Tally } from '../tally.ts'
import type { Applied } from '../visit.ts'
import { sameFact } from '../visitFacts.ts'

/** A contact's judgement and follow-up are remembered for so long; said again later they count anew. [M15] */
const REMEMBERED = 7 * 24 * HOUR
/** A follow-up is in time up to here, unless it names its own deadline. [M18] */
const FOLLOW_UP_WITHIN = 24 * HOUR

/** What is said of a contact, or of a person, beside its visits. */
export type MarkEvent = {
  [T in MarkEventType]: EventOf<T>
}[MarkEventType]

type MarkEventType =
  | 'survey.answered'
  | 'contact.judged'
  | 'quality.assessed'
  | 'complaint.filed'
  | 'contact.escalated'
  | 'followUp.due'
  | 'followUp.done'
  | 'contribution.recorded'

type OpenEvent = Extract<
  MarkEvent,
  { type: 'survey.answered' | 'complaint.filed' | 'contact.escalated' }
>

/** What of one contact may still change: what was heard of it, and what it has put into the tallies. */
export interface ContactRecord {
  readonly contact: string
  judged: EventOf<'contact.judged'> | null
  due: EventOf<'followUp.due'> | null
  done: EventOf<'followUp.done'> | null
  /** Said without an agent. */
  open: OpenEvent[]
  applied: Record<string, Applied>
  heardAt: EpochMs
  dirty: boolean
}

/** What the marks need of the floor. */
export interface MarkSurroundings {
  readonly clock: EpochMs
  readonly heardAt: EpochMs
  /** Who handled a contact last before a moment, as far as remembered. */
  handlerOf(source: string, contact: string, at: EpochMs): string | null
}

/**
 * Surveys, judgements, assessments, complaints, follow-ups and contributions as sums of the agent. Where
 * several events speak of one thing the order in which they come does not matter. [E4] [M13]–[M18]
 */
export class ContactMarks {
  readonly records = new Map<string, ContactRecord>()
  readonly dirty: ContactRecord[] = []
  readonly gone: string[] = []
  readonly #tally: Tally

  constructor(tally: Tally) {
    this.#tally = tally
  }

  heard(event: MarkEvent, around: MarkSurroundings): void {
    if (event.type === 'quality.assessed' || event.type === 'contribution.recorded') {
      this.#add(directFact(event, event.data.agent), around)
      return
    }
    const kept =
      event.type === 'contact.judged' ||
      event.type === 'followUp.due' ||
      event.type === 'followUp.done'
    if (!kept && event.data.agent !== undefined) {
      this.#add(directFact(event, event.data.agent), around)
      return
    }
    const record = this.#record(event.data.contact, around)
    markRecord(record, event)
    this.#settle(record, around)
  }

  /** More became known of who handled a contact. */
  handled(contact: string, around: MarkSurroundings): void {
    const record = this.records.get(contact)
    if (record) this.#settle(record, around)
  }

  /** Forgets what is older than a judgement may be changed. */
  sweep(at: EpochMs): void {
    const oldest = after(at, -REMEMBERED)
    for (const record of this.records.values()) {
      if (record.heardAt >= oldest) return
      this.records.delete(record.contact)
      this.gone.push(record.contact)
    }
  }

  /** Forgets every record; what they put into the tallies stays. */
  forgetAll(): void {
    this.gone.push(...this.records.keys())
    this.records.clear()
  }

  restore(records: readonly ContactRecord[]): void {
    for (const record of [...records].sort((a, b) => a.heardAt - b.heardAt))
      this.records.set(record.contact, record)
  }

  /** Last heard of, last in line: so that forgetting looks only at the oldest. */
  #record(contact: string, around: MarkSurroundings): ContactRecord {
    const known = this.records.get(contact)
    const record = known ?? newRecord(contact, around.heardAt)
    record.heardAt = Math.max(record.heardAt, around.heardAt) as EpochMs
    this.records.delete(contact)
    this.records.set(contact, record)
    return record
  }

  #add(fact: MarkFact, around: MarkSurroundings): void {
    const day = this.#tally.dayOf(fact.at)
    this.#tally.add({ fact, day, late: this.#tally.isLate(day, around.clock) }, 1)
  }

  #settle(record: ContactRecord, around: MarkSurroundings): void {
    const facts = factsOf(record, (source, at, slot) => {
      const before = record.applied[slot]?.fact
      const was = before && 'agent' in before ? (before.agent ?? null) : null
      return around.handlerOf(source, record.contact, at) ?? was
    })
    for (const [slot, fact] of facts) {
      const before = record.applied[slot]
      if (before && sameFact(before.fact, fact) && sameFact(fact, before.fact)) continue
      if (before) this.#tally.add(before, -1)
      const day = before?.fact.at === fact.at ? before.day : this.#tally.dayOf(fact.at)
      const late = before?.late ?? this.#tally.isLate(day, around.clock)
      record.applied[slot] = { fact, day, late }
      this.#tally.add(record.applied[slot], 1)
    }
    if (record.dirty) return
    record.dirty = true
    this.dirty.push(record)
  }
}

const newRecord = (contact: string, heardAt: EpochMs): ContactRecord => ({
  contact,
  judged: null,
  due: null,
  done: null,
  open: [],
  applied: {},
  heardAt,
  dirty: false,
})

const before = (a: MarkEvent, b: MarkEvent): boolean =>
  a.time < b.time || (a.time === b.time && a.id < b.id)

/** The last judgement counts, the first due and the first done. */
function markRecord(
  record: ContactRecord,
  event: Exclude<MarkEvent, { type: 'quality.assessed' | 'contribution.recorded' }>,
): void {
  switch (event.type) {
    case 'contact.judged':
      if (!record.judged || before(record.judged, event)) record.judged = event
      return
    case 'followUp.due':
      if (!record.due || before(event, record.due)) record.due = event
      return
    case 'followUp.done':
      if (!record.done || before(event, record.done)) record.done = event
      return
    case 'survey.answered':
    case 'complaint.filed':
    case 'contact.escalated':
      record.open.push(event)
      record.open.sort((a, b) => (before(a, b) ? -1 : 1))
      return
    default:
      event satisfies never
  }
}

type Handler = (source: string, at: EpochMs, slot: string) => string | null

function factsOf(record: ContactRecord, handler: Handler): [slot: string, fact: MarkFact][] {
  const { judged, due, done, open } = record
  const facts: [string, MarkFact][] = []
  const whose = (
    event: { source: string; time: EpochMs; data: { agent?: string } },
    slot: string,
  ) => {
    const agent = event.data.agent ?? handler(event.source, event.time, slot)
    return agent === null ? { at: event.time } : { at: event.time, agent }
  }
  if (judged)
    facts.push([
      'judged',
      { type: 'contactJudged', ...whose(judged, 'judged'), resolved: judged.data.resolved },
    ])
  if (due) {
    const deadline = due.data.dueBy ?? after(due.time, FOLLOW_UP_WITHIN)
    facts.push([
      'followUp',
      {
        type: 'followUpDue',
        ...whose(due, 'followUp'),
        done: done !== null && done.time <= deadline,
      },
    ])
  }
  for (const event of open) {
    const slot = JSON.stringify([event.source, event.id])
    facts.push([slot, directFact(event, whose(event, slot).agent)])
  }
  return facts
}

function directFact(
  event: OpenEvent | EventOf<'quality.assessed'> | EventOf<'contribution.recorded'>,
  agent: string | undefined,
): MarkFact {
  const whose = agent === undefined ? { at: event.time } : { at: event.time, agent }
  switch (event.type) {
    case 'survey.answered': {
      const { kind, score, scale, queue } = event.data
      const where = queue === undefined ? {} : { queue }
      return { type: 'surveyAnswered', ...whose, ...where, kind, score, scale }
    }
    case 'complaint.filed':
      return { type: 'contactTroubled', ...whose, kind: 'complaint' }
    case 'contact.escalated':
      return { type: 'contactTroubled', ...whose, kind: 'escalation' }
    case 'quality.assessed': {
      const { score, compliant } = event.data
      return { type: 'qualityAssessed', ...whose, score, compliant }
    }
    case 'contribution.recorded':
      return { type: 'contributionRecorded', ...whose, kind: event.data.kind }
    default:
      return event satisfies never
  }
}
