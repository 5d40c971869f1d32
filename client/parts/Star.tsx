import { useId } from 'react'
import type { PointProgress } from '../../shared/people.ts'
import styles from './Star.module.css'
import { CENTRE, fillRadius, kites, WHOLE } from './starShape.ts'

interface StarProps {
  readonly points: PointProgress
  /** Design pixels. */
  readonly size: number
  /** `ink`: on the operation's ground; `paper`: large on paper; `flat`: small on paper. */
  readonly tone: 'ink' | 'paper' | 'flat'
  /** When each point lights up, in ms of the paper it stands on; null or absent: it stands lit already. */
  readonly lights?: readonly (number | null)[]
}

const NONE: readonly (number | null)[] = []

/**
 * Five published standards, one point each, filling from the centre outwards. [S7]
 * Silent for screen readers: text always stands beside it.
 */
export function Star({ points, size, tone, lights = NONE }: StarProps) {
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
        <g key={corners}>
          <polygon className={styles.empty} points={corners} />
          <Fill
            corners={corners}
            progress={points[index] ?? 0}
            clip={`${id}${index}`}
            lights={lights[index] ?? null}
          />
        </g>
      ))}
    </svg>
  )
}

interface FillProps {
  readonly corners: string
  readonly progress: number
  readonly clip: string
  readonly lights: number | null
}

function Fill({ corners, progress, clip, lights }: FillProps) {
  if (progress <= 0) return null
  const lit = progress >= 1
  const look = lit ? styles.lit : styles.part
  if (lit && lights === null) return <polygon className={look} points={corners} />
  const growing =
    lights === null ? {} : { className: styles.lighting, style: { '--begin': lights } }
  return (
    <>
      <clipPath id={clip}>
        <circle cx={CENTRE.x} cy={CENTRE.y} r={lit ? WHOLE : fillRadius(progress)} {...growing} />
      </clipPath>
      <polygon className={look} points={corners} clipPath={`url(#${clip})`} />
    </>
  )
}
