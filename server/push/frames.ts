import { type Millis, millis } from '../../shared/time.ts'

/** Ten frames a second: more cannot be read, and each costs every screen a message. */
const FRAME = millis(100)

/** A clock that only runs forward, and its timer. */
export interface FrameClock {
  /** Milliseconds from any beginning. */
  now(): number
  /** @returns what calls it off. */
  later(delay: number, run: () => void): () => void
}

const frameClock: FrameClock = {
  now: () => performance.now(),
  later(delay, run) {
    const timer = setTimeout(run, delay)
    return () => clearTimeout(timer)
  },
}

/** Decides when to show what has changed. */
export interface Frames {
  /** Something changed: shows it at once if the last frame is long enough ago, else with the next frame. */
  changed(): void
  /** An alarm or a thank-you: shows it now, and with it all that was waiting. [G5] */
  urgent(): void
  /** Shows nothing any more. */
  stop(): void
}

/** @param flush builds and sends one frame; called at most once per `every`, apart from urgent ones. */
export function createFrames(
  flush: () => void,
  clock: FrameClock = frameClock,
  every: Millis = FRAME,
): Frames {
  let last = -Infinity
  let cancel: (() => void) | null = null
  let stopped = false

  function frame() {
    cancel?.()
    cancel = null
    if (stopped) return
    last = clock.now()
    flush()
  }
  return {
    changed() {
      if (stopped || cancel) return
      const due = last + every - clock.now()
      if (due <= 0) frame()
      else cancel = clock.later(due, frame)
    },
    urgent: frame,
    stop() {
      stopped = true
      cancel?.()
      cancel = null
    },
  }
}
