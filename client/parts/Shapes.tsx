import styles from './Shapes.module.css'

/** Amber: attention. A diamond means that and nothing else. */
export const Diamond = () => (
  <svg className={styles.diamond} viewBox="0 0 30 30" aria-hidden="true">
    <path d="M15 1l14 14-14 14L1 15z" />
  </svg>
)

/** Vermilion: act now. With a mark cut out of it, so that it reads without colour. */
export const Triangle = () => (
  <svg className={styles.triangle} viewBox="0 0 46 42" aria-hidden="true">
    <path className={styles.body} d="M23 2L44 40H2Z" />
    <path className={styles.mark} d="M23 15v12M23 31v5" />
  </svg>
)

/** An alarm that is not current, or put aside: the same shape, hollow. */
export const HollowTriangle = () => (
  <svg className={styles.hollow} viewBox="0 0 46 42" aria-hidden="true">
    <path d="M23 4L42 39H4Z" />
  </svg>
)
