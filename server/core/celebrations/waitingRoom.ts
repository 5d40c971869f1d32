import type { EpochMs } from '../../../shared/time.ts'
import type { Celebration } from './celebration.ts'
import type { CelebrationRules } from './celebrationRules.ts'
import { itemsOf, type Slip } from './slip.ts'

export interface WaitingState {
  readonly waiting: readonly Celebration[]
  readonly missed: readonly Celebration[]
  readonly again: readonly Slip[]
  readonly seen: readonly (readonly [id: string, at: EpochMs])[]
}

/** What waits to be celebrated, what was missed, and which ids have been through. */
export class WaitingRoom {
  rules: CelebrationRules
  /** First in, first out. */
  #waiting: Celebration[] = []
  #missed: Celebration[] = []
  readonly #seen = new Map<string, EpochMs>()
  #again: Slip[] = []

  constructor(rules: CelebrationRules) {
    this.rules = rules
  }

  /** Interrupted by an alarm, to be shown before all else, once. [3] */
  get again(): readonly Slip[] {
    return this.#again
  }

  putBack(slip: Slip): void {
    this.#again.unshift(slip)
  }

  /** Whether this is news: not known, not older than 15 minutes. [7] */
  take({ id, at: happened }: Celebration, at: EpochMs): 'taken' | 'known' | 'old' {
    if (this.#seen.has(id)) return 'known'
    if (at - happened > this.rules.expiry) return 'old'
    this.#seen.set(id, happened)
    return 'taken'
  }

  add(celebration: Celebration): void {
    this.#waiting.push(celebration)
    if (this.#waiting.length <= this.rules.waitingAtMost) return
    const surplus = this.#waiting.shift()
    if (surplus) this.#miss(surplus)
  }

  /** Moves what is too old into the recap, and forgets what is older still. Returns how many moved. [4] */
  expire(at: EpochMs): number {
    const { expiry, recapOf } = this.rules
    const isOld = (one: Celebration): boolean => at - one.at > expiry
    const lapsed = this.#again.filter((slip) => slip.form !== 'recap' && itemsOf(slip).every(isOld))
    const old = [...lapsed.flatMap(itemsOf), ...this.#waiting.filter(isOld)]
    if (old.length > 0) {
      this.#again = this.#again.filter((slip) => !lapsed.includes(slip))
      this.#waiting = this.#waiting.filter((one) => !isOld(one))
      for (const one of old) this.#miss(one)
    }
    this.#missed = this.#missed.filter((one) => at - one.at <= recapOf)
    this.#again = this.#again.filter((slip) => itemsOf(slip).some((one) => at - one.at <= recapOf))
    // Twice as long as an offer is news, so that none is taken a second time.
    for (const [id, happened] of this.#seen) {
      if (at - happened <= 2 * expiry) break
      this.#seen.delete(id)
    }
    return old.length
  }

  /** Pages, then slips; within a tier first in, first out. [1] */
  ordered(): readonly Celebration[] {
    const tier = (wanted: Celebration['tier']): readonly Celebration[] =>
      this.#waiting.filter((one) => one.tier === wanted)
    return [...tier('T3'), ...tier('T2')]
  }

  recap(): Slip | null {
    return this.#missed.length === 0 ? null : { form: 'recap', items: this.#missed }
  }

  /** This paper starts. */
  remove(slip: Slip): void {
    this.#again = this.#again.filter((other) => other !== slip)
    const ids = new Set(itemsOf(slip).map(({ id }) => id))
    this.drop(({ id }) => ids.has(id))
  }

  drop(matches: (celebration: Celebration) => boolean): void {
    this.#waiting = this.#waiting.filter((one) => !matches(one))
    this.#missed = this.#missed.filter((one) => !matches(one))
    this.#again = this.#again.flatMap((slip) => stripped(slip, matches))
  }

  count(): number {
    return this.#waiting.length + this.#missed.length + this.#again.flatMap(itemsOf).length
  }

  save(): WaitingState {
    return {
      waiting: this.#waiting,
      missed: this.#missed,
      again: this.#again,
      seen: [...this.#seen],
    }
  }

  restore({ waiting, missed, again, seen }: WaitingState): void {
    this.#waiting = [...waiting]
    this.#missed = [...missed]
    this.#again = [...again]
    this.#seen.clear()
    for (const [id, at] of seen) this.#seen.set(id, at)
  }

  #miss(celebration: Celebration): void {
    this.#missed.push(celebration)
    if (this.#missed.length > this.rules.waitingAtMost) this.#missed.shift()
  }
}

/** A slip put back, without what was taken back; one of a group is no longer a group. */
function stripped(slip: Slip, matches: (celebration: Celebration) => boolean): readonly Slip[] {
  if (slip.form === 'honourWall') return []
  const items = slip.items.filter((one) => !matches(one))
  if (items.length === slip.items.length) return [slip]
  if (items.length === 0) return []
  return [{ form: items.length === 1 && slip.form === 'group' ? 'one' : slip.form, items }]
}
