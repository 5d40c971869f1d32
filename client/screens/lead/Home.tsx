import { useTranslation } from 'react-i18next'
import type { Moment } from '../../../shared/leadView.ts'
import { agoWords, factWords } from '../../i18n/personalWords.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { Star } from '../../parts/Star.tsx'
import { useLead, useLeadPage, useLeadView, useOutbox } from '../../store/useLead.ts'
import styles from './Home.module.css'

/** As many as fit above the coverage, the latest first. */
const MOMENTS = 4
/** Names offered beside the way to all of them. */
const NAMES = 5

/** What just happened, ready to thank; then who has not heard a thank-you yet. */
export function Home() {
  const { t } = useTranslation('personal')
  const moments = useLeadView(({ moments }) => moments, [])
  return (
    <>
      <h1 className={styles.title}>{t('home.title')}</h1>
      <p className={styles.sub}>{t('home.sub')}</p>
      {moments.length === 0 ? <p className={styles.none}>{t('home.none')}</p> : null}
      <ul className={styles.moments}>
        {moments.slice(0, MOMENTS).map((moment) => (
          <MomentRow key={moment.id} moment={moment} />
        ))}
      </ul>
      <Coverage />
    </>
  )
}

function MomentRow({ moment }: { readonly moment: Moment }) {
  const { t } = useTranslation('personal')
  const name = useNameOf(moment.person)
  const ago = useLead(({ now }) => (now === null ? '' : agoWords(t, moment.at, now)))
  const { go } = useLeadPage()
  // What waits in the outbox has been said already: it is not offered a second time.
  const leaving = useOutbox(({ entries }) =>
    entries.some(
      ({ to, behaviour, withdrawn, refused }) =>
        to === moment.person && behaviour === moment.behaviour && !withdrawn && refused === null,
    ),
  )
  return (
    <li>
      <Star points={moment.points} size={56} tone="flat" />
      <div>
        <h2 className={styles.name}>{name}</h2>
        <p className={styles.fact}>{factWords(t, moment.fact)}</p>
      </div>
      <time className={styles.time}>{ago}</time>
      {moment.thanked || leaving ? (
        <p className={styles.done}>
          <Check />
          {t('home.thanked')}
        </p>
      ) : (
        <button
          type="button"
          className={styles.go}
          aria-label={t('home.thankWho', { name })}
          onClick={() =>
            go({ type: 'give', person: moment.person, moment: moment.id, from: 'home' })
          }
        >
          {t('home.thank')}
        </button>
      )}
    </li>
  )
}

/** A person's name in the tablet's language; the id while they are not named. */
export function useNameOf(person: string): string {
  const language = useLanguage()
  return useLeadView(
    ({ people }) => people.find(({ id }) => id === person)?.name[language] ?? person,
    person,
  )
}

const Check = () => (
  <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
    <path d="M3 12l5 5L19 5" />
  </svg>
)

/** One cell a person, and the names of those who have waited longest: it counters favouritism quietly. */
function Coverage() {
  const { t } = useTranslation('personal')
  const coverage = useLeadView(({ coverage }) => coverage, null)
  const { go } = useLeadPage()
  if (coverage === null || coverage.of === 0) return null
  const { thanked, of, waiting } = coverage
  return (
    <section>
      <header className={styles.coverage}>
        <h2>{t('home.coverage')}</h2>
        <span>{t('home.covered', { thanked, of })}</span>
      </header>
      <div className={styles.cells} aria-hidden="true">
        {Array.from({ length: of }, (_, cell) => (
          <i key={cell} data-heard={cell < thanked} />
        ))}
      </div>
      {waiting.length === 0 ? <p className={styles.sub}>{t('home.everyone')}</p> : null}
      <div className={styles.people}>
        {waiting.slice(0, NAMES).map((person) => (
          <Name key={person} person={person} />
        ))}
        <button type="button" onClick={() => go({ type: 'people' })}>
          {t('home.all')}
        </button>
      </div>
    </section>
  )
}

function Name({ person }: { readonly person: string }) {
  const { t } = useTranslation('personal')
  const name = useNameOf(person)
  const { go } = useLeadPage()
  return (
    <button
      type="button"
      aria-label={t('home.thankWho', { name })}
      onClick={() => go({ type: 'give', person, moment: null, from: 'home' })}
    >
      {name}
    </button>
  )
}
