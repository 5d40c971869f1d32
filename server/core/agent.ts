import type { EventOf } from '../../shared/events.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { Visit } from './visit.ts'

/** In the order in which one hides the other. [M12] */
export const agentStates = [
  'onContact',
  'afterContactWork',
  'ringing',
  'away',
  'available',
  'offline',
] as const
export type AgentState = (typeof agentStates)[number]

/** The last word on something: the latest by time, ties by identity. [E4] */
export interface Latest<V> {
  readonly at: EpochMs
  readonly id: string
  readonly value: V
}

/** One change of presence, kept while it may still be needed for available time. [M9] */
export interface Move {
  readonly at: EpochMs
  readonly id: string
  /** `''` speaks about all queues. */
  readonly queue: string
  readonly what: 'member' | 'paused' | 'state' | 'wrap'
  readonly on: boolean
}

export interface Agent {
  readonly id: string
  /** Queues the source said the agent joined or left. */
  readonly member: Map<string, Latest<boolean>>
  /** Pauses by queue; `''` is everywhere. */
  readonly paused: Map<string, Latest<{ readonly on: boolean; readonly reason: string | null }>>
  state: Latest<{
    readonly state: 'available' | 'away' | 'offline'
    readonly reason: string | null
  }> | null
  /** After-contact work the source did not tie to a contact. */
  wrap: Latest<boolean> | null
  /** Queues in which the agent was seen at work, and the hour of the latest time, in hours since 1970. */
  readonly served: Map<string, number>
  readonly moves: Move[]
  /** Visits by which the agent is busy now; worked out from the visits, not saved. */
  readonly talking: Set<Visit>
  readonly wrapping: Set<Visit>
  readonly ringing: Set<Visit>
  /** Remembered visits this agent answered. */
  readonly visits: Set<Visit>
  now: AgentState
  freeIn: ReadonlySet<string>
  unknownIn: ReadonlySet<string>
  dirty: boolean
}

export type AgentEvent = {
  [T in AgentEventType]: EventOf<T>
}[AgentEventType]

type AgentEventType =
  | 'agent.joinedQueue'
  | 'agent.leftQueue'
  | 'agent.paused'
  | 'agent.unpaused'
  | 'agent.state'

const none: ReadonlySet<string> = new Set()

export function newAgent(id: string): Agent {
  return {
    id,
    member: new Map(),
    paused: new Map(),
    state: null,
    wrap: null,
    served: new Map(),
    moves: [],
    talking: new Set(),
    wrapping: new Set(),
    ringing: new Set(),
    visits: new Set(),
    now: 'offline',
    freeIn: none,
    unknownIn: none,
    dirty: false,
  }
}

const EVERYWHERE = ''

const later = <V>(kept: Latest<V> | null | undefined, heard: Latest<V>): Latest<V> =>
  !kept || heard.at > kept.at || (heard.at === kept.at && heard.id > kept.id) ? heard : kept

/** Adds what an event says about an agent's presence. */
export function markAgent(agent: Agent, event: AgentEvent): void {
  const { time: at, id } = event
  switch (event.type) {
    case 'agent.joinedQueue':
    case 'agent.leftQueue': {
      const { queue } = event.data
      const on = event.type === 'agent.joinedQueue'
      agent.member.set(queue, later(agent.member.get(queue), { at, id, value: on }))
      move(agent, { at, id, queue, what: 'member', on })
      if (event.type === 'agent.joinedQueue' && event.data.paused !== undefined) {
        pause(agent, queue, event.data.paused, null, at, id)
      }
      return
    }
    case 'agent.paused':
      pause(agent, event.data.queue ?? EVERYWHERE, true, event.data.reason ?? null, at, id)
      return
    case 'agent.unpaused':
      pause(agent, event.data.queue ?? EVERYWHERE, false, null, at, id)
      return
    case 'agent.state': {
      const { state, reason = null } = event.data
      agent.state = later(agent.state, { at, id, value: { state, reason } })
      move(agent, { at, id, queue: EVERYWHERE, what: 'state', on: state === 'available' })
      return
    }
    default:
      event satisfies never
  }
}

function pause(
  agent: Agent,
  queue: string,
  on: boolean,
  reason: string | null,
  at: EpochMs,
  id: string,
): void {
  agent.paused.set(queue, later(agent.paused.get(queue), { at, id, value: { on, reason } }))
  move(agent, { at, id, queue, what: 'paused', on })
}

export function move(agent: Agent, heard: Move): void {
  let place = agent.moves.length
  while (place > 0 && comesBefore(heard, agent.moves[place - 1])) place -= 1
  agent.moves.splice(place, 0, heard)
}

const comesBefore = (move: Move, other: Move | undefined): boolean =>
  other !== undefined && (move.at < other.at || (move.at === other.at && move.id < other.id))

const isPausedIn = (agent: Agent, queue: string): boolean =>
  (agent.paused.get(EVERYWHERE)?.value.on ?? false) || (agent.paused.get(queue)?.value.on ?? false)

/** What an agent is doing, by the order of [M12]. */
export function stateOf(agent: Agent): AgentState {
  if (agent.talking.size > 0) return 'onContact'
  if (agent.wrapping.size > 0 || agent.wrap?.value === true) return 'afterContactWork'
  if (agent.ringing.size > 0) return 'ringing'
  const said = agent.state?.value.state
  if (said === 'offline') return 'offline'
  const queues = queuesOf(agent)
  if (queues.length === 0 && said === undefined) return 'offline'
  const pausedInAll = queues.length > 0 && queues.every((queue) => isPausedIn(agent, queue))
  if (said === 'away' || pausedInAll || agent.paused.get(EVERYWHERE)?.value.on) return 'away'
  return 'available'
}

const queuesOf = (agent: Agent): string[] =>
  [...agent.member].filter(([, last]) => last.value).map(([queue]) => queue)

/** Queues in which the agent could take a contact now. */
export function freeQueues(agent: Agent, state: AgentState): ReadonlySet<string> {
  if (state !== 'available') return none
  return new Set(queuesOf(agent).filter((queue) => !isPausedIn(agent, queue)))
}

/** Queues where the agent works although the source never said who is signed in there. */
export function unknownQueues(agent: Agent): ReadonlySet<string> {
  const unknown = [...agent.served.keys()].filter((queue) => !agent.member.has(queue))
  return unknown.length > 0 ? new Set(unknown) : none
}

/** Why the agent is away, where a reason was given. [M12] */
export function awayReason(agent: Agent): string | null {
  if (agent.state?.value.state === 'away') return agent.state.value.reason
  for (const { value } of agent.paused.values()) if (value.on && value.reason) return value.reason
  return null
}
