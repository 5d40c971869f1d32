import { epochMs, HOUR, type EpochMs, type Millis } from '../../shared/time.ts'

/** What is known of one source. */
export interface SourceState {
  /** Latest moment it spoke of. */
  last: EpochMs
  /** Its own promise to speak at least so often, ms; null when it gave none. */
  every: number | null
  everyAt: EpochMs
  /** Moments of its restarts, oldest first. [E6] */
  restarts: EpochMs[]
  /** Events stamped too far in the future. [T2] */
  stamped: number
  /** Contacts it says it missed. */
  gaps: number
  queues: Set<string>
  dirty: boolean
}

const NEVER = epochMs(0)

export const newSource = (): SourceState => ({
  last: NEVER,
  every: null,
  everyAt: NEVER,
  restarts: [],
  stamped: 0,
  gaps: 0,
  queues: new Set(),
  dirty: false,
})

/** Notes a restart, and forgets those so old that no visit they could have cut is spoken of. [E4] [E6] */
export function addRestart(source: SourceState, at: EpochMs, lostAfter: Millis): void {
  const { restarts } = source
  restarts.push(at)
  restarts.sort((a, b) => a - b)
  const oldest = (restarts.at(-1) ?? at) - lostAfter - 4 * HOUR
  restarts.splice(
    0,
    restarts.findIndex((restart) => restart >= oldest),
  )
}

/** Looked for from the newest, as most visits are younger than any restart. */
export function firstAfter(moments: readonly EpochMs[], at: EpochMs): EpochMs | null {
  const before = moments.findLastIndex((moment) => moment <= at)
  return moments[before + 1] ?? null
}
