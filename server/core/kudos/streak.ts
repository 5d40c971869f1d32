import type { KudosKindOf } from './kudosKind.ts'
import { standardIn, type Look } from './kudosLook.ts'
import type { Streak } from './kudosMemory.ts'
import type { PersonReading, StandardReading } from './kudosReading.ts'
import type { RuleOf } from './kudosRule.ts'

/**
 * Shifts worked in a row at a standard. A shift is judged when the next one is worked, so days off freeze
 * it and a bad hour can be made good. One shift a month is repaired; an end is never told. [K2]
 */
export const streak: KudosKindOf<'streak', 'person'> = {
  kind: 'streak',
  about: 'person',
  dwells: false,
  limited: true,
  waits: true,
  look(rule, { shift }, { streaks }) {
    const standard = shift && standardIn(shift.standards, rule.standard)
    if (!shift || !standard) return []
    const before = streaks.get(rule.id)
    if (before && shift.day < before.day) return []
    const judged = before && before.day < shift.day ? judge(before) : before
    streaks.set(rule.id, running(rule, shift, standard, judged))
    if (!before || !judged || judged.length === before.length) return []
    return reached(rule, judged)
  },
}

function judge(streak: Streak): Streak {
  if (streak.over === null) return streak
  if (streak.over) return { ...streak, length: streak.length + 1 }
  const month = streak.day.slice(0, 7)
  return streak.repaired === month ? { ...streak, length: 0 } : { ...streak, repaired: month }
}

function running(
  rule: RuleOf<'streak'>,
  { day }: NonNullable<PersonReading['shift']>,
  { value, n, target }: StandardReading,
  before: Streak | undefined,
): Streak {
  const over = value === null || n < rule.minimumSample ? null : value >= target
  const repaired = before?.repaired ?? null
  return { length: before?.length ?? 0, day, over, value, n, repaired }
}

function reached(rule: RuleOf<'streak'>, judged: Streak): Look[] {
  if (!rule.lengths.includes(judged.length)) return []
  return [
    {
      mark: String(judged.length),
      period: judged.day,
      level: 'over',
      fact: {
        standard: rule.standard,
        value: judged.length,
        target: null,
        unit: 'shifts',
        n: judged.n,
        window: { kind: 'shift', from: judged.day },
      },
      once: true,
      n: judged.length,
    },
  ]
}
