import { memo } from 'react'
import { px } from './geometry.ts'
import styles from './Guilloche.module.css'

const PETALS = 28
const STEP = 2

/** One line of the rosette, in a box of `size`. */
function line(index: number, size: number): string {
  const half = size / 2
  const places: string[] = []
  for (let turn = 0; turn <= 360; turn += STEP) {
    const angle = (turn * Math.PI) / 180
    const reach = half * (0.64 + 0.32 * Math.sin(5 * angle + (index * 2 * Math.PI) / PETALS))
    const x = half + reach * Math.cos(angle - Math.PI / 2)
    const y = half + reach * Math.sin(angle - Math.PI / 2)
    places.push(`${x.toFixed(1)} ${y.toFixed(1)}`)
  }
  return `M${places.join('L')}Z`
}

/** The rosette of a certificate: the only ornament there is, on paper that honours. Drawn once. */
export const Guilloche = memo(function Guilloche({ size }: { readonly size: number }) {
  return (
    <svg
      className={styles.rosette}
      viewBox={`0 0 ${size} ${size}`}
      style={{ width: px(size), height: px(size) }}
      aria-hidden="true"
    >
      <path d={Array.from({ length: PETALS }, (_, index) => line(index, size)).join('')} />
    </svg>
  )
})
