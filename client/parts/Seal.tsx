import styles from './Seal.module.css'

/** 服务之星, pressed on the page as its last gesture. A mark like a signature: the same in every language. */
export const Seal = ({ begin }: { readonly begin: number }) => (
  <div className={styles.seal} style={{ '--begin': begin }} lang="zh-CN" aria-hidden="true">
    <span>服务</span>
    <span>之星</span>
  </div>
)
