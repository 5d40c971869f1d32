import type { FloorEvent } from '../../shared/events.ts'
import { MINUTE, after, type EpochMs } from '../../shared/time.ts'
import type { DeadLetter, SiteStore } from '../store/siteStore.ts'
import { Overloaded, type Admission, type Door } from './source.ts'

/** What the door tells the monitoring. */
export interface DoorCounts {
  admitted(source: string, accepted: number, duplicates: number): void
  /** An event came from so far in the future that arrival time took its place. [T2] */
  skewed(source: string): void
  setAside(source: string, letters: number): void
}

/** Events that may be on their way to the disk at once; with more the door answers `Overloaded`. */
const MOST_IN_FLIGHT = 50_000
/** Letters that go to the store in one step, so that Redis answers others in between. */
const MOST_PER_STEP = 1000
const RETRY_AFTER_SECONDS = 1
const FARTHEST_FUTURE = 5 * MINUTE

/** The one door of a site: stamps, bounds and counts what every source hands in. */
export function createDoor(
  store: SiteStore,
  clock: () => EpochMs,
  counts: DoorCounts,
  mostInFlight: number = MOST_IN_FLIGHT,
): Door {
  let inFlight = 0

  return {
    async admit(batch) {
      // A batch larger than the bound must get through when nothing else is under way.
      if (inFlight > 0 && inFlight + batch.length > mostInFlight) {
        throw new Overloaded(RETRY_AFTER_SECONDS)
      }
      inFlight += batch.length
      try {
        const events = batch.map((event) => atArrival(event, clock()))
        return counted(events, await store.ingest(events), counts)
      } finally {
        inFlight -= batch.length
      }
    },
    async setAside(letters) {
      for (let from = 0; from < letters.length; from += MOST_PER_STEP) {
        const step = letters.slice(from, from + MOST_PER_STEP)
        await store.bury(step)
        for (const [source, count] of countBySource(step)) counts.setAside(source, count)
      }
    },
  }
}

function counted(
  events: readonly FloorEvent[],
  outcomes: readonly ('accepted' | 'duplicate')[],
  counts: DoorCounts,
): Admission {
  const bySource = new Map<string, { accepted: number; duplicates: number }>()
  const total = { accepted: 0, duplicates: 0 }
  for (const [place, event] of events.entries()) {
    const entry = entryOf(bySource, event.source)
    const kind = outcomes[place] === 'duplicate' ? 'duplicates' : 'accepted'
    entry[kind] += 1
    total[kind] += 1
    if (event.stamped !== undefined && kind === 'accepted') counts.skewed(event.source)
  }
  for (const [source, { accepted, duplicates }] of bySource) {
    counts.admitted(source, accepted, duplicates)
  }
  return total
}

/** More than 5 min in the future: taken at its arrival, and the source's own stamp kept. [T2] */
function atArrival(event: FloorEvent, now: EpochMs): FloorEvent {
  if (event.replay || event.time <= after(now, FARTHEST_FUTURE)) return event
  return { ...event, time: now, stamped: event.time }
}

function entryOf(
  entries: Map<string, { accepted: number; duplicates: number }>,
  source: string,
): { accepted: number; duplicates: number } {
  const known = entries.get(source)
  if (known) return known
  const fresh = { accepted: 0, duplicates: 0 }
  entries.set(source, fresh)
  return fresh
}

function countBySource(letters: readonly DeadLetter[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { source } of letters) counts.set(source, (counts.get(source) ?? 0) + 1)
  return counts
}
