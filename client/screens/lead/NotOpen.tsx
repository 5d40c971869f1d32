import { useTranslation } from 'react-i18next'
import type { Phase } from '../../store/personalStore.ts'
import styles from './NotOpen.module.css'

interface NotOpenProps {
  readonly phase: Exclude<Phase, 'open' | 'locked'>
  readonly device: 'lead' | 'agent'
}

/** No board yet: one line that says why and what to do. */
export function NotOpen({ phase, device }: NotOpenProps) {
  const { t } = useTranslation('personal')
  if (phase !== 'notPaired') {
    return (
      <main className={styles.page} aria-live="polite">
        <p>{t(`pairing.${phase}`)}</p>
      </main>
    )
  }
  return (
    <main className={styles.page}>
      <h1>{t('pairing.title')}</h1>
      <p>{t(device === 'lead' ? 'pairing.lead' : 'pairing.agent')}</p>
      {device === 'lead' ? (
        <a className={styles.join} href="/join">
          {t('pairing.join')}
        </a>
      ) : null}
      <p className={styles.small}>{t('pairing.again')}</p>
    </main>
  )
}
