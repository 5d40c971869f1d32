import type { QueueThresholds } from '../siteConfig.ts'
import { CLEAR_SHARE, type QueueReading, type Reading } from './alarmRule.ts'

/** P1 of a queue [A1]: too many past the red line, one far past it, or nobody free while many wait. */
export const queuePressed = {
  level: 'P1',
  delays: { on: 15_000, off: 45_000 },
  read(queue: QueueReading, limits: QueueThresholds): Reading {
    const { at, waitingSince, free, nobodyFreeSince } = queue
    const waiting = waitingSince.length
    const past = waitingSince.filter((since) => at - since >= limits.redAfter * 1000).length
    if (past >= limits.redCallers) {
      return {
        kind: 'raise',
        reason: { kind: 'waitingPast', count: past, seconds: limits.redAfter },
      }
    }
    const longest = waitingSince[0] === undefined ? 0 : (at - waitingSince[0]) / 1000
    if (longest >= limits.longestAfter) {
      return { kind: 'raise', reason: { kind: 'longestPast', seconds: limits.longestAfter } }
    }
    if (nobodyFreeSince !== null && at - nobodyFreeSince >= limits.nobodyFreeFor * 1000) {
      return { kind: 'raise', reason: { kind: 'nobodyFree', waiting } }
    }
    const calm =
      past < CLEAR_SHARE * limits.redCallers &&
      longest < CLEAR_SHARE * limits.longestAfter &&
      (free !== 0 || waiting < CLEAR_SHARE * limits.nobodyFreeWaiting)
    return { kind: calm ? 'clear' : 'hold' }
  },
} as const
