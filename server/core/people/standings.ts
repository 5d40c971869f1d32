import { HOUR, type DayKey, type EpochMs } from '../../../shared/time.ts'
import { NEWCOMERS } from './cohorts.ts'
import type { PeopleIndex } from './peopleIndex.ts'
import type { EarlierStanding, PersonState } from './personState.ts'
import { entrantOf, placesOf, type Entrant, type Place } from './places.ts'

export interface RankedPlace extends Place {
  /** How many have a place. */
  readonly of: number
}

/** Places inside cohorts, worked out when somebody asks, at most once a look. [S5] [S6] */
export class Standings {
  readonly #states: ReadonlyMap<string, PersonState>
  readonly #places = new Map<string, ReadonlyMap<string, RankedPlace>>()
  index: PeopleIndex | null = null
  sameWithin = 0

  constructor(states: ReadonlyMap<string, PersonState>) {
    this.#states = states
  }

  forget(): void {
    this.#places.clear()
  }

  /** null: a newcomer, or too little is measured. [S5] [M21] */
  placeOf(person: string): RankedPlace | null {
    const cohort = this.#states.get(person)?.cohort
    return cohort === undefined ? null : (this.#placesIn(cohort).get(person) ?? null)
  }

  /** The people somebody is compared with, themselves among them. */
  cohort(cohort: string): PersonState[] {
    return [...this.#states.values()].filter((state) => state.cohort === cohort)
  }

  entrants(cohort: string): Entrant[] {
    if (cohort === NEWCOMERS) return []
    return this.cohort(cohort).flatMap(({ person, card, newcomerDay }) => {
      const entrant = entrantOf(person, this.#nameKey(person), card, newcomerDay !== null)
      return entrant ? [entrant] : []
    })
  }

  #nameKey(person: string): string {
    return this.index?.nameOf(person).en ?? person
  }

  #placesIn(cohort: string): ReadonlyMap<string, RankedPlace> {
    const known = this.#places.get(cohort)
    if (known) return known
    const placed = placesOf(this.entrants(cohort), this.sameWithin)
    const places = new Map(
      placed.map((place) => [place.person, { ...place, of: placed.length }] as const),
    )
    this.#places.set(cohort, places)
    return places
  }

  /** Remembers how everybody stands on the hour, so that it can be said what changed since. [S9] */
  keepHour(at: EpochMs, period: DayKey): boolean {
    if (at % HOUR !== 0) return false
    for (const state of this.#states.values()) {
      const now = this.#standing(state, at, period)
      if (now) state.hours = [...state.hours.slice(-1), now]
    }
    return true
  }

  /** Remembers how everybody stood when the business day ended. */
  keepDay(at: EpochMs, period: DayKey): void {
    for (const state of this.#states.values()) state.yesterday = this.#standing(state, at, period)
  }

  #standing(state: PersonState, at: EpochMs, period: DayKey): EarlierStanding | null {
    if (!state.card) return null
    const { standards, score } = state.card
    const values = standards.map(({ shown }) => shown)
    return { at, period, values, score, place: this.placeOf(state.person)?.place ?? null }
  }
}
