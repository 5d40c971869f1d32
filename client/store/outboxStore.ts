import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Audience } from '../../shared/people.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'

/** Taken by the server, and still to be taken back. */
export interface SentThank {
  readonly id: string
  readonly to: string
  readonly audience: Audience
  readonly visibleAt: EpochMs
}

export interface OutboxState {
  readonly entries: Outbox
  readonly sent: readonly SentThank[]
  /** Ids taken back here; the server's list may still name them for a moment. */
  readonly takenBack: readonly string[]
  /** A withdrawal that came too late: who had already been thanked. */
  readonly tooLate: string | null
}

export type OutboxStore = StoreApi<OutboxState>

/** Where the outbox lives over a reload; a fake in tests. */
export type OutboxStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Bump when the shape of an entry changes, and read the old shape: a thank-you must not be lost. */
export const OUTBOX_KEY = 'starboard.outbox.1'

const isEntry = (value: unknown): value is OutboxEntry =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'to', 'behaviour', 'reason', 'audience', 'by'].every(
    (name) => typeof (value as Record<string, unknown>)[name] === 'string',
  ) &&
  typeof (value as OutboxEntry).pressedAt === 'number'

function read(storage: OutboxStorage): Outbox {
  try {
    const kept: unknown = JSON.parse(storage.getItem(OUTBOX_KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isEntry) : []
  } catch {
    return []
  }
}

/** The outbox, written down at each change before anything is sent. */
export function createOutboxStore(storage: OutboxStorage): OutboxStore {
  const store = createStore<OutboxState>()(() => ({
    entries: read(storage),
    sent: [],
    takenBack: [],
    tooLate: null,
  }))
  store.subscribe((state, before) => {
    if (state.entries === before.entries) return
    try {
      storage.setItem(OUTBOX_KEY, JSON.stringify(state.entries))
    } catch {
      // Without storage it lives as long as the page; it is sent all the same.
    }
  })
  return store
}
