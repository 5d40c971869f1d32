import type { ThanksLine } from '../../../shared/people.ts'
import type { EpochMs } from '../../../shared/time.ts'
import type { Celebration, Names } from './celebration.ts'
import { giverOf } from './stageContent.ts'

/** So many earlier lines are kept, in case the last one is taken back. */
const KEPT = 5

export interface ThanksState {
  readonly waiting: readonly Celebration[]
  readonly shown: readonly Celebration[]
  readonly since: EpochMs | null
}

/** The line under the stars: the last thank-you, each one for at least 12 s. [T1] */
export class ThanksLines {
  #waiting: Celebration[] = []
  /** The last one first. */
  #shown: Celebration[] = []
  #since: EpochMs | null = null

  add(thanks: Celebration): void {
    this.#waiting.push(thanks)
    if (this.#waiting.length > KEPT) this.#waiting.shift()
  }

  /** @param atLeast ms each keeps its line */
  step(at: EpochMs, atLeast: number): void {
    if (this.#since !== null && this.#shown.length > 0 && at - this.#since < atLeast) return
    const next = this.#waiting.shift()
    if (!next) return
    this.#shown = [next, ...this.#shown].slice(0, KEPT)
    this.#since = at
  }

  drop(matches: (celebration: Celebration) => boolean): void {
    this.#waiting = this.#waiting.filter((one) => !matches(one))
    this.#shown = this.#shown.filter((one) => !matches(one))
  }

  /** The newest that may be shown. */
  line(names: Names): ThanksLine | null {
    for (const { id, person, fact, at } of this.#shown) {
      if (fact.kind !== 'thanks' || person === null) continue
      const to = names.person(person)
      const sentence = names.sentence(id)
      const from = giverOf(fact.from, names)
      if (to && sentence && from) return { id, to, from, at, sentence }
    }
    return null
  }

  save(): ThanksState {
    return { waiting: this.#waiting, shown: this.#shown, since: this.#since }
  }

  restore({ waiting, shown, since }: ThanksState): void {
    this.#waiting = [...waiting]
    this.#shown = [...shown]
    this.#since = since
  }
}
