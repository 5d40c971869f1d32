import { epochMs, type EpochMs } from '../../shared/time.ts'

/**
 * The site's clock as this screen reckons it. Ages come from the server's time and the page's own steady
 * counter, never from the TV's clock, which may be wrong or be set while the page runs. [P15]
 */
export interface SiteClock {
  /** Site time at `local`. */
  readonly at: EpochMs
  /** The page's steady counter (`performance.now()`), ms. */
  readonly local: number
  /** Site seconds per second; 1 when live, 0 when it stands still. */
  readonly rate: number
  /** Rises when the clock was set anew, so that running motion starts over from the right place. */
  readonly era: number
}

/** Below this many ms of disagreement the clock is left alone: it is the network that wavers. */
const TOLERANCE = 250

/** A replay's clock runs ahead of the ticks by no more than this many ms of real time. */
const REPLAY_LEAD = 1500

const usableRate = (rate: number): number => (Number.isFinite(rate) && rate > 0 ? rate : 0)

export function reckon(clock: SiteClock, local: number): EpochMs {
  const passed = Math.max(0, local - clock.local)
  const counted = clock.rate === 1 ? passed : Math.min(passed, REPLAY_LEAD)
  return epochMs(Math.round(clock.at + counted * clock.rate))
}

/** The clock after a tick. The same object when it agrees with what was reckoned. */
export function setClock(
  clock: SiteClock | null,
  tick: { readonly at: EpochMs; readonly rate: number },
  local: number,
): SiteClock {
  const rate = usableRate(tick.rate)
  if (clock === null) return { at: tick.at, local, rate, era: 0 }
  const off = Math.abs(reckon(clock, local) - tick.at)
  if (rate === clock.rate && off < TOLERANCE * Math.max(1, rate)) {
    return rate === 1 || rate === 0 ? clock : { ...clock, at: tick.at, local }
  }
  return { at: tick.at, local, rate, era: clock.era + 1 }
}
