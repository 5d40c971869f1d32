import { after, epochMs, HOUR, MINUTE, type Calendar, type EpochMs } from '../../shared/time.ts'
import type { Agent, Move } from './agent.ts'
import type { Roster } from './roster.ts'
import { agentSubject, TOTAL, type Tally } from './tally.ts'

/** Available time is written down when it is so old that nothing late can change it any more … */
const SETTLED = 110 * MINUTE
/** … a stretch at a time. Both together stay inside the 2 h for which visits are remembered. [E4] */
const STRETCH = 10 * MINUTE

/** A queue served by somebody who is no member there is told apart for so long, beside `SETTLED`. */
const SERVED_KEPT = 22 * HOUR

type Span = readonly [from: number, to: number]

/**
 * How long agents were signed in, not on a break and not at work. [M9] Worked out from the moves of presence
 * and the visits, so that late events are right; only what is settled goes into the tallies.
 */
export class Presence {
  sealed: EpochMs = epochMs(0)
  readonly #tally: Tally
  readonly #roster: Roster

  constructor(tally: Tally, roster: Roster) {
    this.#tally = tally
    this.#roster = roster
  }

  /** Called with every minute of the floor's clock. */
  seal(minute: EpochMs, calendar: Calendar): void {
    const until = epochMs(Math.floor((minute - SETTLED) / STRETCH) * STRETCH)
    if (until > this.sealed) this.#sealTo(until, calendar)
  }

  /** Writes down everything up to `at`: nothing more will come (the end of a recorded file). */
  settle(at: EpochMs, calendar: Calendar): void {
    if (at > this.sealed) this.#sealTo(at, calendar)
  }

  /** The floor's clock was set back. [T6] */
  rewind(to: EpochMs): void {
    this.sealed = epochMs(Math.min(this.sealed, to))
  }

  #sealTo(until: EpochMs, calendar: Calendar): void {
    const from = this.sealed
    this.sealed = until
    const dayAgo = after(until, -SERVED_KEPT)
    for (const agent of this.#roster.agents.values()) {
      this.#roster.forgetServed(agent, dayAgo)
      if (agent.moves.length === 0) continue
      for (const [start, end] of availableSpans(agent, from, until))
        this.#write(agent, start, end, calendar)
      if (prune(agent, until)) this.#roster.touch(agent)
    }
  }

  #write(agent: Agent, start: number, end: number, calendar: Calendar): void {
    let from = start
    while (from < end) {
      const day = calendar.dayOf(epochMs(from))
      const next = calendar.startOf(calendar.dayOf(after(calendar.startOf(day), 36 * HOUR)))
      const to = Math.min(end, next)
      this.#tally.addTime(TOTAL, day, 'availableMs', to - from)
      this.#tally.addTime(agentSubject(agent.id), day, 'availableMs', to - from)
      from = to
    }
  }

  /** Available time of everybody in a stretch not older than 110 min, ms. */
  availableWithin(from: EpochMs, to: EpochMs): number {
    let sum = 0
    for (const agent of this.#roster.agents.values()) {
      for (const [start, end] of availableSpans(agent, Math.max(from, this.sealed), to))
        sum += end - start
    }
    return sum
  }
}

/** Stretches of `from`…`to` in which the agent could have taken a contact. */
function availableSpans(agent: Agent, from: number, to: number): Span[] {
  const spans: Span[] = []
  const told = new Map<string, boolean>()
  let since: number | null = null
  for (const move of agent.moves) {
    if (move.at >= to) break
    told.set(`${move.what} ${move.queue}`, move.on)
    const ready = isReady(told)
    if (ready) since ??= move.at
    else if (since !== null) {
      spans.push([since, move.at])
      since = null
    }
  }
  if (since !== null) spans.push([since, to])
  const busy = [...agent.visits]
    .map((visit): Span => [visit.applied[1]?.fact.at ?? to, visit.closedAt ?? to])
    .sort((a, b) => a[0] - b[0])
  return spans
    .map(([start, end]): Span => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => end > start)
    .flatMap((span) => without(span, busy))
}

function isReady(told: ReadonlyMap<string, boolean>): boolean {
  if (told.get('paused ') || told.get('state ') === false || told.get('wrap ')) return false
  let member = false
  for (const [name, on] of told) {
    if (!on || !name.startsWith('member ')) continue
    if (!told.get(`paused ${name.slice(7)}`)) return true
    member = true
  }
  return !member && told.get('state ') === true
}

/** A span with the busy ones, ordered by start, cut out of it. */
function without([start, end]: Span, busy: readonly Span[]): Span[] {
  const left: Span[] = []
  let from = start
  for (const [busyFrom, busyTo] of busy) {
    if (busyTo <= from) continue
    if (busyFrom >= end) break
    if (busyFrom > from) left.push([from, busyFrom])
    from = Math.max(from, busyTo)
  }
  if (from < end) left.push([from, end])
  return left
}

/** Keeps of the settled moves only the last word on each thing. */
function prune(agent: Agent, until: EpochMs): boolean {
  const last = new Map<string, Move>()
  for (const move of agent.moves) if (move.at < until) last.set(`${move.what} ${move.queue}`, move)
  const kept = agent.moves.filter(
    (move) => move.at >= until || last.get(`${move.what} ${move.queue}`) === move,
  )
  const pruned = kept.length < agent.moves.length
  if (pruned) agent.moves.splice(0, agent.moves.length, ...kept)
  return pruned
}
