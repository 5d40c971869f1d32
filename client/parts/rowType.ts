import { FLOOR, type Geometry } from './geometry.ts'

/** Type sizes in one row, design pixels. */
export interface RowType {
  readonly name: number
  /** A name with a note under it, and the note. */
  readonly noted: number
  readonly note: number
  readonly count: number
  readonly figure: number
  readonly stopped: number
}

/** What fits into a row so high: full size where there is room, smaller in low rows, never under the floor. */
export function rowType(geometry: Geometry, height: number, open: 'one' | 'two' | null): RowType {
  const { queues, alarm } = geometry
  const low = (size: number, share: number): number =>
    Math.max(FLOOR, Math.min(size, Math.floor(height * share)))
  const note = { note: queues.note, stopped: low(queues.note + 4, 0.5) }
  if (open !== null) {
    const { name, count, figure } = alarm[open]
    return { name, noted: name, count, figure, ...note }
  }
  return {
    name: low(queues.name, queues.tight.name),
    noted: low(queues.name, 0.46),
    count: low(queues.count, queues.tight.count),
    figure: low(queues.figure, queues.tight.figure),
    ...note,
  }
}
