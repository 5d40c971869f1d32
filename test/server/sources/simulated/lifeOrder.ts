import type { EventOf, EventType, FloorEvent } from '../../../../shared/events.ts'

type Stage = 'waiting' | 'ringing' | 'talking' | 'onHold'
type Faults = string[]

/**
 * Checks that every contact, visit and agent goes through life in order. Knows the rules, not the model:
 * from [E2], [E3], [E5] and the meaning of each event.
 */
export class LifeOrder {
  readonly faults: Faults = []
  readonly #visits = new Map<string, { stage: Stage; agent: string | null }>()
  readonly #openVisitOf = new Map<string, string>()
  readonly #members = new Map<string, Set<string>>()
  readonly #doing = new Map<string, string>()
  readonly ended = { completed: 0, transferred: 0, left: 0 }
  queued = 0

  get open(): number {
    return this.#visits.size
  }

  see(event: FloorEvent): void {
    const handle = this.#rules[event.type] as ((event: FloorEvent) => void) | undefined
    handle?.(event)
  }

  readonly #rules: { readonly [T in EventType]?: (event: EventOf<T>) => void } = {
    'contact.queued': (event) => {
      const { contact } = event.data
      this.#must(event, !this.#openVisitOf.has(contact), 'the contact is in no other queue')
      this.queued++
      this.#openVisitOf.set(contact, key(event))
      this.#visits.set(key(event), { stage: 'waiting', agent: null })
    },
    'agent.offered': (event) => {
      const { agent, queue } = event.data
      this.#must(event, this.#members.get(agent)?.has(queue) === true, 'the agent serves the queue')
      this.#must(event, !this.#doing.has(agent), `the agent is free, not ${this.#doing.get(agent)}`)
      this.#doing.set(agent, 'ringing')
      this.#step(event, 'waiting', 'ringing', agent)
    },
    'agent.offerEnded': (event) => {
      this.#doing.delete(event.data.agent)
      this.#step(event, 'ringing', 'waiting', null)
    },
    'contact.connected': (event) => {
      this.#must(event, this.#visits.get(key(event))?.agent === event.data.agent, 'it rang there')
      this.#doing.set(event.data.agent, 'talking')
      this.#step(event, 'ringing', 'talking', event.data.agent)
    },
    'contact.held': (event) => this.#step(event, 'talking', 'onHold', event.data.agent ?? null),
    'contact.resumed': (event) => this.#step(event, 'onHold', 'talking', event.data.agent ?? null),
    'contact.transferred': (event) => this.#endTalk(event, 'transferred'),
    'contact.completed': (event) => this.#endTalk(event, 'completed'),
    'contact.left': (event) => {
      this.#step(event, 'waiting', 'waiting', null)
      this.#close(event, 'left')
    },
    'agent.wrapStarted': (event) => this.#work(event, null, 'wrapping'),
    'agent.wrapEnded': (event) => this.#work(event, 'wrapping', null),
    'agent.paused': (event) => this.#work(event, null, 'paused'),
    'agent.unpaused': (event) => this.#work(event, 'paused', null),
    'agent.joinedQueue': (event) => {
      const { agent, queue } = event.data
      const queues = this.#members.get(agent) ?? new Set<string>()
      this.#must(event, !queues.has(queue), 'the agent was not a member')
      this.#members.set(agent, queues.add(queue))
    },
    'agent.leftQueue': (event) => {
      const { agent, queue } = event.data
      this.#must(event, this.#members.get(agent)?.delete(queue) === true, 'the agent was a member')
      const last = this.#members.get(agent)?.size === 0
      this.#must(event, !last || !this.#doing.has(agent), 'nobody goes home in the middle of work')
    },
  }

  #endTalk(
    event: EventOf<'contact.completed' | 'contact.transferred'>,
    how: 'completed' | 'transferred',
  ): void {
    const agent = event.data.agent ?? ''
    this.#must(event, this.#visits.get(key(event))?.agent === agent, 'the agent who connected')
    this.#step(event, 'talking', 'talking', agent)
    this.#work({ ...event, data: { agent } }, 'talking', null)
    this.#close(event, how)
  }

  #work(
    event: {
      readonly id: string
      readonly type: string
      readonly data: { readonly agent: string }
    },
    from: string | null,
    to: string | null,
  ): void {
    const { agent } = event.data
    const now = this.#doing.get(agent) ?? null
    this.#must(event, now === from, `the agent is ${from ?? 'free'}, not ${now ?? 'free'}`)
    if (to === null) this.#doing.delete(agent)
    else this.#doing.set(agent, to)
  }

  #step(event: VisitEvent, from: Stage, to: Stage, agent: string | null): void {
    const now = this.#visits.get(key(event))
    this.#must(event, now?.stage === from, `the visit is ${from}, not ${now?.stage ?? 'closed'}`)
    this.#visits.set(key(event), { stage: to, agent })
  }

  #close(event: VisitEvent, how: keyof LifeOrder['ended']): void {
    this.#visits.delete(key(event))
    this.#openVisitOf.delete(event.data.contact)
    this.ended[how]++
  }

  #must(event: { readonly id: string; readonly type: string }, holds: boolean, what: string): void {
    if (!holds) this.faults.push(`${event.id} ${event.type}: expected that ${what}`)
  }
}

interface VisitEvent {
  readonly id: string
  readonly type: string
  readonly data: { readonly contact: string; readonly queue: string; readonly visit?: number }
}

const key = ({ data }: VisitEvent): string => `${data.contact}/${data.queue}/${data.visit ?? 1}`
