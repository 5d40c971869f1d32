import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { Star } from '../../parts/Star.tsx'
import { useLeadPage, useLeadView } from '../../store/useLead.ts'
import home from './Home.module.css'
import styles from './People.module.css'

/** Everybody of the team; who has not heard a thank-you this week comes first. */
export function People() {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  const people = useLeadView(({ people }) => people, [])
  const waiting = useLeadView(({ coverage }) => coverage.waiting, [])
  const { go } = useLeadPage()
  const place = (id: string): number => {
    const at = waiting.indexOf(id)
    return at < 0 ? waiting.length : at
  }
  const ordered = [...people].sort((a, b) => place(a.id) - place(b.id))
  return (
    <>
      <h1 className={home.title}>{t('people.title')}</h1>
      <p className={home.sub}>{t('people.sub')}</p>
      <ul className={styles.people}>
        {ordered.map(({ id, name, points }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => go({ type: 'give', person: id, moment: null, from: 'people' })}
            >
              <Star points={points} size={56} tone="flat" />
              <span>
                <b>{name[language]}</b>
                {waiting.includes(id) ? <small>{t('people.waiting')}</small> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
