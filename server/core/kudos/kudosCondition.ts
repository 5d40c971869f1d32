import type { EpochMs } from '../../../shared/time.ts'
import type { Look } from './kudosLook.ts'
import type { Condition } from './kudosMemory.ts'

/** One rule and one mark of it. */
export const conditionKey = (rule: string, mark: string): string => `${rule}/${mark}`

/**
 * Takes one look; null when there is nothing to remember. Entered at the threshold and held there without
 * a break; what was crossed is left only under the easier one. [K1]
 */
export function stepCondition(
  before: Condition | undefined,
  rule: string,
  look: Look,
  at: EpochMs,
): Condition | null {
  const known = before?.period === look.period ? before : undefined
  if (known?.crossed) {
    return look.once || look.level !== 'under' ? known : { ...known, crossed: false, since: null }
  }
  if (look.level !== 'over') {
    if (!known || known.n === 0) return null
    return known.since === null ? known : { ...known, since: null }
  }
  const { mark, period, fact, n: fixed } = look
  const { n = 0, since = null } = known ?? {}
  return { rule, mark, period, fixed, n, since: since ?? at, crossed: false, fact }
}

export const isWaiting = ({ since, crossed }: Condition): boolean => since !== null && !crossed
