import type { DayKey, EpochMs } from '../../../shared/time.ts'
import type { KudosFact, KudosSubject } from './kudosCrossing.ts'

/** What one rule has seen of one subject. Kept while it stands, or to know that it stood. */
export interface Condition {
  readonly rule: string
  readonly mark: string
  readonly period: string
  /** Last part of the identity, where it is not counted. [K3] */
  readonly fixed: number | null
  /** Crossings so far in the period. */
  readonly n: number
  /** Since when it holds without a break; null: it does not. */
  readonly since: EpochMs | null
  /** Crossed, and not left since. */
  readonly crossed: boolean
  /** As last seen while it held. */
  readonly fact: KudosFact
}

/** A person's best of earlier periods, and the running one. */
export interface Best {
  readonly period: DayKey
  readonly value: number
  readonly best: number | null
}

/** Shifts worked in a row at a standard. */
export interface Streak {
  readonly length: number
  /** The shift not yet judged, and how it stands; `over` null: too little measured to say. */
  readonly day: DayKey
  readonly over: boolean | null
  readonly value: number | null
  readonly n: number
  /** Month of the last repair, `YYYY-MM`. */
  readonly repaired: string | null
}

/** All that recognition remembers of a person, a team or a queue. */
export interface KudosMemory {
  readonly subject: KudosSubject
  /** By rule and mark. */
  readonly conditions: Map<string, Condition>
  /** By rule, as are the following. */
  readonly bests: Map<string, Best>
  readonly streaks: Map<string, Streak>
  /** Moment of the last crossing. [K1] */
  readonly crossedAt: Map<string, EpochMs>
  /** Crossings that count against the cap of the day's shift. [K1] */
  shift: { readonly day: DayKey; readonly crossings: number } | null
}

export const emptyMemory = (subject: KudosSubject): KudosMemory => ({
  subject,
  conditions: new Map(),
  bests: new Map(),
  streaks: new Map(),
  crossedAt: new Map(),
  shift: null,
})

interface SavedMemory extends Pick<KudosMemory, 'subject' | 'shift'> {
  readonly conditions: readonly (readonly [string, Condition])[]
  readonly bests: readonly (readonly [string, Best])[]
  readonly streaks: readonly (readonly [string, Streak])[]
  readonly crossedAt: readonly (readonly [string, EpochMs])[]
}

/** The same memory gives the same row. */
export function memoryRow(memory: KudosMemory): string {
  const { subject, shift } = memory
  return JSON.stringify({
    subject,
    shift,
    conditions: sorted(memory.conditions),
    bests: sorted(memory.bests),
    streaks: sorted(memory.streaks),
    crossedAt: sorted(memory.crossedAt),
  } satisfies SavedMemory)
}

export function memoryFrom(row: string): KudosMemory {
  const saved = JSON.parse(row) as SavedMemory
  return {
    ...saved,
    conditions: new Map(saved.conditions),
    bests: new Map(saved.bests),
    streaks: new Map(saved.streaks),
    crossedAt: new Map(saved.crossedAt),
  }
}

const sorted = <V>(map: ReadonlyMap<string, V>): [string, V][] =>
  [...map].sort(([one], [other]) => (one < other ? -1 : 1))
