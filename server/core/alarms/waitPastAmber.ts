import type { QueueThresholds } from '../siteConfig.ts'
import { CLEAR_SHARE, type QueueReading, type Reading } from './alarmRule.ts'

/** P2 of a queue [A2]: somebody has waited past the amber line. */
export const waitPastAmber = {
  level: 'P2',
  delays: { on: 20_000, off: 60_000 },
  read({ at, waitingSince }: QueueReading, limits: QueueThresholds): Reading {
    const longest = waitingSince[0] === undefined ? 0 : (at - waitingSince[0]) / 1000
    if (longest < CLEAR_SHARE * limits.amberAfter) return { kind: 'clear' }
    if (longest < limits.amberAfter) return { kind: 'hold' }
    const past = waitingSince.filter((since) => at - since >= limits.amberAfter * 1000).length
    return {
      kind: 'raise',
      reason: { kind: 'waitingPast', count: past, seconds: limits.amberAfter },
    }
  },
} as const
