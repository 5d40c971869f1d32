import type { EventData, EventType, FloorEvent } from '../../../shared/events.ts'
import { type EpochMs, epochMs } from '../../../shared/time.ts'
import { Agenda } from './agenda.ts'
import type { AgentPlan, FloorPlan, PausePlan, QueuePlan, Surge } from './floorPlan.ts'
import { traitsOf, type Traits } from './traits.ts'
import { drawing } from './lengthOfTime.ts'
import { type Uniform, uniformFrom } from './uniform.ts'

export const sourceName = 'simulated'

export interface QueueState {
  readonly plan: QueuePlan
  /** Oldest first. A caller whose phone rings at an agent is not among them. */
  readonly waiting: Visit[]
  readonly arrivals: Uniform
  readonly patience: () => number
  readonly talk: () => number
  readonly wrap: () => number
  /** The lead has called for help and it has not gone back yet. */
  supported: boolean
}

export interface AgentState {
  readonly plan: AgentPlan
  /** The own one first; support adds one for a while. */
  queues: QueueState[]
  readonly traits: Traits
  stage: 'off' | 'idle' | 'ringing' | 'busy' | 'paused'
  /** Taken as soon as the contact in hand and its wrap-up are done. */
  pauseDue: PausePlan | null
  leaveDue: boolean
  /** Grows with each time on the floor, so that what was planned for an earlier one is void. */
  term: number
}

export interface Visit {
  readonly contact: string
  /** Counts this contact's stays in this queue, from 1. [E2] */
  readonly number: number
  /** Queues this contact was in before this visit. */
  readonly before: readonly string[]
  readonly queue: QueueState
  readonly queuedAt: number
  stage: 'waiting' | 'ringing' | 'connected' | 'ended'
  agent: AgentState | null
  /** How often it was offered to an agent. */
  attempt: number
  offeredAt: number
  connectedAt: number
  held: number
}

export type Happening =
  | { readonly type: 'arrival'; readonly queue: QueueState }
  | { readonly type: 'patienceEnds'; readonly visit: Visit }
  | { readonly type: 'overflowDue'; readonly visit: Visit }
  | {
      readonly type: 'ringEnds'
      readonly visit: Visit
      readonly attempt: number
      readonly answered: boolean
    }
  | {
      readonly type: 'holdStarts'
      readonly visit: Visit
      readonly agent: AgentState
      readonly lasting: number
    }
  | { readonly type: 'holdEnds'; readonly visit: Visit; readonly agent: AgentState }
  | {
      readonly type: 'talkEnds'
      readonly visit: Visit
      readonly agent: AgentState
      readonly transferred: boolean
    }
  | { readonly type: 'wrapEnds'; readonly visit: Visit; readonly agent: AgentState }
  | { readonly type: 'agentFree'; readonly agent: AgentState }
  | { readonly type: 'shiftStarts'; readonly agent: AgentState }
  | { readonly type: 'shiftEnds'; readonly agent: AgentState }
  | {
      readonly type: 'pauseDue'
      readonly agent: AgentState
      readonly pause: PausePlan
      readonly term: number
    }
  | { readonly type: 'pauseEnds'; readonly agent: AgentState; readonly term: number }
  | { readonly type: 'contributionDue'; readonly agent: AgentState }
  | { readonly type: 'surgeStarts'; readonly turn: number }
  | { readonly type: 'surgeArrival'; readonly surge: Surge; readonly until: number }
  | { readonly type: 'supportDue'; readonly visit: Visit }
  | { readonly type: 'supportEnds'; readonly queue: QueueState }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'tell'; readonly telling: Telling }

/** An event still without its identity and moment. */
export type Telling = {
  [T in EventType]: { readonly type: T; readonly data: EventData[T] }
}[EventType]

/** The floor at one moment. Only the happening that is due changes it. */
export interface Floor {
  readonly plan: FloorPlan
  readonly seed: number
  readonly from: EpochMs
  readonly name: string
  readonly agenda: Agenda<Happening>
  readonly queues: ReadonlyMap<string, QueueState>
  readonly agents: readonly AgentState[]
  /** Longest idle first. */
  readonly idle: Set<AgentState>
  readonly chances: Readonly<Record<ChanceName, Uniform>>
  readonly ring: () => number
  readonly hold: () => number
  now: number
  told: FloorEvent[]
  tellings: number
  contacts: number
}

/** Stands before every identity of a run, and nobody else's. [E1] */
export const runName = (seed: number, from: EpochMs): string => `sim:${seed}:${from.toString(36)}`

const chanceNames = ['ring', 'hold', 'end', 'leave', 'marks', 'pauses', 'incidents'] as const
type ChanceName = (typeof chanceNames)[number]

export function emptyFloor(plan: FloorPlan, seed: number, from: EpochMs): Floor {
  const queues = new Map(plan.queues.map((queue) => [queue.id, queueState(queue, seed)]))
  return {
    plan,
    seed,
    from,
    name: runName(seed, from),
    agenda: new Agenda(),
    queues,
    agents: plan.agents.map((agent) => agentState(agent, queues, plan, seed)),
    idle: new Set(),
    chances: Object.fromEntries(
      chanceNames.map((name) => [name, uniformFrom(seed, name)]),
    ) as Record<ChanceName, Uniform>,
    ring: drawing(plan.habits.ring, uniformFrom(seed, 'ring length')),
    hold: drawing(plan.habits.hold, uniformFrom(seed, 'hold length')),
    now: from,
    told: [],
    tellings: 0,
    contacts: 0,
  }
}

function queueState(plan: QueuePlan, seed: number): QueueState {
  const stream = (of: string): Uniform => uniformFrom(seed, `${of} of ${plan.id}`)
  return {
    plan,
    waiting: [],
    arrivals: stream('arrivals'),
    patience: drawing(plan.patience, stream('patience')),
    talk: drawing(plan.talk, stream('talk')),
    wrap: drawing(plan.wrap, stream('wrap')),
    supported: false,
  }
}

function agentState(
  agent: AgentPlan,
  queues: ReadonlyMap<string, QueueState>,
  plan: FloorPlan,
  seed: number,
): AgentState {
  return {
    plan: agent,
    queues: agent.queues.flatMap((id) => queues.get(id) ?? []),
    traits: traitsOf(agent.id, seed, plan.habits.paceSpread),
    stage: 'off',
    pauseDue: null,
    leaveDue: false,
    term: 0,
  }
}

/** Says that something happened now. Ids differ between seeds, starts and events. [E1] */
export function tell(floor: Floor, telling: Telling): void {
  const event = {
    id: `${floor.name}:${(floor.tellings++).toString(36)}`,
    source: sourceName,
    type: telling.type,
    time: epochMs(floor.now),
    data: telling.data,
  }
  floor.told.push(event as FloorEvent)
}
