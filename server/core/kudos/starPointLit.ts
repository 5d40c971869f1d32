import type { KudosKindOf } from './kudosKind.ts'
import { periodFact, standardIn } from './kudosLook.ts'

/** A point of the star is lit, which it stays until the period ends. It was held before it was lit. [K2] [S7] */
export const starPointLit: KudosKindOf<'starPointLit', 'person'> = {
  kind: 'starPointLit',
  about: 'person',
  dwells: false,
  limited: false,
  waits: true,
  look(rule, reading) {
    const lit = standardIn(reading.lit, rule.standard)
    if (!lit) return []
    const fact = periodFact(reading, lit, lit.target)
    return [{ mark: '', period: reading.period, level: 'over', fact, once: true, n: 1 }]
  },
}
