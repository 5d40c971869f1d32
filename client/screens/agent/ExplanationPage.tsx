import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minutesAndSeconds, percentLimit } from '../../../shared/format.ts'
import type {
  ExplainedContact,
  ExplainedStandard,
  Explanation,
} from '../../../shared/protocol/peopleExplanation.ts'
import { standardValue, type PersonalWords } from '../../i18n/personalWords.ts'
import { timeOfDay } from '../../i18n/timeOfDay.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { useAgent, useAgentDesk } from '../../store/useAgent.ts'
import styles from './ExplanationPage.module.css'

type Loaded = Explanation | 'loading' | 'failed'

/** 怎么算的: the person's own score taken apart, and the last contacts counted. [S9] */
export function ExplanationPage({ back }: { readonly back: () => void }) {
  const { t } = useTranslation('personal')
  const explanation = useExplanation()
  return (
    <main className={styles.page}>
      <header>
        <button type="button" aria-label={t('explain.back')} onClick={back}>
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <path d="M14 3L6 11l8 8" />
          </svg>
        </button>
        <h1>{t('explain.title')}</h1>
      </header>
      {typeof explanation === 'string' ? (
        <p aria-live="polite">{t(`explain.${explanation}`)}</p>
      ) : (
        <Derivation explanation={explanation} />
      )}
    </main>
  )
}

function useExplanation(): Loaded {
  const desk = useAgentDesk()
  const [loaded, setLoaded] = useState<Loaded>('loading')
  useEffect(() => {
    let gone = false
    const read = async (): Promise<void> => {
      const answer = await desk.connection()?.explain()
      if (!gone) setLoaded(answer ?? 'failed')
    }
    void read()
    return () => {
      gone = true
    }
  }, [desk])
  return loaded
}

function Derivation({ explanation }: { readonly explanation: Explanation }) {
  const { t } = useTranslation('personal')
  const { score, rank, period, schemeVersion: version, cohortSize } = explanation
  return (
    <>
      <p className={styles.score}>
        <span>{t('explain.score')}</span>
        {score === null ? t('explain.provisional') : <b>{percentLimit(score)}</b>}
        {rank === null ? null : (
          <small>{t(rank.shared ? 'explain.rankShared' : 'explain.rank', { ...rank })}</small>
        )}
      </p>
      <p className={styles.note}>{t('explain.period', { version, ...period })}</p>
      <p className={styles.note}>{t('explain.cohort', { count: cohortSize })}</p>
      <ul className={styles.standards}>
        {explanation.standards.map((standard) => (
          <StandardPart key={standard.point} standard={standard} />
        ))}
      </ul>
      <h2>{t('explain.contacts')}</h2>
      <ul className={styles.contacts}>
        {explanation.contacts.map((contact) => (
          <Contact key={contact.at} contact={contact} />
        ))}
      </ul>
    </>
  )
}

function StandardPart({ standard }: { readonly standard: ExplainedStandard }) {
  const { t } = useTranslation('personal')
  const { point, value, unit, points, weight } = standard
  return (
    <li>
      <h3>{t(`point.${point}`)}</h3>
      <b>{value === null ? '—' : standardValue(t, unit, value)}</b>
      <p>{notesOf(t, standard).join(' · ')}</p>
      <span>
        {points === null
          ? '—'
          : t('explain.part', { points: percentLimit(points), weight: percentLimit(weight) })}
      </span>
    </li>
  )
}

/** What else went into a part; a change is only told when it went up. */
function notesOf(t: PersonalWords, standard: ExplainedStandard): readonly string[] {
  const { n, minimumSample, shrunk, value, unit, gate, change } = standard
  const gates = { passed: 'gatePassed', closed: 'gateClosed', open: 'gateOpen' } as const
  return [
    t('explain.sample', { n, least: minimumSample }),
    ...(shrunk === null || shrunk === value
      ? []
      : [t('explain.shrunk', { value: standardValue(t, unit, shrunk) })]),
    ...(gate === null ? [] : [t(`explain.${gates[gate]}`)]),
    ...(change === null || change <= 0 ? [] : [t('explain.up', { value: percentLimit(change) })]),
  ]
}

function Contact({ contact }: { readonly contact: ExplainedContact }) {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  const timezone = useAgent(({ view }) => view?.site.timezone ?? 'UTC')
  const { at, queue, handledSeconds, counts, leftOut } = contact
  const handled =
    handledSeconds === null
      ? []
      : [t('explain.handled', { time: minutesAndSeconds(handledSeconds) })]
  const words =
    leftOut === null
      ? [...handled, ...counts.map((point) => t(`point.${point}`))]
      : [t(`explain.leftOut.${leftOut}`)]
  return (
    <li data-out={leftOut !== null}>
      <time>{timeOfDay(at, timezone)}</time>
      <span>{queue[language]}</span>
      <small>{words.join(' · ')}</small>
    </li>
  )
}
