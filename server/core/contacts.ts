import type { EpochMs } from '../../shared/time.ts'
import { contactKey, type Visit } from './visit.ts'

const noVisits: readonly Visit[] = []

/** Remembered visits by contact. */
export class Contacts {
  readonly #visits = new Map<string, readonly Visit[]>()

  keep(visit: Visit): void {
    this.#visits.set(keyOf(visit), [...this.visitsOf(visit), visit])
  }

  forget(visit: Visit): void {
    const left = this.visitsOf(visit).filter((other) => other !== visit)
    if (left.length > 0) this.#visits.set(keyOf(visit), left)
    else this.#visits.delete(keyOf(visit))
  }

  /** All visits of the same contact, itself included. */
  visitsOf(visit: Visit): readonly Visit[] {
    return this.#visits.get(keyOf(visit)) ?? noVisits
  }

  /** All visits of a contact by its name. */
  named(source: string, contact: string): readonly Visit[] {
    return this.#visits.get(contactKey(source, contact)) ?? noVisits
  }

  /** The first queue entry of the contact a visit belongs to, forgotten visits included. [M4] */
  firstEntry(visit: Visit): EpochMs | null {
    for (const { firstEntry, queued } of this.visitsOf(visit)) {
      for (const at of [firstEntry, queued?.at ?? null])
        if (at !== null && (visit.firstEntry === null || at < visit.firstEntry))
          visit.firstEntry = at
    }
    return visit.firstEntry
  }
}

const keyOf = (visit: Visit): string => contactKey(visit.source, visit.contact)
