import type { EventData, EventType, FloorEvent, LeaveReason } from '../../shared/events.ts'
import { epochMs, millis, type Calendar, dayKey } from '../../shared/time.ts'

const DAY = 86_400_000

/** A calendar without time zones, for tests that are not about them. */
export const plainCalendar: Calendar = {
  dayOf: (at) => dayKey(new Date(at).toISOString().slice(0, 10)),
  startOf: (day) => epochMs(Date.parse(`${day}T00:00:00Z`)),
  wallClock: (at) => {
    const date = new Date(at)
    return {
      weekday: ((date.getUTCDay() + 6) % 7) + 1,
      minute: date.getUTCHours() * 60 + date.getUTCMinutes(),
    }
  },
}

export const plainCalendars = () => plainCalendar

/** Monday, 2026-03-02 10:00 UTC. */
export const START = epochMs(Date.UTC(2026, 2, 2, 10))

/** Writes a floor's events as a short story; seconds, one source, one queue unless said otherwise. */
export class FloorScript {
  readonly events: FloorEvent[] = []
  now = START
  source = 'pbx'
  queue = 'support'
  #count = 0

  at(seconds: number): this {
    this.now = epochMs(START + seconds * 1000)
    return this
  }

  after(seconds: number): this {
    this.now = epochMs(this.now + seconds * 1000)
    return this
  }

  nextDay(): this {
    this.now = epochMs(this.now + DAY)
    return this
  }

  in(queue: string): this {
    this.queue = queue
    return this
  }

  from(source: string): this {
    this.source = source
    return this
  }

  add<T extends EventType>(type: T, data: EventData[T]): this {
    this.#count += 1
    const id = String(this.#count).padStart(6, '0')
    this.events.push({
      id,
      source: this.source,
      type,
      time: this.now,
      data,
    } as unknown as FloorEvent)
    return this
  }

  queued(contact: string, more: Partial<EventData['contact.queued']> = {}): this {
    return this.add('contact.queued', { contact, queue: this.queue, ...more })
  }

  connected(
    contact: string,
    agent: string,
    more: Partial<EventData['contact.connected']> = {},
  ): this {
    return this.add('contact.connected', { contact, queue: this.queue, agent, ...more })
  }

  completed(contact: string, more: Partial<EventData['contact.completed']> = {}): this {
    return this.add('contact.completed', { contact, queue: this.queue, by: 'caller', ...more })
  }

  left(contact: string, reason: LeaveReason, more: Partial<EventData['contact.left']> = {}): this {
    return this.add('contact.left', { contact, queue: this.queue, reason, ...more })
  }

  abandoned(contact: string): this {
    return this.left(contact, 'abandoned')
  }

  joined(agent: string, queue = this.queue): this {
    return this.add('agent.joinedQueue', { agent, queue })
  }

  missed(contact: string, agent: string, rang = 5): this {
    return this.add('agent.offerEnded', {
      contact,
      queue: this.queue,
      agent,
      reason: 'noAnswer',
      rang: millis(rang * 1000),
    })
  }

  /** A whole answered contact: waits, talks. */
  answered(contact: string, agent: string, waited: number, talked: number): this {
    return this.queued(contact)
      .after(waited)
      .connected(contact, agent)
      .after(talked)
      .completed(contact)
  }
}

export const floorScript = (): FloorScript => new FloorScript()
