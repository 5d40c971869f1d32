import type { EpochMs } from '../../../shared/time.ts'
import type { CelebrationRules } from './celebrationRules.ts'
import type { Showing } from './slip.ts'

interface Span {
  readonly tier: Showing['tier']
  readonly from: EpochMs
  readonly to: EpochMs
  /** Interrupted and to be shown again: does not count as a page. */
  readonly cut: boolean
}

export interface DutyState {
  readonly spans: readonly Span[]
  readonly people: readonly (readonly [person: string, at: EpochMs])[]
}

/** How much paper there has been, so that it stays rare. [5] */
export class PaperDuty {
  rules: CelebrationRules
  #spans: Span[] = []
  readonly #people = new Map<string, EpochMs>()

  constructor(rules: CelebrationRules) {
    this.rules = rules
  }

  /** Room for `length` ms more, so that no stretch of 15 minutes holds over 3 of paper. */
  hasRoom(at: EpochMs, length: number): boolean {
    return this.#shown(at, length, () => true) + length <= this.rules.dutyAtMost
  }

  /** Whether the honour wall keeps to a minute in 15. [4.6] */
  allowsHonourWall(at: EpochMs, length: number): boolean {
    const shown = this.#shown(at, length, ({ tier }) => tier === 'honour')
    return shown + length <= this.rules.honourAtMost
  }

  /** Whether one more page keeps to two in an hour. */
  allowsPage(at: EpochMs): boolean {
    const { pagesWithin, pagesAtMost } = this.rules
    const pages = this.#spans.filter(
      ({ tier, from, cut }) => tier === 'T3' && !cut && from > at - pagesWithin,
    )
    return pages.length < pagesAtMost
  }

  /** Whether the person has had no slip for ten minutes. */
  isFree(person: string, at: EpochMs): boolean {
    const last = this.#people.get(person)
    return last === undefined || at - last >= this.rules.personEvery
  }

  /** A slip that names these people begins. */
  named(people: readonly string[], at: EpochMs): void {
    for (const person of people) this.#people.set(person, at)
  }

  ended(span: Span): void {
    this.#spans.push(span)
  }

  forget(at: EpochMs): void {
    const { pagesWithin, dutyWithin, personEvery } = this.rules
    const from = at - Math.max(pagesWithin, dutyWithin)
    this.#spans = this.#spans.filter(({ to }) => to > from)
    for (const [person, last] of this.#people)
      if (at - last >= personEvery) this.#people.delete(person)
  }

  save(): DutyState {
    return { spans: this.#spans, people: [...this.#people] }
  }

  restore({ spans, people }: DutyState): void {
    this.#spans = [...spans]
    this.#people.clear()
    for (const [person, at] of people) this.#people.set(person, at)
  }

  /** Paper in the 15 minutes that end when something begun now would end. */
  #shown(at: EpochMs, length: number, counts: (span: Span) => boolean): number {
    const from = at + length - this.rules.dutyWithin
    return this.#spans
      .filter(counts)
      .reduce((sum, span) => sum + Math.max(0, span.to - Math.max(span.from, from)), 0)
  }
}
