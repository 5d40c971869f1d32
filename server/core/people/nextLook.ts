import { epochMs, HOUR, MINUTE, type EpochMs } from '../../../shared/time.ts'

/** Means are taken anew this often; between, only who changed is looked at. [S4] */
export const BASELINE_EVERY = 10 * MINUTE
/** A longer silence than this is not looked into. */
const LOOKED_BACK = 36 * HOUR

/**
 * Time that passed without a beat is looked at where a beat could have found something: while something is
 * unsettled every minute, else when means are taken anew. So the same log gives the same looks. [S7]
 */
export function nextLook(looked: EpochMs, last: EpochMs, unsettled: boolean): EpochMs {
  if (looked === 0) return last
  const from = Math.max(looked, last - LOOKED_BACK)
  const next = unsettled ? from + MINUTE : (Math.floor(from / BASELINE_EVERY) + 1) * BASELINE_EVERY
  return epochMs(Math.min(next, last))
}
