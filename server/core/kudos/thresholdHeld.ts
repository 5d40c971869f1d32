import type { KudosKindOf } from './kudosKind.ts'
import { levelOf, periodFact, standardIn } from './kudosLook.ts'

/** A standard held at a value that the scheme names. Crossed again only after it was left. [K1] [K2] */
export const thresholdHeld: KudosKindOf<'thresholdHeld', 'person'> = {
  kind: 'thresholdHeld',
  about: 'person',
  dwells: true,
  limited: true,
  waits: true,
  look(rule, reading) {
    const standard = standardIn(reading.standards, rule.standard)
    if (!standard || standard.value === null || standard.n < rule.minimumSample) return []
    const level = levelOf(standard.value, rule.atLeast)
    const fact = periodFact(reading, standard, rule.atLeast)
    return [{ mark: '', period: reading.period, level, fact, once: false, n: null }]
  },
}
