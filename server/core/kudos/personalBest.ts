import type { KudosKindOf } from './kudosKind.ts'
import { periodFact, standardIn } from './kudosLook.ts'

/** Better than every earlier period of the same person, once a period and by more than noise. [K2] */
export const personalBest: KudosKindOf<'personalBest', 'person'> = {
  kind: 'personalBest',
  about: 'person',
  dwells: true,
  limited: true,
  waits: true,
  look(rule, reading, { bests }) {
    const standard = standardIn(reading.standards, rule.standard)
    if (!standard || standard.value === null || standard.n < rule.minimumSample) return []
    const { value } = standard
    const before = bests.get(rule.id)
    if (before && reading.period < before.period) return []
    const ended = before && before.period < reading.period
    const best = ended
      ? Math.max(before.value, before.best ?? before.value)
      : (before?.best ?? null)
    bests.set(rule.id, { period: reading.period, value, best })
    if (best === null) return []
    const level = value >= best + rule.betterBy && value > best ? 'over' : 'under'
    const fact = periodFact(reading, standard, best)
    return [{ mark: '', period: reading.period, level, fact, once: true, n: 1 }]
  },
}
