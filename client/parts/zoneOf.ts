import { scaleLinear } from 'd3'
import type { Target } from '../../shared/views.ts'

/** Where the target's zone lies on a line from 0 to 1. A band has two ends: shorter is not better. */
export function zoneOf(
  target: Target,
  scale: readonly [number, number],
): readonly [number, number] {
  const place = scaleLinear().domain(scale).range([0, 1]).clamp(true)
  switch (target.kind) {
    case 'atLeast':
      return [place(target.value), 1]
    case 'atMost':
      return [0, place(target.value)]
    case 'band':
      return [place(target.from), place(target.to)]
    default:
      return target satisfies never
  }
}
