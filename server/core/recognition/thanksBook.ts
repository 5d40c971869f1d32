import type { EventOf } from '../../../shared/events.ts'
import type { Audience } from '../../../shared/people.ts'
import { HOUR, type EpochMs } from '../../../shared/time.ts'

/** One thank-you, by ids alone. */
export interface Thanked {
  readonly kudos: string
  readonly to: string
  readonly by: string
  readonly behaviour: string
  /** As far as consent allowed when it was given; what holds now may be less. [K6] */
  readonly audience: Audience
  readonly at: EpochMs
  /** Nobody else sees it before. [K7] */
  readonly visibleAt: EpochMs
  readonly announced: boolean
}

const ROW = 'thanks\u001f'
/** Longer than any period looks back; the ledger keeps all. */
const KEPT = 40 * 24 * HOUR

/** The thank-yous of late, as the log tells them. Taken back ones are gone, in whatever order that is heard. */
export class ThanksBook {
  readonly #given = new Map<string, Thanked>()
  readonly #withdrawn = new Map<string, EpochMs>()
  readonly #dirty = new Set<string>()

  /** @returns whether it was told for the first time and stands. */
  given(event: EventOf<'kudos.given'>): boolean {
    const { kudos, to, by, behaviour, audience, visibleAt } = event.data
    if (this.#withdrawn.has(kudos) || this.#given.has(kudos)) return false
    this.#put({ kudos, to, by, behaviour, audience, at: event.time, visibleAt, announced: false })
    return true
  }

  withdrawn(event: EventOf<'kudos.withdrawn'>): void {
    const { kudos } = event.data
    this.#withdrawn.set(kudos, event.time)
    this.#given.delete(kudos)
    this.#dirty.add(kudos)
  }

  /** Those whose ten seconds are over since this was last asked, the first first. */
  due(at: EpochMs): Thanked[] {
    const due = [...this.#given.values()].filter((one) => !one.announced && one.visibleAt <= at)
    for (const one of due) this.#put({ ...one, announced: true })
    return due.sort((a, b) => a.visibleAt - b.visibleAt || (a.kudos < b.kudos ? -1 : 1))
  }

  /** What a person has received and may see, the latest first. */
  receivedBy(person: string, since: EpochMs, at: EpochMs): Thanked[] {
    return this.#latest((one) => one.to === person && one.at >= since && one.visibleAt <= at)
  }

  /** What a lead has given, seen by others or not. */
  givenBy(lead: string, since: EpochMs): Thanked[] {
    return this.#latest((one) => one.by === lead && one.at >= since)
  }

  /** Everything since then, whoever gave it. */
  lately(since: EpochMs): Thanked[] {
    return this.#latest((one) => one.at >= since)
  }

  find(kudos: string): Thanked | null {
    return this.#given.get(kudos) ?? null
  }

  #latest(wanted: (one: Thanked) => boolean): Thanked[] {
    return [...this.#given.values()]
      .filter(wanted)
      .sort((a, b) => b.at - a.at || (a.kudos < b.kudos ? -1 : 1))
  }

  #put(one: Thanked): void {
    this.#given.set(one.kudos, one)
    this.#dirty.add(one.kudos)
  }

  /** Rows that changed since this was last asked, and those that have grown too old. */
  takeChanges(at: EpochMs): { readonly changed: Map<string, string>; readonly gone: string[] } {
    for (const [kudos, when] of this.#withdrawn) if (at - when > KEPT) this.#withdrawn.delete(kudos)
    for (const { kudos, at: given } of this.#given.values()) {
      if (at - given > KEPT && this.#given.delete(kudos)) this.#dirty.add(kudos)
    }
    const changed = new Map<string, string>()
    const gone: string[] = []
    for (const kudos of this.#dirty) {
      const given = this.#given.get(kudos)
      const withdrawnAt = this.#withdrawn.get(kudos)
      if (given) changed.set(ROW + kudos, JSON.stringify(given))
      else if (withdrawnAt !== undefined) changed.set(ROW + kudos, JSON.stringify({ withdrawnAt }))
      else gone.push(ROW + kudos)
    }
    this.#dirty.clear()
    return { changed, gone }
  }

  restore(rows: ReadonlyMap<string, string>): void {
    for (const [name, row] of rows) {
      if (!name.startsWith(ROW)) continue
      const saved = JSON.parse(row) as Thanked | { readonly withdrawnAt: EpochMs }
      if ('withdrawnAt' in saved) this.#withdrawn.set(name.slice(ROW.length), saved.withdrawnAt)
      else this.#given.set(saved.kudos, saved)
    }
  }
}
