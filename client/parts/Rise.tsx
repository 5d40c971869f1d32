import type { ReactNode } from 'react'
import styles from './Rise.module.css'

interface RiseProps {
  /** When it appears, in ms of the paper's course. */
  readonly begin: number
  readonly className?: string | undefined
  readonly as?: 'div' | 'p' | 'h2' | 'h3' | 'li'
  readonly children: ReactNode
}

/** Text that rises on to paper at its moment. */
export function Rise({ begin, className = '', as: Tag = 'div', children }: RiseProps) {
  return (
    <Tag className={`${styles.rise} ${className}`} style={{ '--begin': begin }}>
      {children}
    </Tag>
  )
}
