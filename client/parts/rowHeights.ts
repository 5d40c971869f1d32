/** How a queue's row stands: plain, with a note under its name, or open for an alarm. */
export type RowKind = 'plain' | 'note' | 'open'

/** Room for the rows of a layout, in design pixels. */
export interface RowRoom {
  readonly area: number
  /** A row is never higher than this, however few there are. */
  readonly highest: number
  /** Of one open alarm, and of each of two. */
  readonly openOne: number
  readonly openTwo: number
  /** What a name with a note under it needs. */
  readonly note: number
}

/** A row still holds its words at this height; notes give way before it. */
const LOWEST = 34

/**
 * Heights of the rows in their order. Alarms take what they need, notes at least theirs, and the plain rows
 * share what is left evenly, so the block always ends at the same line.
 */
export function rowHeights(kinds: readonly RowKind[], room: RowRoom): number[] {
  const openCount = kinds.filter((kind) => kind === 'open').length
  const open = openCount > 1 ? room.openTwo : room.openOne
  const even = (left: number, count: number): number =>
    count === 0 ? 0 : Math.min(room.highest, Math.floor(left / count))
  const left = room.area - open * openCount
  const shared = even(left, kinds.length - openCount)
  const noteCount = kinds.filter((kind) => kind === 'note').length
  const wished = Math.max(room.note, shared)
  const plainCount = kinds.length - openCount - noteCount
  const enough = left - wished * noteCount >= LOWEST * plainCount
  const note = enough ? wished : shared
  const plain = even(left - note * noteCount, plainCount)
  const heights = { open, note, plain } as const satisfies Record<RowKind, number>
  return kinds.map((kind) => heights[kind])
}
