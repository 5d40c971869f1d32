import type { Fact } from '../../shared/facts.ts'
import {
  addFact,
  addSums,
  emptySums,
  measureIndex,
  type Measure,
  type Sums,
} from '../../shared/metrics/measures.ts'
import {
  after,
  dayKey,
  HOUR,
  MINUTE,
  type Calendar,
  type DayKey,
  type EpochMs,
} from '../../shared/time.ts'
import type { Applied } from './visit.ts'

/** Minutes a rolling window may look back on, a power of two above the longest window (60). [T4] */
const RING = 128

/** Facts that come later than this after their day's end go to history. [T5] */
const DAY_GRACE = 2 * HOUR
const DAYS_KEPT = 396
const AGENT_DAYS_KEPT = 100

export interface MinuteBucket {
  readonly minute: number
  readonly sums: Sums
  dirty: boolean
}

export interface DayBucket {
  readonly day: DayKey
  readonly sums: Sums
  /** Came too late for awards; part of history. [T5] Made when first needed, as it seldom is. */
  lateSums: Sums | null
  /** How many visits ended after so many whole seconds of waiting: maximum and quantiles. [M11] */
  readonly waits: Map<number, number> | null
  readonly sealedAt: EpochMs
  dirty: boolean
}

/** What figures are kept about: the site, a queue, a channel, an agent. Agents have no minutes. */
export interface Subject {
  readonly name: string
  readonly days: Map<DayKey, DayBucket>
  readonly ring: (MinuteBucket | null)[] | null
}

export type Dirty = { readonly subject: Subject; readonly bucket: MinuteBucket | DayBucket }

export const TOTAL = 'total'
export const queueSubject = (queue: string): string => `queue:${queue}`
const channelSubject = (channel: string): string => `channel:${channel}`
export const agentSubject = (agent: string): string => `agent:${agent}`

/** Sums over facts by subject, in minutes and days. Adding and taking out are exact opposites. */
export class Tally {
  readonly subjects = new Map<string, Subject>()
  readonly dirty: Dirty[] = []
  /** Agents something was added to since somebody last emptied this. */
  readonly agentsTouched = new Set<string>()
  #calendar: Calendar
  #forgotten: DayKey | null = null

  constructor(calendar: Calendar) {
    this.#calendar = calendar
  }

  /** From here on days are cut by another calendar; days already counted stay as they are. [M22] */
  follow(calendar: Calendar): void {
    this.#calendar = calendar
  }

  subject(name: string): Subject {
    let subject = this.subjects.get(name)
    if (!subject) {
      const ring = name.startsWith('agent:') ? null : Array.from({ length: RING }, () => null)
      subject = { name, days: new Map(), ring }
      this.subjects.set(name, subject)
    }
    return subject
  }

  dayOf(at: EpochMs): DayKey {
    return this.#calendar.dayOf(at)
  }

  /** Whether the floor's clock is past the grace of a day. [T5] */
  isLate(day: DayKey, clock: EpochMs): boolean {
    return clock > this.day(this.subject(TOTAL), day).sealedAt
  }

  /** Adds a fact, or with `sign` −1 takes it out of where it was put. */
  add({ fact, late, day }: Applied, sign: 1 | -1): void {
    this.#addTo(this.subject(TOTAL), fact, day, late, sign)
    if (fact.queue !== undefined)
      this.#addTo(this.subject(queueSubject(fact.queue)), fact, day, late, sign)
    if ('channel' in fact)
      this.#addTo(this.subject(channelSubject(fact.channel)), fact, day, late, sign)
    if (!('agent' in fact) || fact.agent === undefined) return
    this.agentsTouched.add(fact.agent)
    this.#addTo(this.subject(agentSubject(fact.agent)), fact, day, late, sign)
  }

