import { max, scaleLinear } from 'd3'
import { elapsed, epochMs, type EpochMs } from '../../shared/time.ts'
import type { QueueView } from '../../shared/views.ts'

/** A line of waiting callers. Lengths in design pixels, times in seconds. */
export interface WaitLineShape {
  readonly width: number
  readonly height: number
  readonly radius: number
  /** The line ends at this many seconds; whoever waits longer stays at its end. */
  readonly until: number
  /** How many dots may stand above one another; odd. */
  readonly lanes: number
}

export type MarkKind = 'circle' | 'diamond' | 'triangle'

/** One waiting caller on the line. */
export interface Mark {
  readonly id: string
  readonly since: EpochMs
  readonly kind: MarkKind
  /** 0 on the line, then -1, +1, -2, +2. */
  readonly lane: number
}

export interface WaitLineLayout {
  readonly marks: readonly Mark[]
  /** Callers who have no dot of their own: a bar from 0 up to whoever has waited since `since`. */
  readonly bar: {
    readonly count: number
    readonly since: EpochMs
    /** The shape at the bar's head, when no caller is known one by one. */
    readonly head: MarkKind | null
  } | null
}

const LANES = [0, -1, 1, -2, 2]
/** Nearer than this many radii, two dots go to different lanes. */
const APART = 2.15
/** From lane to lane, in radii. */
export const LANE_PITCH = 2.05
const SMALLEST_RADIUS = 6

/** Where on the line a wait stands. The ends leave room for a whole dot. */
export function waitScale(shape: Pick<WaitLineShape, 'width' | 'radius' | 'until'>) {
  return scaleLinear()
    .domain([0, shape.until])
    .range([shape.radius + 4, shape.width - shape.radius - 4])
    .clamp(true)
}

/** The line of a row so high: dots shrink before their lanes would touch the next row. */
export function lineShape(
  width: number,
  rowHeight: number,
  radius: number,
  until: number,
): WaitLineShape {
  const fitting = Math.max(SMALLEST_RADIUS, Math.min(radius, rowHeight * 0.16))
  const pairs = Math.floor((rowHeight - 2 * fitting) / (2 * LANE_PITCH * fitting))
  return {
    width,
    height: Math.min(fitting * (rowHeight > 110 ? 7.6 : 7.2), rowHeight - 10),
    radius: fitting,
    until,
    lanes: Math.min(LANES.length, 1 + 2 * Math.max(0, pairs)),
  }
}

/** Circle, then diamond from amber on, then triangle from red on. */
export function kindAfter(seconds: number, amberAfter: number, redAfter: number): MarkKind {
  if (seconds >= redAfter) return 'triangle'
  return seconds >= amberAfter ? 'diamond' : 'circle'
}

const secondsSince = (since: EpochMs, now: EpochMs): number => elapsed(since, now) / 1000

/**
 * Lanes for dots, youngest first. A dot keeps the lane it had, so nobody jumps when somebody comes or goes;
 * where every lane is taken, it takes the one with the most room.
 */
export function assignLanes(
  dots: readonly { readonly id: string; readonly x: number }[],
  shape: Pick<WaitLineShape, 'radius' | 'lanes'>,
  before: ReadonlyMap<string, number>,
): Map<string, number> {
  const apart = shape.radius * APART
  const lanes = LANES.slice(0, shape.lanes)
  const placed: { x: number; lane: number }[] = []
  const result = new Map<string, number>()
  const roomIn = (lane: number, x: number): number =>
    Math.min(
      Infinity,
      ...placed.filter((dot) => dot.lane === lane).map((dot) => Math.abs(dot.x - x)),
    )
  const put = (dot: { id: string; x: number }, lane: number): void => {
    placed.push({ x: dot.x, lane })
    result.set(dot.id, lane)
  }
  const ordered = [...dots].sort((a, b) => a.x - b.x)
  for (const dot of ordered) {
    const lane = before.get(dot.id)
    if (lane !== undefined && lanes.includes(lane) && roomIn(lane, dot.x) >= apart) put(dot, lane)
  }
  for (const dot of ordered) {
    if (result.has(dot.id)) continue
    const free = lanes.find((lane) => roomIn(lane, dot.x) >= apart)
    const widest = [...lanes].sort((a, b) => roomIn(b, dot.x) - roomIn(a, dot.x))[0] ?? 0
    put(dot, free ?? widest)
  }
  return result
}

type Waiting = Pick<QueueView, 'callers' | 'waiting' | 'longestSince' | 'amberAfter' | 'redAfter'>

/** What to draw for a queue at `now`. Never more dots than callers known one by one. */
export function layoutWaitLine(
  queue: Waiting,
  now: EpochMs,
  shape: WaitLineShape,
  before: ReadonlyMap<string, number>,
): WaitLineLayout {
  const scale = waitScale(shape)
  const known = Object.entries(queue.callers).map(([id, since]) => ({
    id: `${id}@${since}`,
    since,
  }))
  const dots = known.map(({ id, since }) => ({ id, x: scale(secondsSince(since, now)) }))
  const lanes = assignLanes(dots, shape, before)
  const kind = (since: EpochMs): MarkKind =>
    kindAfter(secondsSince(since, now), queue.amberAfter, queue.redAfter)
  const marks = known.map(({ id, since }) => ({
    id,
    since,
    kind: kind(since),
    lane: lanes.get(id) ?? 0,
  }))
  return { marks, bar: barOf(queue, known, kind) }
}

function barOf(
  queue: Waiting,
  known: readonly { readonly since: EpochMs }[],
  kind: (since: EpochMs) => MarkKind,
): WaitLineLayout['bar'] {
  const count = queue.waiting - known.length
  if (count <= 0) return null
  const youngest = max(known, ({ since }) => since)
  if (youngest !== undefined) return { count, since: epochMs(youngest), head: null }
  if (queue.longestSince === null) return null
  return { count, since: queue.longestSince, head: kind(queue.longestSince) }
}

/**
 * Lays out one queue's line again and again, remembering the lanes, so that a dot keeps its own.
 * The same line laid out twice is the same.
 */
export function createLayouter(): (
  queue: Waiting,
  now: EpochMs,
  shape: WaitLineShape,
) => WaitLineLayout {
  let lanes: ReadonlyMap<string, number> = new Map()
  let width = 0
  return (queue, now, shape) => {
    // On a line of another length the lanes that are needed are others.
    const before = shape.width === width ? lanes : new Map<string, number>()
    const layout = layoutWaitLine(queue, now, shape, before)
    width = shape.width
    lanes = new Map(layout.marks.map(({ id, lane }) => [id, lane]))
    return layout
  }
}

/**
 * How many limits have been passed on this line: amber, red and the line's end, by everyone who waits. The
 * picture must be laid out again when it changes; between such moments the dots only drift.
 */
export function crossings(queue: Waiting, now: EpochMs, until: number): number {
  const known = Object.values(queue.callers)
  const everyone = queue.longestSince === null ? known : [...known, queue.longestSince]
  const edges = [queue.amberAfter, queue.redAfter, until]
  const passedBy = (since: EpochMs): number =>
    edges.filter((edge) => secondsSince(since, now) >= edge).length
  return everyone.reduce((sum, since) => sum + passedBy(since), 0)
}
