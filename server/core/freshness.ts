import { elapsed, type EpochMs } from '../../shared/time.ts'
import type { Freshness } from '../../shared/views.ts'
import type { SourceFreshness } from './wallView.ts'

/** How long past its own rhythm a source may be silent before it is slow, stale, lost. */
const SLOW_AFTER = 10_000
const STALE_AFTER = 30_000
const LOST_AFTER = 300_000

/** A source that promises nothing is expected by its own mean gap, times this, within bounds. */
const GAPS = 20
const SHORTEST_RHYTHM = 10_000
const LONGEST_RHYTHM = 600_000
const SMOOTHING = 0.1

interface Rhythm {
  last: EpochMs
  meanGap: number
}

/**
 * When each source was last heard and how often it usually speaks. By arrival, on the server's clock: this is
 * about the line to the source, not about the floor, and so no part of the fold.
 */
export class SourceRhythms {
  readonly #sources = new Map<string, Rhythm>()

  heard(source: string, at: EpochMs): void {
    const known = this.#sources.get(source)
    if (!known) {
      this.#sources.set(source, { last: at, meanGap: 0 })
      return
    }
    known.meanGap += SMOOTHING * (elapsed(known.last, at) - known.meanGap)
    if (at > known.last) known.last = at
  }

  get last(): EpochMs | null {
    let last: EpochMs | null = null
    for (const source of this.#sources.values())
      if (last === null || source.last > last) last = source.last
    return last
  }

  /** @param promised by source, how often it said it would speak, ms. @param queues by source. */
  at(
    now: EpochMs,
    sources: ReadonlyMap<
      string,
      { readonly every: number | null; readonly queues: ReadonlySet<string> }
    >,
  ): SourceFreshness {
    const states = new Map<string, { state: Freshness; last: EpochMs }>()
    for (const [name, { last, meanGap }] of this.#sources) {
      const promised = sources.get(name)?.every ?? null
      states.set(name, { state: stateOf(elapsed(last, now), rhythmOf(promised, meanGap)), last })
    }
    const best = (['live', 'slow', 'stale', 'lost'] as const).find((wanted) =>
      [...states.values()].some(({ state }) => state === wanted),
    )
    return {
      freshness: best ?? 'noData',
      staleSince: (queue) => staleSince(queue, states, sources, best ?? 'noData'),
    }
  }
}

const rhythmOf = (promised: number | null, meanGap: number): number =>
  promised ?? Math.min(LONGEST_RHYTHM, Math.max(SHORTEST_RHYTHM, GAPS * meanGap))

function stateOf(silence: number, rhythm: number): Freshness {
  const over = silence - rhythm
  if (over > LOST_AFTER) return 'lost'
  if (over > STALE_AFTER) return 'stale'
  return over > SLOW_AFTER ? 'slow' : 'live'
}

/** A queue is stale when every source that feeds it is, while the site as a whole is not. */
function staleSince(
  queue: string,
  states: ReadonlyMap<string, { state: Freshness; last: EpochMs }>,
  sources: ReadonlyMap<string, { readonly queues: ReadonlySet<string> }>,
  site: Freshness,
): EpochMs | null {
  if (site === 'stale' || site === 'lost' || site === 'noData') return null
  let last: EpochMs | null = null
  for (const [name, { queues }] of sources) {
    const known = states.get(name)
    if (!queues.has(queue) || !known) continue
    if (known.state === 'live' || known.state === 'slow') return null
    if (last === null || known.last > last) last = known.last
  }
  return last
}
