/** The star in a box of 100: five kites about a centre, with a gap between them. */
export const CENTRE = { x: 50, y: 52 } as const
const OUTER = 48
const WAIST = 22.5
const GAP = 2.3
/** How far each kite's waist stands from its axis, as a share of a tenth of the circle. */
const WAIST_TURN = 0.93

const at = (angle: number, radius: number): string =>
  `${(CENTRE.x + radius * Math.cos(angle)).toFixed(2)},${(CENTRE.y + radius * Math.sin(angle)).toFixed(2)}`

function kite(index: number): string {
  const axis = -Math.PI / 2 + (index * 2 * Math.PI) / 5
  const half = Math.PI / 5
  return [
    at(axis, GAP / Math.sin(half)),
    at(axis - half * WAIST_TURN, WAIST),
    at(axis, OUTER),
    at(axis + half * WAIST_TURN, WAIST),
  ].join(' ')
}

/** Corners of the five kites, clockwise from the top, as `points` of a polygon. */
export const kites: readonly string[] = [0, 1, 2, 3, 4].map(kite)

/** How far a partly filled point reaches from the centre. */
export const fillRadius = (progress: number): number => 8 + 36 * Math.min(1, Math.max(0, progress))

/** Radius of a circle that holds the whole star. */
export const WHOLE = 50
