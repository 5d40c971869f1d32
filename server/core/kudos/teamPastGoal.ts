import type { KudosKindOf } from './kudosKind.ts'
import { levelOf, shown } from './kudosLook.ts'

/** A team's score past the shared goal, which all teams can reach. [K2] [S8] */
export const teamPastGoal: KudosKindOf<'teamPastGoal', 'team'> = {
  kind: 'teamPastGoal',
  about: 'team',
  dwells: true,
  limited: true,
  waits: true,
  look(_rule, { score, goal, period }) {
    if (score === null) return []
    const fact = {
      standard: 'teamScore',
      value: shown(score),
      target: goal,
      unit: 'score',
      n: null,
      window: { kind: 'period', from: period },
    } as const
    return [{ mark: '', period, level: levelOf(score, goal), fact, once: false, n: null }]
  },
}
