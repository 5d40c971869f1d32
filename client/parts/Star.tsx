import { useId } from 'react'
import type { PointProgress } from '../../shared/people.ts'
import styles from './Star.module.css'
import { CENTRE, fillRadius, kites } from './starShape.ts'

interface StarProps {
  readonly points: PointProgress
  /** Design pixels. */
  readonly size: number
  /** `ink`: on the operation's ground; `paper`: large on paper; `flat`: small on paper. */
  readonly tone: 'ink' | 'paper' | 'flat'
  /** Place of the point that has just been lit; its fill is marked, for those who move it. */
  readonly fresh?: number | undefined
}

/**
 * Five published standards, one point each, filling from the centre outwards. [S7]
 * Silent for screen readers: text always stands beside it.
 */
export function Star({ points, size, tone, fresh }: StarProps) {
  const id = useId()
  return (
    <svg
      className={styles.star}
      data-tone={tone}
      style={{ '--size': size, '--edge': size < 60 ? 2 : 1.4 }}
      viewBox="0 0 100 100"
      aria-hidden="true"
    >
      {kites.map((corners, index) => (
        <g key={corners} data-fresh={fresh === index}>
          <polygon className={styles.empty} points={corners} />
          <Fill corners={corners} progress={points[index] ?? 0} clip={`${id}${index}`} />
        </g>
      ))}
    </svg>
  )
}

interface FillProps {
  readonly corners: string
  readonly progress: number
  readonly clip: string
}

function Fill({ corners, progress, clip }: FillProps) {
  if (progress <= 0) return null
  if (progress >= 1) return <polygon className={styles.lit} points={corners} />
  return (
    <>
      <clipPath id={clip}>
        <circle cx={CENTRE.x} cy={CENTRE.y} r={fillRadius(progress)} />
      </clipPath>
      <polygon className={styles.part} points={corners} clipPath={`url(#${clip})`} />
    </>
  )
}