  #addTo(subject: Subject, fact: Fact, key: DayKey, late: boolean, sign: 1 | -1): void {
    const day = this.day(subject, key)
    this.#touch(subject, day)
    if (late) day.lateSums ??= emptySums()
    addFact((late ? day.lateSums : null) ?? day.sums, fact, sign)
    if (!subject.ring) return
    if (day.waits && (fact.type === 'visitAnswered' || fact.type === 'visitLeft'))
      countWait(day.waits, fact.waited, sign)
    const minute = this.#minute(subject, Math.floor(fact.at / MINUTE))
    if (minute) addFact(minute.sums, fact, sign)
  }

  /** Adds time that belongs to no fact to a day. [M9] */
  addTime(name: string, day: DayKey, measure: Measure, amount: number): void {
    const subject = this.subject(name)
    const bucket = this.day(subject, day)
    this.#touch(subject, bucket)
    const index = measureIndex[measure]
    bucket.sums[index] = (bucket.sums[index] ?? 0) + amount
  }

  day(subject: Subject, day: DayKey): DayBucket {
    let bucket = subject.days.get(day)
    if (!bucket) {
      const nextDay = this.#calendar.dayOf(after(this.#calendar.startOf(day), 36 * HOUR))
      const sealedAt = after(this.#calendar.startOf(nextDay), DAY_GRACE)
      bucket = {
        day,
        sums: emptySums(),
        lateSums: null,
        waits: subject.ring ? new Map<number, number>() : null,
        sealedAt,
        dirty: false,
      }
      subject.days.set(day, bucket)
    }
    return bucket
  }

  /**
   * Forgets days that are over for longer than they are kept: 13 months, of agents a quarter and its margin.
   * Gives what is gone; asked again on the same day it does nothing.
   */
  forgetDays(today: DayKey): { readonly subject: Subject; readonly bucket: DayBucket }[] {
    if (today === this.#forgotten) return []
    this.#forgotten = today
    const gone: { subject: Subject; bucket: DayBucket }[] = []
    for (const subject of this.subjects.values()) {
      const first = daysBefore(today, subject.ring ? DAYS_KEPT : AGENT_DAYS_KEPT)
      for (const bucket of subject.days.values()) {
        if (bucket.day >= first) continue
        subject.days.delete(bucket.day)
        gone.push({ subject, bucket })
      }
    }
    return gone
  }

  /** The bucket of a minute, or null when the ring has gone past it. */
  #minute(subject: Subject, minute: number): MinuteBucket | null {
    const ring = subject.ring
    if (!ring) return null
    const slot = minute & (RING - 1)
    const held = ring[slot]
    if (held && held.minute > minute) return null
    if (held && held.minute === minute) {
      this.#touch(subject, held)
      return held
    }
    // Sums of the minute that the ring has gone past are used again: arrays made each minute, for each
    // subject, cost a sixth of the fold. Its row is written over by this one's, under the same name.
    const sums = held ? held.sums.fill(0) : emptySums()
    const fresh: MinuteBucket = { minute, sums, dirty: false }
    ring[slot] = fresh
    this.#touch(subject, fresh)
    return fresh
  }

  #touch(subject: Subject, bucket: MinuteBucket | DayBucket): void {
    if (bucket.dirty) return
    bucket.dirty = true
    this.dirty.push({ subject, bucket })
  }

  /** Empties all minutes: the clock was set back, and later minutes must not stand in the way. [T6] */
  clearMinutes(): void {
    for (const subject of this.subjects.values()) {
      for (const bucket of subject.ring ?? []) {
        if (!bucket) continue
        bucket.sums.fill(0)
        this.#touch(subject, bucket)
      }
      subject.ring?.fill(null)
    }
  }

  /** Sums of whole minutes from `first` to `last`, both included. [T4] */
  minutes(name: string, first: number, last: number): Sums {
    const sums = emptySums()
    const ring = this.subjects.get(name)?.ring
    if (!ring) return sums
    for (let minute = first; minute <= last; minute += 1) {
      const bucket = ring[minute & (RING - 1)]
      if (bucket && bucket.minute === minute) addSums(sums, bucket.sums)
    }
    return sums
  }

  /** Sums of business days that pass the test, history included. */
  days(name: string, wanted: (day: DayKey) => boolean): Sums {
    const sums = emptySums()
    for (const bucket of this.subjects.get(name)?.days.values() ?? []) {
      if (!wanted(bucket.day)) continue
      addSums(sums, bucket.sums)
      if (bucket.lateSums) addSums(sums, bucket.lateSums)
    }
    return sums
  }

  /** Longest wait that ended on those days, whole seconds; null when none did. [M11] */
  longestWait(name: string, wanted: (day: DayKey) => boolean): number | null {
    let longest: number | null = null
    for (const bucket of this.subjects.get(name)?.days.values() ?? []) {
      if (!wanted(bucket.day)) continue
      for (const seconds of bucket.waits?.keys() ?? []) longest = Math.max(longest ?? 0, seconds)
    }
    return longest
  }
}

/** Business days are names on a calendar; their arithmetic needs no time zone. */
function daysBefore(day: DayKey, count: number): DayKey {
  const noon = Date.parse(`${day}T12:00:00Z`) - count * 24 * HOUR
  return dayKey(new Date(noon).toISOString().slice(0, 10))
}

function countWait(waits: Map<number, number>, waited: number, sign: 1 | -1): void {
  const seconds = Math.floor(waited / 1000)
  const count = (waits.get(seconds) ?? 0) + sign
  if (count === 0) waits.delete(seconds)
  else waits.set(seconds, count)
}
