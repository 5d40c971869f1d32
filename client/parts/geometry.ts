import type { AlarmType } from './alarmType.ts'
import type { RowRoom } from './rowHeights.ts'

/** Smallest type on a wall, design pixels. */
export const FLOOR = 28

/** Every measure of a layout, in design pixels. One source for the style sheets and for the fitting of text. */
export interface Geometry {
  readonly left: number
  readonly width: number
  /** How far an alarm's fill runs past the rows on the right. */
  readonly bleedRight: number
  readonly header: {
    readonly top: number
    readonly height: number
    readonly text: number
    readonly fresh: number
    readonly clock: number
  }
  readonly heroes: {
    readonly top: number
    readonly height: number
    readonly columns: readonly [number, number, number]
    readonly tracks: readonly [number, number, number]
    readonly label: number
    readonly value: number
    readonly unit: number
    readonly wordUnit: number
    readonly target: number
    readonly stroke: number
    /** Height of the digits' line and the room over the track, as shares of their size. */
    readonly valueLine: number
    readonly overTrack: number
  }
  readonly queues: {
    readonly top: number
    readonly head: number
    readonly headText: number
    readonly columns: readonly [number, number, number, number, number]
    readonly line: number
    readonly radius: number
    readonly name: number
    readonly count: number
    readonly figure: number
    readonly note: number
    /** Type in a low row, as shares of its height. */
    readonly tight: { readonly name: number; readonly count: number; readonly figure: number }
  }
  readonly rows: RowRoom
  readonly alarm: { readonly one: AlarmType; readonly two: AlarmType; readonly stacked: boolean }
}

/** The mockups' left eight columns. */
const standard: Geometry = {
  left: 96,
  width: 1144,
  bleedRight: 36,
  header: { top: 54, height: 56, text: 32, fresh: 28, clock: 52 },
  heroes: {
    top: 138,
    height: 300,
    columns: [468, 300, 376],
    tracks: [300, 220, 300],
    label: 38,
    value: 168,
    unit: 76,
    wordUnit: 56,
    target: 30,
    stroke: 3,
    valueLine: 0.893,
    overTrack: 0.155,
  },
  queues: {
    top: 482,
    head: 44,
    headText: 28,
    columns: [288, 540, 92, 128, 96],
    line: 500,
    radius: 10,
    name: 46,
    count: 60,
    figure: 44,
    note: 28,
    tight: { name: 0.595, count: 0.73, figure: 0.6 },
  },
  rows: { area: 500, highest: 125, openOne: 204, openTwo: 150, note: 96 },
  alarm: {
    one: { name: 56, count: 94, figure: 54, reason: 38, owner: 32 },
    two: { name: 50, count: 76, figure: 50, reason: 34, owner: 30 },
    stacked: false,
  },
}

/** Heroes and queues only, for far seats, and while there are no people to show. */
const focus: Geometry = {
  left: 96,
  width: 1728,
  bleedRight: 96,
  header: { top: 54, height: 60, text: 36, fresh: 32, clock: 60 },
  heroes: {
    top: 130,
    height: 376,
    columns: [676, 470, 582],
    tracks: [450, 330, 450],
    label: 46,
    value: 244,
    unit: 108,
    wordUnit: 84,
    target: 42,
    stroke: 4,
    valueLine: 0.8,
    overTrack: 0.12,
  },
  queues: {
    top: 536,
    head: 46,
    headText: 34,
    columns: [404, 860, 130, 196, 138],
    line: 826,
    radius: 13,
    name: 69,
    count: 90,
    figure: 66,
    note: 34,
    tight: { name: 0.7, count: 0.92, figure: 0.7 },
  },
  rows: { area: 444, highest: 146, openOne: 222, openTwo: 150, note: 96 },
  alarm: {
    one: { name: 72, count: 116, figure: 70, reason: 48, owner: 42 },
    two: { name: 56, count: 84, figure: 56, reason: 38, owner: 34 },
    stacked: false,
  },
}

/** With an alarm open the heroes step back to their usual size: the alarm comes before them. */
const focusAlarm: Geometry = {
  ...focus,
  heroes: {
    ...standard.heroes,
    top: 130,
    columns: focus.heroes.columns,
    tracks: [380, 280, 380],
    label: 42,
    target: 34,
    overTrack: 0.13,
  },
  queues: { ...focus.queues, top: 462 },
  rows: { ...focus.rows, area: 518 },
}

const portrait: Geometry = {
  left: 54,
  width: 972,
  bleedRight: 54,
  header: { top: 96, height: 116, text: 34, fresh: 32, clock: 64 },
  heroes: {
    top: 256,
    height: 630,
    columns: [972, 972, 972],
    tracks: [400, 400, 400],
    label: 50,
    value: 196,
    unit: 88,
    wordUnit: 68,
    target: 36,
    stroke: 3,
    valueLine: 0.893,
    overTrack: 0.155,
  },
  queues: {
    top: 926,
    head: 52,
    headText: 30,
    columns: [300, 336, 96, 144, 96],
    line: 312,
    radius: 10,
    name: 54,
    count: 76,
    figure: 52,
    note: 30,
    tight: { name: 0.6, count: 0.8, figure: 0.6 },
  },
  rows: { area: 846, highest: 168, openOne: 270, openTwo: 236, note: 110 },
  alarm: {
    one: { name: 58, count: 94, figure: 54, reason: 46, owner: 36 },
    two: { name: 54, count: 84, figure: 54, reason: 40, owner: 34 },
    stacked: true,
  },
}

export const geometries = { standard, focus, focusAlarm, portrait } as const
export type GeometryName = keyof typeof geometries

type Properties = Record<`--${string}`, number>

/** The same measures as custom properties, without unit: `calc(var(--hero-value) * var(--u))`. */
export function asProperties({
  left,
  width,
  bleedRight,
  header,
  heroes,
  queues,
}: Geometry): Properties {
  const [name, line, count, longest, free] = queues.columns
  return {
    '--left': left,
    '--width': width,
    '--bleed-right': bleedRight,
    '--header-top': header.top,
    '--header-height': header.height,
    '--header-text': header.text,
    '--header-fresh': header.fresh,
    '--header-clock': header.clock,
    '--heroes-top': heroes.top,
    '--heroes-height': heroes.height,
    '--hero-1': heroes.columns[0],
    '--hero-2': heroes.columns[1],
    '--hero-3': heroes.columns[2],
    '--hero-label': heroes.label,
    '--hero-value': heroes.value,
    '--hero-unit': heroes.unit,
    '--hero-word-unit': heroes.wordUnit,
    '--hero-target': heroes.target,
    '--hero-stroke': heroes.stroke,
    '--hero-value-line': heroes.valueLine,
    '--hero-over-track': heroes.overTrack,
    '--queues-top': queues.top,
    '--queues-head': queues.head,
    '--head-text': queues.headText,
    '--col-name': name,
    '--col-line': line,
    '--col-count': count,
    '--col-longest': longest,
    '--col-free': free,
    '--row-name': queues.name,
    '--row-count': queues.count,
    '--row-figure': queues.figure,
  }
}

/** A length of so many design pixels, as a style value. */
export const px = (length: number): string => `calc(${length} * var(--u))`
