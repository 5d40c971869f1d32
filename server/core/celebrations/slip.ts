import type { EpochMs } from '../../../shared/time.ts'
import { subjectOf, type Celebration, type Honour } from './celebration.ts'
import type { CelebrationRules } from './celebrationRules.ts'

/** What one paper carries: a celebration, several of one kind, what was missed, or the honour wall. */
export type Slip =
  | { readonly form: 'one' | 'group' | 'recap'; readonly items: readonly Celebration[] }
  | { readonly form: 'honourWall'; readonly honours: readonly Honour[] }

/** A paper on the wall. */
export interface Showing {
  readonly id: string
  readonly slip: Slip
  readonly tier: 'T2' | 'T3' | 'honour'
  readonly startedAt: EpochMs
  readonly endsAt: EpochMs
  readonly leavingAt: EpochMs | null
  /** Has been interrupted before: not again. [3] */
  readonly again: boolean
  /** Interrupted now, and to be shown again. */
  readonly cut: boolean
}

export const itemsOf = (slip: Slip): readonly Celebration[] =>
  slip.form === 'honourWall' ? [] : slip.items

export function tierOf(slip: Slip): Showing['tier'] {
  if (slip.form === 'honourWall') return 'honour'
  return slip.form === 'one' && slip.items[0]?.tier === 'T3' ? 'T3' : 'T2'
}

/** Names the paper; the same paper shown again after an alarm has the same name. */
export function slipId(slip: Slip, at: EpochMs): string {
  if (slip.form === 'honourWall') return `honourWall:${at}`
  const first = slip.items[0]?.id ?? ''
  return slip.form === 'one' ? first : `${slip.form}:${first}`
}

/** People a slip names, each once. */
export const peopleOf = (slip: Slip): readonly string[] =>
  slip.form === 'honourWall'
    ? slip.honours.map(({ person }) => person)
    : [...new Set(slip.items.flatMap(({ person }) => (person === null ? [] : [person])))]

/**
 * The slip that begins with `first`, taking along what is waiting: others of the same kind within 90 s [6],
 * else what else the same person has lit, and what somebody said about it [5].
 * @param free whether a person may stand on a slip now
 */
export function composed(
  first: Celebration,
  waiting: readonly Celebration[],
  { sameKindWithin }: CelebrationRules,
  free: (person: string) => boolean,
): Slip {
  const alike = waiting.filter(
    (other) =>
      other.fact.kind === first.fact.kind &&
      Math.abs(other.at - first.at) <= sameKindWithin &&
      (other.id === first.id || other.person === null || other.tier === 'T3' || free(other.person)),
  )
  const subjects = new Set(alike.map(subjectOf))
  if (subjects.size > 1 && first.fact.kind !== 'queueRecovered')
    return { form: 'group', items: alike }
  if (first.person === null) return { form: 'one', items: [first] }
  return { form: 'one', items: ofOnePerson(first, waiting) }
}

/** The star takes its points along, a point the other points and the words said meanwhile. */
function ofOnePerson(first: Celebration, waiting: readonly Celebration[]): readonly Celebration[] {
  const own = waiting.filter(({ person }) => person === first.person)
  const points = own.filter(({ fact }) => fact.kind === 'pointLit')
  const { kind } = first.fact
  if (kind === 'starEarned') return [first, ...points]
  if (points.length === 0 || (kind !== 'pointLit' && kind !== 'thanks')) return [first]
  const words = own.find(({ fact }) => fact.kind === 'thanks')
  return words ? [...points, words] : points
}

/** Somebody who may not be named may not be named as the giver either. */
export const isSaidBy = ({ fact }: Celebration, person: string): boolean =>
  fact.kind === 'thanks' && fact.from.kind !== 'system' && fact.from.person === person

/** The slip without what was taken back; null when it must leave the wall. */
export function without(
  slip: Slip,
  matches: (one: Celebration) => boolean,
  person: string | null,
): Slip | null {
  if (slip.form === 'honourWall') {
    const honours = slip.honours.filter((honour) => honour.person !== person)
    return honours.length === 0 ? null : { ...slip, honours }
  }
  const [first] = slip.items
  const items = slip.items.filter((one) => !matches(one))
  if (items.length === slip.items.length) return slip
  const least = slip.form === 'group' ? 2 : 1
  const kept = slip.form === 'one' ? first !== undefined && items[0] === first : true
  return items.length < least || !kept ? null : { ...slip, items }
}
