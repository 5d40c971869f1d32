import type { Stage, ThanksLine } from '../../../shared/people.ts'
import { after, elapsed, type EpochMs } from '../../../shared/time.ts'
import type { Celebration, Names } from './celebration.ts'
import { celebrationRules, type CelebrationRules } from './celebrationRules.ts'
import { everyoneAgreed, type FloorMood } from './floorMood.ts'
import { PaperDuty, type DutyState } from './paperDuty.ts'
import {
  composed,
  itemsOf,
  isSaidBy,
  peopleOf,
  slipId,
  tierOf,
  without,
  type Showing,
  type Slip,
} from './slip.ts'
import { stageContent } from './stageContent.ts'
import { ThanksLines, type ThanksState } from './thanksLines.ts'
import { WaitingRoom, type WaitingState } from './waitingRoom.ts'

export type CelebrationChange =
  | { readonly type: 'started' | 'leaving' | 'ended'; readonly id: string }
  | { readonly type: 'missed'; readonly count: number }

export interface SchedulerState {
  readonly waiting: WaitingState
  readonly duty: DutyState
  readonly thanks: ThanksState
  readonly showing: Showing | null
  readonly lastEnd: EpochMs | null
  /** The change of shift the honour wall has opened for. */
  readonly honouredShift: EpochMs | null
}

export type Offer = 'taken' | 'known' | 'old' | 'refused'

/**
 * Decides what plays and when, by the ten rules of section 8. It has no clock: the same offers and steps give
 * the same papers on every wall and after every restart.
 */
export class CelebrationScheduler {
  #rules: CelebrationRules
  #rate: number
  readonly #waiting: WaitingRoom
  readonly #duty: PaperDuty
  readonly #thanks = new ThanksLines()
  #showing: Showing | null = null
  #lastEnd: EpochMs | null = null
  #honouredShift: EpochMs | null = null

  constructor(rate = 1) {
    this.#rate = rate
    this.#rules = celebrationRules(rate)
    this.#waiting = new WaitingRoom(this.#rules)
    this.#duty = new PaperDuty(this.#rules)
  }

  /** Something to celebrate; offered again it changes nothing. [7] Call `step` next: it may start at once. */
  offer(celebration: Celebration, at: EpochMs): Offer {
    const { fact, tier } = celebration
    // Handle time is celebrated as its share in the healthy band, never as a short one. [10]
    if (fact.kind === 'personalBest' && fact.standard === 'handleTime') return 'refused'
    const answer = this.#waiting.take(celebration, at)
    if (answer !== 'taken') return answer
    if (fact.kind === 'thanks') this.#thanks.add(celebration)
    if (tier !== 'T1') this.#waiting.add(celebration)
    return 'taken'
  }

  /** Taken back, corrected, or no longer agreed to: before showing silently, while playing at once. [8] */
  withdraw(what: { readonly id: string } | { readonly person: string }, at: EpochMs): void {
    const matches = (one: Celebration): boolean =>
      'id' in what ? one.id === what.id : one.person === what.person || isSaidBy(one, what.person)
    this.#waiting.drop(matches)
    this.#thanks.drop(matches)
    if (this.#showing === null || this.#showing.leavingAt !== null) return
    const slip = without(this.#showing.slip, matches, 'person' in what ? what.person : null)
    if (slip === null) this.#showing = { ...this.#showing, leavingAt: at }
    else this.#showing = { ...this.#showing, slip }
  }

  /** Moves on to `at`. Cheap enough for every event and every second. */
  step(at: EpochMs, mood: FloorMood): readonly CelebrationChange[] {
    const changes: CelebrationChange[] = []
    this.#keepPace(mood.rate)
    this.#duty.forget(at)
    // Dropped silently: nobody learns from a wall that somebody would rather not be on it. [8]
    this.#waiting.drop((one) => !everyoneAgreed(one, mood))
    this.#thanks.step(at, this.#rules.thanksAtLeast)
    const missed = this.#waiting.expire(at)
    if (missed > 0) changes.push({ type: 'missed', count: missed })
    this.#finish(at, mood, changes)
    if (this.#showing === null) this.#begin(at, mood, changes)
    return changes
  }

  /** What plays now, with today's names; null when nothing does or nobody on it may be named. */
  stage(names: Names, week: { readonly week: number; readonly year: number }): Stage | null {
    if (this.#showing === null) return null
    const { id, tier, startedAt, endsAt, leavingAt, slip } = this.#showing
    const content = stageContent(slip, names, week)
    return content && { id, tier, startedAt, endsAt, leavingAt, content }
  }

  /** Names what plays and whether it is leaving; another name is news for every wall. */
  playing(): string {
    const { id = '', leavingAt = null } = this.#showing ?? {}
    return `${id} ${leavingAt ?? ''}`
  }

  /** Good moments kept for later. */
  held(): number {
    return this.#waiting.count()
  }

  lastThanks(names: Names): ThanksLine | null {
    return this.#thanks.line(names)
  }

  save(): SchedulerState {
    return {
      waiting: this.#waiting.save(),
      duty: this.#duty.save(),
      thanks: this.#thanks.save(),
      showing: this.#showing,
      lastEnd: this.#lastEnd,
      honouredShift: this.#honouredShift,
    }
  }

  restore(state: SchedulerState): void {
    this.#waiting.restore(state.waiting)
    this.#duty.restore(state.duty)
    this.#thanks.restore(state.thanks)
    this.#showing = state.showing
    this.#lastEnd = state.lastEnd
    this.#honouredShift = state.honouredShift
  }

  /** A paper stands for the readers' ten seconds, however fast the clock on the wall runs. */
  #keepPace(rate: number): void {
    if (rate === this.#rate) return
    this.#rate = rate
    this.#rules = celebrationRules(rate)
    this.#waiting.rules = this.#rules
    this.#duty.rules = this.#rules
  }

  #finish(at: EpochMs, mood: FloorMood, changes: CelebrationChange[]): void {
    const showing = this.#showing
    if (showing === null) return
    if (showing.leavingAt === null && at < showing.endsAt && this.#mustLeave(showing, at, mood)) {
      this.#leave(showing, at, mood)
      changes.push({ type: 'leaving', id: showing.id })
      return
    }
    const end =
      showing.leavingAt === null ? showing.endsAt : after(showing.leavingAt, this.#rules.leave)
    if (at < end) return
    this.#duty.ended({
      tier: showing.tier,
      from: showing.startedAt,
      to: end,
      cut: showing.cut,
    })
    this.#lastEnd = end
    this.#showing = null
    changes.push({ type: 'ended', id: showing.id })
  }

  /** An alarm ends every paper; the honour wall also makes way for what has just happened. [3] */
  #mustLeave({ tier }: Showing, at: EpochMs, mood: FloorMood): boolean {
    if (mood.p1) return true
    return tier === 'honour' && this.#next(at, { ...mood, honours: [] }) !== null
  }

  #leave(showing: Showing, at: EpochMs, { p1 }: FloorMood): void {
    const { startedAt, endsAt, slip, again } = showing
    const shown = elapsed(startedAt, at) / elapsed(startedAt, endsAt)
    const cut = p1 && !again && shown < this.#rules.seenFrom && slip.form !== 'honourWall'
    if (cut) this.#waiting.putBack(slip)
    this.#showing = { ...showing, leavingAt: at, cut }
  }

