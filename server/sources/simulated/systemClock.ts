import { setTimeout as pause } from 'node:timers/promises'
import { epochMs } from '../../../shared/time.ts'
import type { Clock } from './simulatedFloor.ts'

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  sleep: async (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
}
