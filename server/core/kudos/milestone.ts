import type { KudosKindOf } from './kudosKind.ts'

/** The highest number reached of what was done for customers or colleagues in the period. [K2] [K5] */
export const milestone: KudosKindOf<'milestone', 'person'> = {
  kind: 'milestone',
  about: 'person',
  dwells: true,
  limited: true,
  waits: true,
  look(rule, { counts, period }) {
    const value = counts[rule.counts]
    if (value === undefined) return []
    return rule.at.map((target, place) => ({
      mark: String(target),
      period,
      level: value >= target && value < (rule.at[place + 1] ?? Infinity) ? 'over' : 'under',
      fact: {
        standard: rule.counts,
        value,
        target,
        unit: 'count',
        n: null,
        window: { kind: 'period', from: period },
      },
      once: true,
      n: target,
    }))
  },
}
