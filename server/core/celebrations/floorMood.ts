import type { EpochMs } from '../../../shared/time.ts'
import type { Celebration, Honour } from './celebration.ts'

/** What the floor is like at a step. */
export interface FloorMood {
  /** An urgent alarm is active: no paper. [2] */
  readonly p1: boolean
  /** Something is outside its target: pages wait. [2] */
  readonly p2: boolean
  /** Figures are not current: only what a person said may show. [2] */
  readonly stale: boolean
  readonly quiet: boolean
  readonly shiftChangedAt: EpochMs | null
  /** Since when nobody has waited; null while somebody does. */
  readonly nobodyWaitingSince: EpochMs | null
  readonly honours: readonly Honour[]
  /** How many times as fast as the readers' own time this clock runs; a replay's speed, else 1. */
  readonly rate: number
  /** Whether a person agreed to stand on a wall; asked again at every step. [K6] */
  mayBeNamed(person: string): boolean
}

/** Those it names have agreed: whom it is about, and who said it. */
export const everyoneAgreed = ({ person, fact }: Celebration, mood: FloorMood): boolean =>
  (person === null || mood.mayBeNamed(person)) &&
  (fact.kind !== 'thanks' || fact.from.kind === 'system' || mood.mayBeNamed(fact.from.person))
