import type { Look } from './kudosLook.ts'
import type { KudosMemory } from './kudosMemory.ts'
import type { PersonReading, QueueRecovery, TeamReading } from './kudosReading.ts'
import type { KudosKind, RuleOf } from './kudosRule.ts'

interface ReadingOf {
  readonly person: PersonReading
  readonly team: TeamReading
  readonly queue: QueueRecovery
}

/** One kind of recognition. A new one is a file with one of these, entered in `index.ts`. [K2] */
export interface KudosKindOf<K extends KudosKind, S extends keyof ReadingOf> {
  readonly kind: K
  readonly about: S
  /** Whether it must hold for a while; what has ended, as a shift or an alarm, cannot. [K1] */
  readonly dwells: boolean
  /** Counts against the cap of a shift and waits for the cooldown; the star's own are a criterion. [S7] */
  readonly limited: boolean
  /** Whether it is still worth saying when the cooldown is over. */
  readonly waits: boolean
  /** No looks: no data, which changes nothing. [K1] */
  look(rule: RuleOf<K>, reading: ReadingOf[S], memory: KudosMemory): readonly Look[]
}
