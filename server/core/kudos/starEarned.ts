import { starPoints } from '../../../shared/people.ts'
import type { KudosKindOf } from './kudosKind.ts'

/** All five points are lit. [K2] [S7] */
export const starEarned: KudosKindOf<'starEarned', 'person'> = {
  kind: 'starEarned',
  about: 'person',
  dwells: false,
  limited: false,
  waits: true,
  look(_rule, { starEarned: earned, period, lit }) {
    if (!earned) return []
    const fact = {
      standard: 'star',
      value: lit.length,
      target: starPoints.length,
      unit: 'points',
      n: null,
      window: { kind: 'period', from: period },
    } as const
    return [{ mark: '', period, level: 'over', fact, once: true, n: 1 }]
  },
}
