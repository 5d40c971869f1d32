import type { EventOf } from '../../shared/events.ts'
import { HOUR, type EpochMs } from '../../shared/time.ts'
import {
  agentStates,
  freeQueues,
  markAgent,
  move,
  newAgent,
  stateOf,
  unknownQueues,
  type Agent,
  type AgentEvent,
  type AgentState,
} from './agent.ts'

export type AgentStateCounts = Readonly<Record<AgentState, number>>

/** All agents and, kept up to date change by change, how many are free where. [M12] */
export class Roster {
  readonly agents = new Map<string, Agent>()
  readonly dirty: Agent[] = []
  readonly #free = new Map<string, number>()
  /** Queues where somebody works who is not known to be signed in. */
  readonly #unknown = new Map<string, number>()
  readonly #members = new Map<string, number>()
  readonly #counts: Record<AgentState, number> = Object.fromEntries(
    agentStates.map((state) => [state, 0]),
  ) as Record<AgentState, number>

  agent(id: string): Agent {
    let agent = this.agents.get(id)
    if (!agent) {
      agent = newAgent(id)
      this.agents.set(id, agent)
      this.#counts.offline += 1
      this.touch(agent)
    }
    return agent
  }

  mark(event: AgentEvent): void {
    const agent = this.agent(event.data.agent)
    markAgent(agent, event)
    this.refresh(agent)
    this.touch(agent)
  }

  /** After-contact work that belongs to no contact we know by name. */
  markWrap(event: EventOf<'agent.wrapStarted' | 'agent.wrapEnded'>): void {
    const agent = this.agent(event.data.agent)
    const kept = agent.wrap
    const value = event.type === 'agent.wrapStarted'
    const { time: at, id } = event
    if (!kept || at > kept.at || (at === kept.at && id > kept.id)) agent.wrap = { at, id, value }
    move(agent, { at, id, queue: '', what: 'wrap', on: value })
    this.refresh(agent)
    this.touch(agent)
  }

  /** Forgets what was said of everybody: the clock was set back. Who there is stays known. [T6] */
  forgetAll(): void {
    for (const agent of this.agents.values()) {
      agent.member.clear()
      agent.paused.clear()
      agent.served.clear()
      agent.moves.length = 0
      Object.assign(agent, { state: null, wrap: null })
      this.refresh(agent)
      this.touch(agent)
    }
    this.#members.clear()
  }

  /** An agent was seen at work in a queue. Kept to the hour, as it is forgotten after a day. */
  sawAt(agent: Agent, queue: string, at: EpochMs): void {
    const hour = Math.floor(at / HOUR)
    const known = agent.served.get(queue)
    if (known !== undefined && known >= hour) return
    agent.served.set(queue, hour)
    if (known === undefined) this.refresh(agent)
    this.touch(agent)
  }

  /** One call taken in a queue by somebody from elsewhere does not leave its free agents unknown for ever. */
  forgetServed(agent: Agent, before: EpochMs): void {
    let forgot = false
    for (const [queue, hour] of agent.served)
      if (hour < before / HOUR) forgot = agent.served.delete(queue)
    if (!forgot) return
    this.refresh(agent)
    this.touch(agent)
  }

  touch(agent: Agent): void {
    if (agent.dirty) return
    agent.dirty = true
    this.dirty.push(agent)
  }

  /** Works out an agent's state anew and keeps the counts in step. Costs as much as the agent has queues. */
  refresh(agent: Agent): void {
    const state = stateOf(agent)
    this.#counts[agent.now] -= 1
    this.#counts[state] += 1
    agent.now = state
    const freeIn = freeQueues(agent, state)
    recount(this.#free, agent.freeIn, freeIn)
    agent.freeIn = freeIn
    const unknownIn = unknownQueues(agent)
    recount(this.#unknown, agent.unknownIn, unknownIn)
    agent.unknownIn = unknownIn
    for (const queue of agent.member.keys())
      if (!this.#members.has(queue)) this.#members.set(queue, 1)
  }

  /** Members who could take a contact now; null where the source does not say who is signed in. */
  freeIn(queue: string): number | null {
    if (!this.#members.has(queue) || (this.#unknown.get(queue) ?? 0) > 0) return null
    return this.#free.get(queue) ?? 0
  }

  get counts(): AgentStateCounts {
    return this.#counts
  }
}

function recount(
  counts: Map<string, number>,
  before: ReadonlySet<string>,
  now: ReadonlySet<string>,
): void {
  if (before === now) return
  for (const queue of before) counts.set(queue, (counts.get(queue) ?? 0) - 1)
  for (const queue of now) counts.set(queue, (counts.get(queue) ?? 0) + 1)
}
