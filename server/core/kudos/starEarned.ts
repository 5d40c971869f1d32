import { starPoints } from '../../../shared/people.ts'
import type { KudosKindOf } from './kudosKind.ts'
import type { Look } from './kudosLook.ts'
import type { KudosMemory } from './kudosMemory.ts'

/** All five points are lit. Each has held for its while already. [K2] [S7] */
export const starEarned: KudosKindOf<'starEarned', 'person'> = {
  kind: 'starEarned',
  about: 'person',
  dwells: false,
  limited: false,
  waits: true,
  look: (_rule, _reading, memory) => allLit(memory),
}

/** What a star rests on is lit points alone, so that it is seen in the moment the fifth is lit. */
export function allLit({ lit }: KudosMemory): readonly Look[] {
  if (!lit || lit.points.length < starPoints.length) return []
  return [
    {
      mark: '',
      period: lit.period,
      level: 'over',
      fact: {
        standard: 'star',
        value: lit.points.length,
        target: starPoints.length,
        unit: 'points',
        n: null,
        window: { kind: 'period', from: lit.period },
      },
      once: true,
      n: 1,
    },
  ]
}
