import { scaleLinear } from 'd3'
import type { Target } from '../../shared/views.ts'
import { zoneOf } from './zoneOf.ts'
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
