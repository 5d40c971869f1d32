import type { FloorEvent } from '../../../../shared/events.ts'
import { defaultThresholds } from '../../../../server/core/siteConfig.ts'

interface Pressure {
  readonly waiting: number
  readonly pastRed: number
  readonly longest: number
  readonly free: number
}

/** Counts callers and free agents from nothing but the events, as somebody at the wall would. */
export class FloorWatch {
  readonly #waiting = new Map<string, Map<string, number>>()
  readonly #members = new Map<string, Set<string>>()
  readonly #busy = new Map<string, Set<string>>()

  see(event: FloorEvent): void {
    switch (event.type) {
      case 'contact.queued':
        this.#queue(event.data.queue).set(event.data.contact, event.time)
        break
      case 'contact.connected':
        this.#queue(event.data.queue).delete(event.data.contact)
        this.#mark(event.data.agent, 'talk', true)
        this.#mark(event.data.agent, 'ring', false)
        break
      case 'contact.left':
        this.#queue(event.data.queue).delete(event.data.contact)
        break
      case 'agent.offered':
        this.#mark(event.data.agent, 'ring', true)
        break
      case 'agent.offerEnded':
        this.#mark(event.data.agent, 'ring', false)
        break
      case 'contact.completed':
      case 'contact.transferred':
        this.#mark(event.data.agent ?? '', 'talk', false)
        break
      case 'agent.wrapStarted':
      case 'agent.wrapEnded':
        this.#mark(event.data.agent, 'wrap', event.type === 'agent.wrapStarted')
        break
      case 'agent.paused':
      case 'agent.unpaused':
        this.#mark(event.data.agent, 'pause', event.type === 'agent.paused')
        break
      case 'agent.joinedQueue':
        this.#membersOf(event.data.queue).add(event.data.agent)
        break
      case 'agent.leftQueue':
        this.#membersOf(event.data.queue).delete(event.data.agent)
        break
      default:
    }
  }

  pressure(queue: string, at: number): Pressure {
    const entries = [...this.#queue(queue).values()]
    const redAfter = defaultThresholds.redAfter * 1000
    const members = [...this.#membersOf(queue)]
    return {
      waiting: entries.length,
      pastRed: entries.filter((since) => at - since > redAfter).length,
      longest: at - Math.min(at, ...entries),
      free: members.filter((agent) => (this.#busy.get(agent)?.size ?? 0) === 0).length,
    }
  }

  membersOf(queue: string): number {
    return this.#membersOf(queue).size
  }

  #queue(id: string): Map<string, number> {
    return getOr(this.#waiting, id, () => new Map<string, number>())
  }

  #membersOf(id: string): Set<string> {
    return getOr(this.#members, id, () => new Set<string>())
  }

  #mark(agent: string, work: string, on: boolean): void {
    const works = getOr(this.#busy, agent, () => new Set<string>())
    if (on) works.add(work)
    else works.delete(work)
  }
}

function getOr<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

/** A stretch in which the conditions of P1 held in one queue (screens, section 7). Moments in ms. */
export interface Stretch {
  readonly queue: string
  readonly from: number
  readonly to: number
}

/** Looks once a second, as the fold does. `nobodyFree` counts once it has lasted a minute. */
export function p1Stretches(
  events: Iterable<FloorEvent>,
  queues: readonly string[],
  start: number,
  end: number,
): Stretch[] {
  const watch = new FloorWatch()
  const open = new Map<string, number>()
  const nobodySince = new Map<string, number>()
  const stretches: Stretch[] = []
  let second = start
  const lookUntil = (time: number): void => {
    for (; second < time; second += 1000) {
      for (const queue of queues) look(queue, second)
    }
  }
  const look = (queue: string, at: number): void => {
    const now = watch.pressure(queue, at)
    const nobody = now.free === 0 && now.waiting >= defaultThresholds.nobodyFreeWaiting
    if (!nobody) nobodySince.delete(queue)
    else if (!nobodySince.has(queue)) nobodySince.set(queue, at)
    const holds =
      now.pastRed >= defaultThresholds.redCallers ||
      now.longest >= defaultThresholds.longestAfter * 1000 ||
      at - (nobodySince.get(queue) ?? at) >= defaultThresholds.nobodyFreeFor * 1000
    const since = open.get(queue)
    if (holds && since === undefined) open.set(queue, at)
    if (!holds && since !== undefined) {
      stretches.push({ queue, from: since, to: at })
      open.delete(queue)
    }
  }
  for (const event of events) {
    lookUntil(Math.min(event.time, end))
    if (event.time >= end) break
    watch.see(event)
  }
  for (const [queue, from] of open) stretches.push({ queue, from, to: end })
  return stretches.toSorted((a, b) => a.from - b.from)
}
