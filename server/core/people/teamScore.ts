import type { EpochMs } from '../../../shared/time.ts'
import type { Scheme } from './scheme.ts'
import type { Scorecard } from './scorecard.ts'

/** A difference smaller than this moves nobody. [S8] */
const MOVES_AT = 0.3 - 1e-9

/** A member's part of the team: the mean of the standards that have a value, by weight. [S8] */
export function standardScore(card: Scorecard): number | null {
  let weights = 0
  let sum = 0
  for (const { points, standard } of card.standards) {
    if (points === null) continue
    const withheld = card.gate === 'closed' && standard.dimension === 'efficiency'
    weights += standard.weight
    sum += (withheld ? 0 : points) * standard.weight
  }
  return weights > 0 ? sum / weights : null
}

/** null: too few contacts to count for the team. [S8] */
export const memberScore = (card: Scorecard, scheme: Scheme): number | null =>
  card.contacts >= scheme.teams.minimumContacts ? standardScore(card) : null

/** Mean of the members with enough contacts, so that a large team is no better off than a small one. [S8] */
export function teamScore(members: readonly (number | null)[]): number | null {
  let sum = 0
  let count = 0
  for (const score of members) {
    if (score === null) continue
    sum += score
    count += 1
  }
  return count > 0 ? sum / count : null
}

/** The order teams are shown in, and what it was last decided by. [S8] */
export interface TeamOrder {
  readonly teams: readonly string[]
  readonly scores: Readonly<Record<string, number | null>>
  readonly at: EpochMs
}

/** Looks at the order once more, at most once a minute: a team passes another only when it leads at two looks. */
export function stepTeamOrder(
  before: TeamOrder | null,
  scores: Readonly<Record<string, number | null>>,
  at: EpochMs,
): TeamOrder {
  const named = Object.keys(scores)
  if (!before) return { teams: named.sort((a, b) => lead(scores, b, a)), scores, at }
  const known = before.teams.filter((team) => named.includes(team))
  const teams = [...known, ...named.filter((team) => !known.includes(team))]
  const passes = (behind: string, ahead: string): boolean =>
    lead(scores, behind, ahead) >= MOVES_AT && lead(before.scores, behind, ahead) >= MOVES_AT
  for (let end = teams.length; end > 1; end -= 1) {
    for (let place = 1; place < end; place += 1) {
      const ahead = teams[place - 1]
      const behind = teams[place]
      if (ahead === undefined || behind === undefined || !passes(behind, ahead)) continue
      teams[place - 1] = behind
      teams[place] = ahead
    }
  }
  return { teams, scores, at }
}

/** How far one leads another; no score is behind every score. */
function lead(scores: Readonly<Record<string, number | null>>, one: string, other: string): number {
  const a = scores[one] ?? null
  const b = scores[other] ?? null
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return a - b
}
