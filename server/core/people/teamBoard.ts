import type { EpochMs } from '../../../shared/time.ts'
import { shownScore } from './scorecard.ts'
import { stepTeamOrder, teamScore, type TeamOrder } from './teamScore.ts'

/** One team as it stands. */
export interface TeamStanding {
  readonly team: string
  /** One decimal; null: nobody has enough contacts. */
  readonly score: number | null
  /** Against the team's own four weeks before; only a rise is told. [S8] */
  readonly rise: number | null
}

/** Teams against the shared standard and against themselves. [S8] */
export class TeamBoard {
  order: TeamOrder | null = null
  /** Mean of the four weeks before the period; worked out anew from the tallies each day. */
  readonly before = new Map<string, number | null>()

  /** Takes the members' scores by team. */
  step(members: ReadonlyMap<string, readonly (number | null)[]>, at: EpochMs): void {
    const scores = Object.fromEntries(
      [...members].map(([team, scores]) => [team, teamScore(scores)]),
    )
    this.order = stepTeamOrder(this.order, scores, at)
  }

  /** In the order they are shown in. */
  standings(): TeamStanding[] {
    const { order } = this
    return (order?.teams ?? []).map((team) => {
      const exact = order?.scores[team] ?? null
      const earlier = this.before.get(team) ?? null
      const rise = exact === null || earlier === null ? null : shownScore(exact - earlier)
      return {
        team,
        score: exact === null ? null : shownScore(exact),
        rise: rise !== null && rise > 0 ? rise : null,
      }
    })
  }
}
