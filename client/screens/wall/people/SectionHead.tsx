import styles from './SectionHead.module.css'

/** What a block shows, and what it is held against. */
export const SectionHead = ({ title, note }: { readonly title: string; readonly note: string }) => (
  <div className={styles.head}>
    <h2>{title}</h2>
    <span>{note}</span>
  </div>
)
