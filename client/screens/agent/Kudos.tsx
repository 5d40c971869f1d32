import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { giverWords } from '../../i18n/agentWords.ts'
import { timeOfDay } from '../../i18n/timeOfDay.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { markThanksSeen } from '../../store/agentSeen.ts'
import { useAgent } from '../../store/useAgent.ts'
import styles from './Kudos.module.css'

/** The latest thank-you on a slip of paper. */
export function Kudos() {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  const thanks = useAgent(({ view }) => view?.thanks ?? null)
  const timezone = useAgent(({ view }) => view?.site.timezone ?? 'UTC')
  useEffect(() => {
    if (thanks !== null) markThanksSeen(thanks, localStorage)
  }, [thanks])
  if (thanks === null) return null
  const { last, thisWeek } = thanks
  return (
    <section className={styles.slip}>
      <header>
        <h2>{t('agent.kudos')}</h2>
        <span>{t('agent.week', { count: thisWeek })}</span>
      </header>
      {last === null ? (
        <p className={styles.none}>{t('agent.noKudos')}</p>
      ) : (
        <>
          <p className={styles.words}>{last.sentence[language]}</p>
          <p className={styles.by}>
            {giverWords(t, last.from, timeOfDay(last.at, timezone), language)}
          </p>
        </>
      )}
    </section>
  )
}
