import { MINUTE, type EpochMs } from '../../shared/time.ts'
import type { Visit } from './visit.ts'

/**
 * Since when nothing more is expected of a visit and nothing was heard; null while it is open. A backlog that
 * comes hours late is told in pieces: what was heard just now may go on, however old it is. [T5]
 */
export const overSince = (visit: Visit): EpochMs | null =>
  visit.closedAt === null ? null : (Math.max(visit.closedAt, visit.heardAt) as EpochMs)

/** Finished visits by the minute in which they finished, so that forgetting looks only at the oldest. */
export class Closing {
  readonly #minutes = new Map<number, Set<Visit>>()
  #oldest = 0

  /** A visit is over since `at`; said again when that changes. */
  expect(visit: Visit, at: EpochMs): void {
    const minute = Math.max(Math.floor(at / MINUTE), this.#oldest)
    const visits = this.#minutes.get(minute)
    if (visits) visits.add(visit)
    else this.#minutes.set(minute, new Set([visit]))
  }

  /** Starts over: the clock was set back. [T6] */
  clear(): void {
    this.#minutes.clear()
    this.#oldest = 0
  }

  /** Takes out the visits that were over before a moment and still are. */
  *before(at: EpochMs): Generator<Visit> {
    const end = Math.floor(at / MINUTE)
    if (end <= this.#oldest) return
    const due = [...this.#minutes.keys()].filter((minute) => minute < end)
    this.#oldest = end
    for (const minute of due) {
      const visits = this.#minutes.get(minute) ?? []
      this.#minutes.delete(minute)
      for (const visit of visits) {
        const over = overSince(visit)
        if (over !== null && over < end * MINUTE) yield visit
      }
    }
  }
}
