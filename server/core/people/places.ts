import { shownScore, type Scorecard } from './scorecard.ts'

/** Somebody in the order of a cohort. */
export interface Entrant {
  readonly person: string
  /** What the name is ordered by, among equals. [S6] */
  readonly nameKey: string
  /** A gate is closed: behind everybody whom none stops. [S3] */
  readonly gated: boolean
  readonly score: number
}

/** null: provisional people and newcomers have a card and no place. [S5] [M21] */
export function entrantOf(
  person: string,
  nameKey: string,
  card: Scorecard | null,
  newcomer: boolean,
): Entrant | null {
  if (!card || card.provisional || newcomer) return null
  return { person, nameKey, gated: card.gate === 'closed', score: card.score }
}

export interface Place {
  readonly person: string
  readonly place: number
  readonly shared: boolean
}

/**
 * Places 1, 1, 3: equal shown scores, or a difference inside the noise to the first of the group, share
 * one. [S6] Whoever is compared to the first of a group cannot be drawn up by a chain of neighbours.
 */
export function placesOf(entrants: readonly Entrant[], sameWithin: number): Place[] {
  const order = [...entrants].sort(
    (a, b) => Number(a.gated) - Number(b.gated) || b.score - a.score || byName(a, b),
  )
  const groups: Entrant[][] = []
  for (const entrant of order) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group && first && isSame(first, entrant, sameWithin)) group.push(entrant)
    else groups.push([entrant])
  }
  let place = 1
  return groups.flatMap((group) => {
    const shared = group.length > 1
    const placed = group.sort(byName).map(({ person }) => ({ person, place, shared }))
    place += group.length
    return placed
  })
}

const isSame = (first: Entrant, next: Entrant, sameWithin: number): boolean =>
  first.gated === next.gated &&
  (shownScore(first.score) === shownScore(next.score) ||
    first.score - next.score <= sameWithin + 1e-9)

const byName = (a: Entrant, b: Entrant): number =>
  a.nameKey < b.nameKey ? -1 : a.nameKey > b.nameKey ? 1 : a.person < b.person ? -1 : 1
