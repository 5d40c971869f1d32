import type { EpochMs } from '../../shared/time.ts'
import type { Freshness } from '../../shared/views.ts'
import type { WallState } from './wallStore.ts'

/** What the screen may claim: the worse of the data's freshness and the connection's. [P6] */
export function freshnessOf(state: WallState): Freshness {
  if (state.link.state === 'lost') return 'lost'
  if (state.link.state === 'stale') return 'stale'
  return state.view?.freshness ?? 'noData'
}

/** The figures are not current: digits hollow or gone, dots and needles away, alarms hidden. */
export const isHollow = (freshness: Freshness): boolean =>
  freshness === 'stale' || freshness === 'lost'

/** Since when the data stands, when it does. */
export function standsSince(state: WallState): EpochMs | null {
  if (state.link.state === 'stale' || state.link.state === 'lost') return state.lastTickAt
  return state.heard ?? state.snapshot?.at ?? null
}
