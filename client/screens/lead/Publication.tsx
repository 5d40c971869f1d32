import { useTranslation } from 'react-i18next'
import { minutesAndSeconds } from '../../../shared/format.ts'
import type { PublicationView } from '../../../shared/leadView.ts'
import { standardLimit, type PersonalWords } from '../../i18n/personalWords.ts'
import { dayOf } from '../../i18n/timeOfDay.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { useLeadView } from '../../store/useLead.ts'
import home from './Home.module.css'
import styles from './Publication.module.css'

/** 公示: standards, weights, samples, awards and corrections. The same text for everyone, and printable. */
export function Publication() {
  const { t } = useTranslation('personal')
  const publication = useLeadView<PublicationView | null>(({ publication }) => publication, null)
  if (publication === null) return null
  const { schemeVersion: version, period } = publication
  return (
    <article className={styles.publication}>
      <header>
        <div>
          <h1 className={home.title}>{t('publication.title')}</h1>
          <p className={home.sub}>{t('publication.sub')}</p>
        </div>
        <button type="button" className={styles.print} onClick={() => print()}>
          {t('publication.print')}
        </button>
      </header>
      <p className={styles.scheme}>{t('publication.scheme', { version, ...period })}</p>
      <Standards publication={publication} />
      <Weights publication={publication} />
      <p className={styles.rules}>{t('publication.rules')}</p>
      <Awards publication={publication} />
      <Corrections publication={publication} />
    </article>
  )
}

interface PartProps {
  readonly publication: PublicationView
}

function Standards({ publication }: PartProps) {
  const { t } = useTranslation('personal')
  return (
    <section>
      <h2>{t('publication.standards')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('publication.standards')}</span>
            </th>
            <th scope="col">{t('publication.standard')}</th>
            <th scope="col">{t('publication.sample')}</th>
          </tr>
        </thead>
        <tbody>
          {publication.standards.map(({ point, target, unit, minimumSample }) => (
            <tr key={point}>
              <th scope="row">{t(`point.${point}`)}</th>
              <td>{targetWords(t, unit, target)}</td>
              <td>{minimumSample}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Standard = PublicationView['standards'][number]

const targetWords = (
  t: PersonalWords,
  unit: Standard['unit'],
  target: Standard['target'],
): string =>
  target.kind === 'band'
    ? t('publication.band', {
        from: minutesAndSeconds(target.from),
        to: minutesAndSeconds(target.to),
      })
    : t('publication.atLeast', { value: standardLimit(t, unit, target.value) })

const dimensions = ['satisfaction', 'efficiency', 'quality', 'teamwork'] as const

function Weights({ publication }: PartProps) {
  const { t } = useTranslation('personal')
  const nameOf = (dimension: string): string => {
    const known = dimensions.find((one) => one === dimension)
    return known ? t(`publication.dimension.${known}`) : dimension
  }
  return (
    <section>
      <h2>{t('publication.weights')}</h2>
      <ul className={styles.weights}>
        {publication.weights.map(({ dimension, weight }) => (
          <li key={dimension}>
            <span>{nameOf(dimension)}</span>
            <b>{t('value.percent', { value: weight })}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Awards({ publication }: PartProps) {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  const timezone = useLeadView(({ site }) => site.timezone, 'UTC')
  return (
    <section>
      <h2>{t('publication.awards')}</h2>
      {publication.awards.length === 0 ? <p>{t('publication.noAwards')}</p> : null}
      <ul className={styles.dated}>
        {publication.awards.map(({ name, award, at }) => (
          <li key={`${at}-${name.en}-${award.en}`}>
            <time>{dayOf(at, timezone)}</time>
            <b>{name[language]}</b>
            <span>{award[language]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Corrections({ publication }: PartProps) {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  const timezone = useLeadView(({ site }) => site.timezone, 'UTC')
  return (
    <section>
      <h2>{t('publication.corrections')}</h2>
      {publication.corrections.length === 0 ? <p>{t('publication.noCorrections')}</p> : null}
      <ul className={styles.dated}>
        {publication.corrections.map(({ at, text }) => (
          <li key={`${at}-${text.en}`}>
            <time>{dayOf(at, timezone)}</time>
            <span>{text[language]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
