import { type Json, diff } from '../../shared/protocol/diff.ts'
import type { Delta, Snapshot, Tick } from '../../shared/protocol/messages.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { WallView } from '../../shared/views.ts'
import { asDisplayed } from './asDisplayed.ts'

/** What the screens of one site see: the current snapshot and how it came to be. */
export interface SiteFeed {
  /**
   * Takes the view as it is now.
   * @returns the delta to send, or null when nothing that a person can see has changed.
   */
  show(at: EpochMs, view: WallView): Delta | null
  snapshot(): Snapshot
  /** The sign of life at a moment of the site's clock. [P6] [T6] */
  tick(at: EpochMs, heard: EpochMs | null, rate: number): Tick
}

/** @param epoch a name of this run that no other run had; revisions count from 1 within it. */
export function createSiteFeed(epoch: string, at: EpochMs, view: WallView): SiteFeed {
  let now: Snapshot = { epoch, revision: 1, at, view: asDisplayed(view) }
  return {
    show(at, latest) {
      const view = asDisplayed(latest)
      const patch = diff(now.view as unknown as Json, view as unknown as Json)
      if (patch === undefined) {
        now = { ...now, at }
        return null
      }
      const delta = { epoch, from: now.revision, revision: now.revision + 1, at, patch }
      now = { epoch, revision: delta.revision, at, view }
      return delta
    },
    snapshot: () => now,
    tick: (at, heard, rate) => ({ epoch, revision: now.revision, at, heard, rate }),
  }
}
