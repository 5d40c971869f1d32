import { emptySums, type Sums } from '../../../shared/metrics/measures.ts'
import { epochMs, type EpochMs } from '../../../shared/time.ts'
import { cohortSums, withMeans, type CohortSums } from './cohortSums.ts'
import type { PersonState } from './personState.ts'
import type { Scheme } from './scheme.ts'

const none: CohortSums = withMeans(emptySums(), emptySums())

interface Saved {
  readonly at: EpochMs
  readonly cohorts: readonly [cohort: string, all: number[], ungated: number[]][]
}

/**
 * What cohorts are held against until the next time it is taken: so a look costs only who changed, and
 * nobody's score moves because somebody else had a good minute. [S4]
 */
export class Baselines {
  at = epochMs(0)
  #cohorts = new Map<string, CohortSums>()

  of(cohort: string): CohortSums {
    return this.#cohorts.get(cohort) ?? none
  }

  take(states: Iterable<PersonState>, scheme: Scheme, at: EpochMs): void {
    this.at = at
    const members = new Map<string, Sums[]>()
    for (const { cohort, sums } of states) {
      const known = members.get(cohort)
      if (known) known.push(sums)
      else members.set(cohort, [sums])
    }
    this.#cohorts = new Map(
      [...members].map(([cohort, sums]) => [cohort, cohortSums(sums, scheme)]),
    )
  }

  forget(): void {
    this.at = epochMs(0)
    this.#cohorts.clear()
  }

  save(): Saved {
    const cohorts = [...this.#cohorts].map(
      ([cohort, { all, ungated }]): [string, number[], number[]] => [
        cohort,
        [...all],
        [...ungated],
      ],
    )
    return { at: this.at, cohorts }
  }

  restore({ at, cohorts }: Saved): void {
    this.at = at
    this.#cohorts = new Map(
      cohorts.map(([cohort, all, ungated]) => [cohort, withMeans(filled(all), filled(ungated))]),
    )
  }
}

/** Saved by an earlier version it may be shorter than the measures are now. */
function filled(values: readonly number[]): Sums {
  const sums = emptySums()
  sums.set(values.slice(0, sums.length))
  return sums
}
