import type { Calendar, Millis } from '../../../shared/time.ts'
import type { LengthOfTime } from './lengthOfTime.ts'

export interface QueuePlan {
  readonly id: string
  /** Contacts an hour when the profile stands at 1. */
  readonly contactsPerHour: number
  /** How long a caller waits before hanging up. */
  readonly patience: LengthOfTime
  /** Conversation with an agent of average pace, hold left out. */
  readonly talk: LengthOfTime
  readonly wrap: LengthOfTime
  /** A caller who waited this long in the first queue is passed on. */
  readonly overflow: { readonly after: Millis; readonly to: string } | null
  /** Where this queue's transfers go. */
  readonly transfersTo: string | null
}

/** When an agent is on the floor. Minutes of the clock on the wall; `to` may pass 1440. */
export type Presence =
  | { readonly kind: 'always' }
  | { readonly kind: 'shift'; readonly from: number; readonly to: number }
  /** `on`, then `off`, and again; `ahead` is how far into the first round the agent is at the start. */
  | { readonly kind: 'rotation'; readonly on: Millis; readonly off: Millis; readonly ahead: Millis }

export interface AgentPlan {
  readonly id: string
  /** The first is the agent's own; the others are served when nobody waits in the own one. */
  readonly queues: readonly string[]
  /** Known, but served only when the lead calls for support. */
  readonly reserve: readonly string[]
  readonly presence: Presence
}

export interface PausePlan {
  readonly reason: string
  readonly every: Millis
  /** Give or take a fifth. */
  readonly lasting: Millis
}

/** What people do on this floor. Shares are 0–1. */
export interface Habits {
  readonly ring: LengthOfTime
  readonly missedShare: number
  readonly missedRing: Millis
  readonly holdShare: number
  readonly hold: LengthOfTime
  readonly transferShare: number
  /** Of those whose patience ends: press a key, or ask to be called back, instead of hanging up. */
  readonly keyShare: number
  readonly callbackShare: number
  /** Agents differ in pace: spread of a lognormal around 1. */
  readonly paceSpread: number
  /** A caller past this comes first for every agent with the skill. */
  readonly overdueAfter: Millis
  /** With a caller waiting so long, so many agents join the queue until nobody waits in it. */
  readonly support: { readonly after: Millis; readonly helpers: number } | null
  readonly pauses: readonly PausePlan[]
  /** With this share of the present agents away, the next pause waits for five minutes. */
  readonly awayAtMost: number
}

/** What becomes of finished contacts. Shares are 0–1; zero everywhere gives a floor without marks. */
export interface MarkPlan {
  readonly csatShare: number
  readonly npsShare: number
  readonly judgedShare: number
  readonly assessedShare: number
  readonly complaintShare: number
  readonly contributionEvery: LengthOfTime
}

/**
 * A burst of callers over and above the usual ones. It grows until so many wait, then an announcement keeps
 * more away: the queue is surely pressed, and not for hours.
 */
export interface Surge {
  readonly queue: string
  readonly untilWaiting: number
  /** Mean time between its callers. */
  readonly between: Millis
  readonly lasting: Millis
}

export interface IncidentPlan {
  readonly firstAfter: Millis
  readonly every: Millis
  /** Each comes up to so much earlier or later than that. */
  readonly giveOrTake: Millis
  /** In turn. */
  readonly surges: readonly Surge[]
}

/** Everything the simulated floor is made from. With the same plan, seed and start it is the same floor. */
export interface FloorPlan {
  readonly queues: readonly QueuePlan[]
  readonly agents: readonly AgentPlan[]
  /** `alwaysBusy` is a slow wave around 1 at any hour; `day` follows `hours` of the local day. */
  readonly profile: 'constant' | 'day' | 'alwaysBusy'
  readonly wave: { readonly period: Millis; readonly swing: number }
  /** A factor for each hour of the clock on the wall, from midnight. */
  readonly hours: readonly number[]
  readonly calendar: Calendar
  readonly habits: Habits
  readonly marks: MarkPlan
  readonly incidents: IncidentPlan | null
  readonly heartbeatEvery: Millis | null
}

/** @throws when a plan names a queue that it does not have: say which, rather than lose its callers. */
export function checkPlan(plan: FloorPlan): void {
  const known = new Set(plan.queues.map((queue) => queue.id))
  const check = (queue: string | null | undefined, where: string): void => {
    if (queue === null || queue === undefined || known.has(queue)) return
    throw new Error(
      `${where} names queue "${queue}", which the plan does not have; it has ${[...known].join(', ')}`,
    )
  }
  for (const queue of plan.queues) {
    check(queue.overflow?.to, `overflow of queue "${queue.id}"`)
    check(queue.transfersTo, `transfersTo of queue "${queue.id}"`)
  }
  for (const agent of plan.agents) {
    for (const queue of [...agent.queues, ...agent.reserve]) check(queue, `agent "${agent.id}"`)
  }
  for (const surge of plan.incidents?.surges ?? []) check(surge.queue, 'a surge')
  if (plan.profile === 'day' && plan.hours.length !== 24) {
    throw new Error(`A plan by the day needs 24 hours; it has ${plan.hours.length}`)
  }
}
