import { emptySums, type Sums } from '../../../shared/metrics/measures.ts'
import type { DayKey, EpochMs } from '../../../shared/time.ts'
import { MIXED } from './cohorts.ts'
import type { Scorecard } from './scorecard.ts'
import type { Star } from './star.ts'

/** How somebody stood at an earlier moment, to say what changed since. [S9] */
export interface EarlierStanding {
  readonly at: EpochMs
  /** First day of the ranked period it belongs to. */
  readonly period: DayKey
  /** Values as shown, in the order of the star's points. */
  readonly values: readonly (number | null)[]
  readonly score: number
  readonly place: number | null
}

/** What is kept about a person. Sums and cards are worked out from the floor and not saved. */
export interface PersonState {
  readonly person: string
  cohort: string
  newcomerDay: number | null
  /** The day it was worked out for. */
  newcomerOn: DayKey | null
  team: string | null
  /** Of the ranked period; overwritten in place. */
  readonly sums: Sums
  /** Of the star's period: the same where that is the same. */
  starSums: Sums
  card: Scorecard | null
  starCard: Scorecard | null
  /** Their part of the team's score. [S8] */
  teamScore: number | null
  star: Star | null
  /** Taken on the hour; the older of the two is an hour ago or more. */
  hours: EarlierStanding[]
  /** At the end of the business day before. */
  yesterday: EarlierStanding | null
  dirty: boolean
}

export function newPerson(person: string): PersonState {
  const sums = emptySums()
  return {
    person,
    cohort: MIXED,
    newcomerDay: null,
    newcomerOn: null,
    team: null,
    sums,
    starSums: sums,
    card: null,
    starCard: null,
    teamScore: null,
    star: null,
    hours: [],
    yesterday: null,
    dirty: false,
  }
}

type Saved = Pick<PersonState, 'person' | 'cohort' | 'star' | 'hours' | 'yesterday'>

export const personRow = ({ person, cohort, star, hours, yesterday }: PersonState): string =>
  JSON.stringify({ person, cohort, star, hours, yesterday } satisfies Saved)

export function restorePerson(row: string): PersonState {
  const saved = JSON.parse(row) as Saved
  return { ...newPerson(saved.person), ...saved }
}
