import { scaleLinear } from 'd3'
import type { Target } from '../../shared/views.ts'
import styles from './ZoneNeedle.module.css'

interface ZoneNeedleProps {
  /** Null: only the line and its zone. */
  readonly value: number | null
  readonly target: Target
  readonly scale: readonly [from: number, to: number]
  /** Design pixels. */
  readonly width: number
  readonly tone: 'inside' | 'outside' | 'warning'
}

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

/** A measured value as an upright needle on a line with its target zone. */
export function ZoneNeedle({ value, target, scale, width, tone }: ZoneNeedleProps) {
  const [from, to] = zoneOf(target, scale)
  const place = scaleLinear().domain(scale).range([0, width]).clamp(true)
  const zone = { '--from': from * width, '--length': (to - from) * width }
  return (
    <div className={styles.track} style={{ '--track': width }} aria-hidden="true">
      <i className={styles.zone} style={zone} />
      {value === null ? null : (
        <i className={styles.needle} data-tone={tone} style={{ '--at': place(value) }} />
      )}
    </div>
  )
}
