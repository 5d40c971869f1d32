import type { KudosKindOf } from './kudosKind.ts'
import { periodFact, standardIn } from './kudosLook.ts'

/** A standard of the star is met. The point stays lit until the period ends. [K2] [S7] */
export const starPointLit: KudosKindOf<'starPointLit', 'person'> = {
  kind: 'starPointLit',
  about: 'person',
  dwells: true,
  limited: false,
  waits: true,
  look(rule, reading) {
    const standard = standardIn(reading.standards, rule.standard)
    if (!standard || standard.value === null || standard.provisional) return []
    const { value, target, gated } = standard
    const fact = periodFact(reading, standard, target)
    const level = value >= target && !gated ? 'over' : 'under'
    return [{ mark: '', period: reading.period, level, fact, once: true, n: 1 }]
  },
}
