import { elapsed, SECOND } from '../../../shared/time.ts'
import type { KudosKindOf } from './kudosKind.ts'

/** A queue is well again after an alarm that took some doing. Said at once or not at all. [K2] */
export const queueRecovered: KudosKindOf<'queueRecovered', 'queue'> = {
  kind: 'queueRecovered',
  about: 'queue',
  dwells: false,
  limited: true,
  waits: false,
  look(rule, { day, raisedAt, recoveredAt }) {
    const seconds = Math.round(elapsed(raisedAt, recoveredAt) / SECOND)
    if (seconds < rule.longerThan) return []
    const fact = {
      standard: 'recovery',
      value: seconds,
      target: null,
      unit: 'seconds',
      n: null,
      window: { kind: 'alarm', from: day },
    } as const
    return [{ mark: '', period: String(raisedAt), level: 'over', fact, once: true, n: 1 }]
  },
}
