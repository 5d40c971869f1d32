import type { Definitions, LeaveReason } from '../../shared/events.ts'
import { after, elapsed, millis, type EpochMs, type Millis } from '../../shared/time.ts'
import type { Visit } from './visit.ts'

/** How a visit stands, worked out from its marks alone. */
export type Standing =
  | { readonly kind: 'orphan' }
  | { readonly kind: 'waiting'; readonly since: EpochMs }
  | {
      readonly kind: 'left'
      readonly at: EpochMs
      readonly reason: LeaveReason
      readonly waited: Millis
    }
  | { readonly kind: 'lost'; readonly at: EpochMs }
  | {
      readonly kind: 'answered'
      readonly at: EpochMs
      readonly agent: string
      readonly waited: Millis
      readonly rang: Millis
      readonly leg: Leg
    }

/** The agent's part: at work on the contact, after it, done, or cut off unseen. [E6] */
export type Leg =
  | { readonly kind: 'talking' }
  | { readonly kind: 'wrapping'; readonly since: EpochMs }
  | {
      readonly kind: 'finished'
      readonly at: EpochMs
      readonly talkEnd: EpochMs
      readonly talked: Millis
      readonly held: Millis
      readonly wrapped: Millis
    }
  | { readonly kind: 'lost'; readonly at: EpochMs }

/** What of the floor a visit's fate depends on. */
export interface Circumstances {
  /** First restart of the visit's source after a moment, or null. */
  restartAfter(source: string, at: EpochMs): EpochMs | null
  /** Up to where ages have been looked at. [E6] */
  readonly swept: EpochMs
  /** The newest moment heard of. [T5] */
  readonly clock: EpochMs
  /** When the event being taken in was heard: at its arrival, in a replay at its own time. */
  readonly heardAt: EpochMs
  /** In force now; new visits are counted by them. */
  readonly definitions: Definitions
  /** An earlier version, while visits are counted by it. [M22] */
  definitionsOf(version: number): Definitions
}

type Answer = { at: EpochMs; agent: string; waited: Millis | null; rang: Millis | null }

export function standingOf(visit: Visit, around: Circumstances): Standing {
  if (visit.queued === null) return { kind: 'orphan' }
  const since = visit.queued.at
  const answer = answerOf(visit)
  const cut = cutAfter(visit, since, around)
  const answeredFirst = answer !== null && (visit.left === null || answer.at <= visit.left.at)
  if (answer && answeredFirst && answer.at <= cut.at) {
    return {
      kind: 'answered',
      at: answer.at,
      agent: answer.agent,
      waited: answer.waited ?? elapsed(since, answer.at),
      rang: answer.rang ?? millis(0),
      leg: legOf(visit, answer, around),
    }
  }
  if (visit.left && visit.left.at <= cut.at) {
    const { at, reason, waited } = visit.left
    return { kind: 'left', at, reason, waited: waited ?? elapsed(since, at) }
  }
  const over = cut.come || answer !== null || visit.left !== null
  return over ? { kind: 'lost', at: cut.at } : { kind: 'waiting', since }
}

/** The connect, or, where only the end was heard, what the source itself measured up to it. */
function answerOf(visit: Visit): Answer | null {
  if (visit.connect) return visit.connect
  const done = visit.done
  if (!done || done.agent === null || done.talked === null) return null
  return {
    at: (done.at - done.talked) as EpochMs,
    agent: done.agent,
    waited: done.waited,
    rang: null,
  }
}

/** When the source's restart or old age closes what began at `from`, and whether that time has come. [E6] */
function cutAfter(
  visit: Visit,
  from: EpochMs,
  around: Circumstances,
): { readonly at: EpochMs; readonly come: boolean } {
  const restart = around.restartAfter(visit.source, from)
  const expiry = expiryOf(visit, from, around)
  if (restart !== null && restart <= expiry) return { at: restart, come: true }
  return { at: expiry, come: expiry <= around.swept }
}

/** When what began at `from` has become too old. An end after it is too late, whenever it is heard. [E6] */
export const expiryOf = (visit: Visit, from: EpochMs, around: Circumstances): EpochMs =>
  after(from, around.definitionsOf(visit.definitions).lostAfter)

function legOf(visit: Visit, answer: Answer, around: Circumstances): Leg {
  const cut = cutAfter(visit, answer.at, around)
  const done = visit.done
  if (!done) return cut.come ? { kind: 'lost', at: cut.at } : { kind: 'talking' }
  if (cut.at < done.at) return { kind: 'lost', at: cut.at }
  if (done.lost && done.talked === null) return { kind: 'lost', at: done.at }
  const held = done.held ?? heldWithin(visit, answer.at, done.at)
  const talked = done.talked ?? elapsed(after(answer.at, held), done.at)
  if (!visit.wrapStarted)
    return { kind: 'finished', at: done.at, talkEnd: done.at, talked, held, wrapped: millis(0) }
  const wrapCut = cutAfter(visit, visit.wrapStarted.at, around)
  const wrapEnd = visit.wrapEnded?.at ?? (wrapCut.come ? wrapCut.at : null)
  if (wrapEnd === null) return { kind: 'wrapping', since: visit.wrapStarted.at }
  const wrapped = visit.wrapEnded ? elapsed(visit.wrapStarted.at, wrapEnd) : millis(0)
  const at = Math.max(done.at, wrapEnd) as EpochMs
  return { kind: 'finished', at, talkEnd: done.at, talked, held, wrapped }
}

function heldWithin(visit: Visit, from: EpochMs, to: EpochMs): Millis {
  let sum = 0
  let since: EpochMs | null = null
  for (const hold of visit.holds) {
    if (hold.held) since ??= hold.at
    else if (since !== null) {
      sum += elapsed(since, hold.at)
      since = null
    }
  }
  if (since !== null) sum += elapsed(since, to)
  return Math.min(sum, elapsed(from, to)) as Millis
}

/** Whether a duration would have been negative by the clocks of the source. [T2] */
export function isSkewed(visit: Visit): boolean {
  const { queued, connect, done, left } = visit
  if (queued && connect && connect.at < queued.at) return true
  if (queued && left && left.at < queued.at) return true
  return connect !== null && done !== null && done.at < connect.at
}
