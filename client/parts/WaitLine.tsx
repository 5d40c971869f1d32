import { memo, useState } from 'react'
import { elapsed, epochMs, type EpochMs } from '../../shared/time.ts'
import type { QueueView } from '../../shared/views.ts'
import { reckon } from '../store/siteClock.ts'
import { useReducedMotion } from '../store/useReducedMotion.ts'
import { useWall, useWallStore } from '../store/useWall.ts'
import { px } from './geometry.ts'
import styles from './WaitLine.module.css'
import {
  createLayouter,
  crossings,
  LANE_PITCH,
  waitScale,
  type MarkKind,
  type WaitLineLayout,
  type WaitLineShape,
} from './waitLineLayout.ts'

interface WaitLineProps {
  readonly queue: QueueView
  readonly shape: WaitLineShape
}

/** Where a drifting thing starts and how it moves: set once, then the compositor's work alone. */
interface Drift {
  readonly from: number
  readonly to: number
  readonly until: number
}

/** Every dot is one waiting customer, moving right with the time waited. */
export function WaitLine({ queue, shape }: WaitLineProps) {
  const era = useWall((state) => state.clock?.era ?? 0)
  const { marks, bar } = useLayout(queue, shape)
  const scale = waitScale(shape)
  const drift = { from: scale(0), to: scale(shape.until), until: shape.until }
  return (
    <div className={styles.line} style={lineStyle(shape)} aria-hidden="true">
      <i className={styles.axis} style={{ '--from': drift.from - shape.radius }} />
      <i className={styles.tick} style={{ '--at': scale(queue.amberAfter) }} />
      <i className={styles.tick} data-red="true" style={{ '--at': scale(queue.redAfter) }} />
      {bar === null ? null : (
        <Bar
          key={`bar-${era}-${bar.since}`}
          since={bar.since}
          count={bar.count}
          shape={shape}
          drift={drift}
          kind={bar.head}
        />
      )}
      {bar?.head ? (
        <Dot
          key={`head-${era}-${bar.since}`}
          since={bar.since}
          kind={bar.head}
          lane={0}
          {...drift}
        />
      ) : null}
      {marks.map(({ id, since, kind, lane }) => (
        <Dot key={`${era}-${id}`} since={since} kind={kind} lane={lane} {...drift} />
      ))}
    </div>
  )
}

const lineStyle = ({ width, height, radius }: WaitLineShape) => ({
  '--line-width': width,
  '--line-height': height,
  '--radius': radius,
  '--pitch': radius * LANE_PITCH,
})

/** The line laid out, and again whenever a caller comes, goes or crosses a limit. Between those, dots drift. */
function useLayout(queue: QueueView, shape: WaitLineShape): WaitLineLayout {
  const store = useWallStore()
  const [layOut] = useState(createLayouter)
  useWall(({ now }) => (now === null ? 0 : crossings(queue, now, shape.until)))
  return layOut(queue, store.getState().now ?? NO_TIME, shape)
}

const NO_TIME = epochMs(0)

/** In reduced motion everything steps together, every so many ms. */
const STEP = 5000

/** The animation that carries a wait of `since` along the line, from now on without any script. */
function useDrift(since: EpochMs, { from, to, until }: Drift) {
  const store = useWallStore()
  const reduced = useReducedMotion()
  const [begun] = useState(() => {
    const { clock } = store.getState()
    const now = clock === null ? since : reckon(clock, performance.now())
    const age = elapsed(since, now)
    const rate = clock?.rate ?? 0
    const step = STEP * Math.max(1, rate)
    const steady = reduced ? age - (age % step) + (now % step) : age
    return { age: Math.min(steady, until * 1000), rate, steps: reduced ? (until * 1000) / step : 0 }
  })
  const rate = begun.rate === 0 ? 1 : begun.rate
  return {
    '--from': from,
    '--to': to,
    animationDuration: `${(until * 1000) / rate}ms`,
    animationDelay: `${-begun.age / rate}ms`,
    animationTimingFunction:
      begun.steps > 0 ? `steps(${Math.max(1, Math.round(begun.steps))})` : 'linear',
    animationPlayState: begun.rate === 0 ? 'paused' : 'running',
  }
}

interface DotProps extends Drift {
  readonly since: EpochMs
  readonly kind: MarkKind
  readonly lane: number
}

const outlines: Record<MarkKind, string> = {
  circle: 'M-10 0a10 10 0 1 0 20 0a10 10 0 1 0 -20 0Z',
  diamond: 'M0 -13L13 0L0 13L-13 0Z',
  triangle: 'M0 -13.5L13 10L-13 10Z',
}

const Dot = memo(function Dot({ since, kind, lane, ...drift }: DotProps) {
  return (
    <span className={styles.dot} style={{ ...useDrift(since, drift), '--lane': lane }}>
      <svg className={styles.mark} data-kind={kind} viewBox="-14 -14 28 28">
        <path d={outlines[kind]} />
      </svg>
    </span>
  )
})

/** Design pixels of a bar's height for each caller in it. */
const BAR_PER_CALLER = 1.5

interface BarProps {
  readonly since: EpochMs
  readonly count: number
  readonly shape: WaitLineShape
  readonly drift: Drift
  readonly kind: MarkKind | null
}

function Bar({ since, count, shape, drift, kind }: BarProps) {
  const length = drift.to - drift.from
  const height = Math.min(shape.height, Math.max(8, count * BAR_PER_CALLER))
  return (
    <span
      className={styles.barWindow}
      style={{ '--at': drift.from, width: px(length), height: px(height) }}
    >
      <span
        className={styles.bar}
        data-kind={kind ?? 'circle'}
        style={useDrift(since, { from: -length, to: 0, until: drift.until })}
      />
    </span>
  )
}