  #begin(at: EpochMs, mood: FloorMood, changes: CelebrationChange[]): void {
    if (this.#lastEnd !== null && at - this.#lastEnd < this.#rules.gap) return
    const slip = this.#next(at, mood)
    if (slip === null) return
    const again = this.#waiting.again.includes(slip)
    const tier = tierOf(slip)
    const id = slipId(slip, at)
    this.#waiting.remove(slip)
    if (tier !== 'honour' && slip.form !== 'recap') this.#duty.named(peopleOf(slip), at)
    if (tier === 'honour') this.#honouredShift = mood.shiftChangedAt
    const endsAt = after(at, this.#lengthOf(slip))
    this.#showing = { id, slip, tier, startedAt: at, endsAt, leavingAt: null, again, cut: false }
    changes.push({ type: 'started', id })
  }

  #lengthOf(slip: Slip): number {
    const { honourWall, page, slip: column } = this.#rules
    return { honour: honourWall, T3: page, T2: column }[tierOf(slip)]
  }

  /** The first that may start now, in the order of rule 1. */
  #next(at: EpochMs, mood: FloorMood): Slip | null {
    if (mood.p1 || mood.quiet) return null
    for (const slip of this.#waiting.again) if (this.#mayStart(slip, at, mood, true)) return slip
    const free = (person: string): boolean => this.#duty.isFree(person, at)
    const current = this.#waiting.ordered().filter(({ by }) => by === 'person' || !mood.stale)
    for (const first of current) {
      const slip = composed(first, current, this.#rules, free)
      if (this.#mayStart(slip, at, mood, false)) return slip
    }
    const recap = this.#waiting.recap()
    if (recap !== null && this.#mayStart(recap, at, mood, true)) return recap
    return this.#honourWall(at, mood)
  }

  #mayStart(slip: Slip, at: EpochMs, { p2, stale }: FloorMood, named: boolean): boolean {
    const page = tierOf(slip) === 'T3'
    if (stale && itemsOf(slip).some(({ by }) => by === 'system')) return false
    if (page && (p2 || !this.#duty.allowsPage(at))) return false
    if (!named && !page && !peopleOf(slip).every((person) => this.#isNamable(slip, person, at)))
      return false
    return this.#duty.hasRoom(at, this.#lengthOf(slip))
  }

  #isNamable(slip: Slip, person: string, at: EpochMs): boolean {
    const star = itemsOf(slip).some((one) => one.tier === 'T3' && one.person === person)
    return star || this.#duty.isFree(person, at)
  }

  /** At a change of shift, and when nobody has waited for ten minutes. [4.6] */
  #honourWall(at: EpochMs, mood: FloorMood): Slip | null {
    const { shiftChangedAt, nobodyWaitingSince, honours, p2, stale } = mood
    if (honours.length === 0 || p2 || stale) return null
    const { idleBefore, shiftChangeFor, honourWall } = this.#rules
    const changed =
      shiftChangedAt !== null &&
      shiftChangedAt !== this.#honouredShift &&
      elapsed(shiftChangedAt, at) < shiftChangeFor
    const idle = nobodyWaitingSince !== null && elapsed(nobodyWaitingSince, at) >= idleBefore
    if (!changed && !idle) return null
    if (!this.#duty.allowsHonourWall(at, honourWall)) return null
    const slip: Slip = { form: 'honourWall', honours }
    return this.#duty.hasRoom(at, this.#lengthOf(slip)) ? slip : null
  }
}
