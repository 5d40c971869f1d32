import type { EventOf } from '../../../shared/events.ts'
import type { Audience } from '../../../shared/people.ts'
import type { EpochMs } from '../../../shared/time.ts'

interface Choice<V> {
  readonly value: V
  readonly at: EpochMs
  /** Decides between two of the same moment. [E4] */
  readonly id: string
}

interface Saved {
  readonly audiences: readonly [person: string, choice: Choice<Audience>][]
  readonly hidden: readonly [person: string, choice: Choice<boolean>][]
}

/** What people chose about being seen. The last choice counts, in whatever order they are heard. [K6] */
export class Choices {
  readonly #audiences = new Map<string, Choice<Audience>>()
  readonly #hidden = new Map<string, Choice<boolean>>()

  heard(event: EventOf<'consent.chosen'> | EventOf<'rank.shown'>): void {
    const { time: at, id } = event
    if (event.type === 'consent.chosen')
      put(this.#audiences, event.data.person, { value: event.data.audience, at, id })
    else put(this.#hidden, event.data.person, { value: event.data.hidden, at, id })
  }

  /** null until the person has chosen. */
  audienceOf(person: string): Audience | null {
    return this.#audiences.get(person)?.value ?? null
  }

  rankHidden(person: string): boolean {
    return this.#hidden.get(person)?.value ?? false
  }

  save(): Saved {
    return { audiences: [...this.#audiences].sort(byName), hidden: [...this.#hidden].sort(byName) }
  }

  restore({ audiences, hidden }: Saved): void {
    for (const [person, choice] of audiences) this.#audiences.set(person, choice)
    for (const [person, choice] of hidden) this.#hidden.set(person, choice)
  }
}

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  a[0] < b[0] ? -1 : 1

function put<V>(choices: Map<string, Choice<V>>, person: string, heard: Choice<V>): void {
  const kept = choices.get(person)
  const later = !kept || heard.at > kept.at || (heard.at === kept.at && heard.id > kept.id)
  if (later) choices.set(person, heard)
}
