import type { FloorEvent } from '../../shared/events.ts'
import type { DeadLetter, SiteStore } from '../../server/store/siteStore.ts'

export interface MemorySiteStore extends SiteStore {
  readonly events: FloorEvent[]
  readonly letters: DeadLetter[]
  /** Runs before each write; throw from it, or wait in it. */
  beforeWrite: () => Promise<void>
}

const elsewhere = (): never => {
  throw new Error('this fake only takes events in')
}

/** The SiteStore port as far as a source needs it: events in, bad input set aside. */
export function memorySiteStore(site = 'default'): MemorySiteStore {
  const seen = new Set<string>()
  const store: MemorySiteStore = {
    site,
    events: [],
    letters: [],
    beforeWrite: () => Promise.resolve(),
    async ingest(events) {
      await store.beforeWrite()
      return events.map((event) => {
        const identity = `${event.source}\n${event.id}`
        if (seen.has(identity)) return 'duplicate'
        seen.add(identity)
        store.events.push(event)
        return 'accepted'
      })
    },
    async bury(letters) {
      await store.beforeWrite()
      store.letters.push(...letters)
    },
    read: elsewhere,
    newest: elsewhere,
    load: elsewhere,
    commit: elsewhere,
    acquire: elsewhere,
    renew: elsewhere,
    release: elsewhere,
    loadCheckpoint: elsewhere,
    saveCheckpoint: elsewhere,
    trim: elsewhere,
    close: () => Promise.resolve(),
  }
  return store
}
