import { epochMs } from '../../shared/time.ts'
import type { EpochMs } from '../../shared/time.ts'

/** Real time by which a recording's clock moves on at its speed. */
export interface Pace {
  /** ms until the moment of the recording has come; 0 or less when it has. */
  until(time: EpochMs): number
  /** The recording's clock now. */
  clock(): EpochMs
}

/** Starts at `from` of the recording, now. `now` is a monotonic clock in ms. */
export function paceOf(from: EpochMs, speed: number, now: () => number): Pace {
  const started = now()
  return {
    until: (time) => started + (time - from) / speed - now(),
    clock: () => epochMs(Math.floor(from + (now() - started) * speed)),
  }
}

/** @returns null when the text is neither `max` nor a number above 0. */
export function readSpeed(text: string): number | 'max' | null {
  if (text === 'max') return 'max'
  const speed = /^\d{1,9}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0
  return speed > 0 ? speed : null
}
