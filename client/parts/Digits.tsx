import styles from './Digits.module.css'

/**
 * Figures. They swap, never roll. Inside `data-hollow` they are drawn as outlines: stale data cannot look
 * fresh, with or without colour.
 */
export function Digits({
  text,
  className,
}: {
  readonly text: string
  readonly className?: string | undefined
}) {
  return (
    <span
      className={`${styles.digits} ${className ?? ''}`}
      data-none={text === '—' || text === '–'}
    >
      {text}
    </span>
  )
}
