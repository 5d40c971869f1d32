import { type Json, type Members, type Patch, isBranch, isList, member, put } from './diff.ts'
import type { EpochMs } from '../time.ts'
import type { Delta } from './messages.ts'

/** Any screen's view at one revision. */
interface Revision {
  readonly epoch: string
  readonly revision: number
  readonly at: EpochMs
  readonly view: unknown
}

/**
 * The next snapshot; the same one when the delta is already in it; or 'gap' when a delta was missed, or does
 * not fit what is here, and the screen must ask for a snapshot. [P4]
 */
export function applyDelta<Board extends Revision>(now: Board, delta: Delta): Board | 'gap' {
  if (delta.epoch !== now.epoch) return 'gap'
  if (delta.revision <= now.revision) return now
  if (delta.from !== now.revision) return 'gap'
  const view = patched(now.view as Json, delta.patch)
  if (view === undefined) return 'gap'
  return { ...now, revision: delta.revision, at: delta.at, view }
}

/**
 * The next value, or undefined when the patch was made for another value. Shares every branch that did not
 * change, so that readers can compare by reference.
 */
export function patched(value: Json, patch: Patch): Json | undefined {
  return changed(value, patch)
}

function changed(value: Json | undefined, patch: Patch): Json | undefined {
  if (typeof patch !== 'object' || patch === null) return patch
  if (isReplacement(patch)) return patch[0]
  if (!isBranch(value)) return undefined
  return isList(value) ? changedList(value, patch) : changedMembers(value, patch)
}

const isReplacement = (patch: Patch): patch is readonly [] | readonly [Json] => Array.isArray(patch)
const isGone = (patch: Patch): boolean => Array.isArray(patch) && patch.length === 0

function changedMembers(
  value: Members,
  patch: Readonly<Record<string, Patch>>,
): Members | undefined {
  const next: Record<string, Json> = { ...value }
  for (const [key, change] of Object.entries(patch)) {
    if (isGone(change)) {
      delete next[key]
      continue
    }
    const after = changed(member(next, key), change)
    if (after === undefined) return undefined
    put(next, key, after)
  }
  return next
}

function changedList(
  value: readonly Json[],
  patch: Readonly<Record<string, Patch>>,
): readonly Json[] | undefined {
  const next = [...value]
  for (const [place, change] of Object.entries(patch)) {
    const index = Number(place)
    if (String(index) !== place || !Number.isInteger(index) || index < 0 || index > next.length)
      return undefined
    if (isGone(change)) {
      next.length = index
      continue
    }
    const after = changed(next[index], change)
    if (after === undefined) return undefined
    next[index] = after
  }
  return next
}
