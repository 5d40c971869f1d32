import type { Delta, Snapshot } from './messages.ts'
import { patched, type Json } from './diff.ts'

/** The next snapshot, or 'gap' when a delta was missed and the screen must ask for a snapshot. [P4] */
export function applyDelta(now: Snapshot, delta: Delta): Snapshot | 'gap' {
  if (delta.epoch !== now.epoch) return 'gap'
  if (delta.revision <= now.revision) return now
  if (delta.from !== now.revision) return 'gap'
  const view = patched(now.view as unknown as Json, delta.patch) as unknown as Snapshot['view']
  return { epoch: now.epoch, revision: delta.revision, at: delta.at, view }
}
