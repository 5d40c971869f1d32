import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shelveMinutes, type ActRefusal } from '../../../shared/protocol/people.ts'
import type { AlarmView } from '../../../shared/views.ts'
import { lengthWords, reasonWords } from '../../i18n/alarmWords.ts'
import { timeOfDay } from '../../i18n/timeOfDay.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { Triangle } from '../../parts/Shapes.tsx'
import { useLeadDesk, useLeadView } from '../../store/useLead.ts'
import styles from './AlarmCard.module.css'
import { helpersOf, type LeadQueue } from './leadAlarms.ts'

interface AlarmCardProps {
  readonly alarm: AlarmView
  readonly title: string
  readonly queue: LeadQueue | null
  readonly longest: string | null
}

type Failure = ActRefusal | 'OFFLINE' | null
type Answer = { readonly ok: true } | { readonly code: ActRefusal | 'OFFLINE' }

/** What is wrong, and one tap to answer for it; after that support, dispatch or shelve. [section 7] */
export function AlarmCard({ alarm, title, queue, longest }: AlarmCardProps) {
  const { t } = useTranslation('personal')
  const { t: common } = useTranslation()
  const language = useLanguage()
  const timezone = useLeadView(({ site }) => site.timezone, 'UTC')
  const [failure, setFailure] = useState<Failure>(null)
  const { owner } = alarm
  const did = (answer: Answer | undefined): void =>
    setFailure(answer === undefined || 'ok' in answer ? null : answer.code)
  const why = [
    alarm.reason.kind === 'waitingPast'
      ? t('alarm.past', {
          count: alarm.reason.count,
          limit: lengthWords(common, alarm.reason.seconds),
        })
      : reasonWords(common, alarm.reason),
    longest === null ? null : t('rail.longest', { time: longest }),
    queue?.free === 0 && alarm.reason.kind !== 'nobodyFree' ? t('rail.noneFree') : null,
  ].filter((part) => part !== null)
  return (
    <section className={styles.alarm}>
      <h2>
        <Triangle />
        <span>{title}</span>
        {queue === null ? null : <span>{t('rail.waiting', { count: queue.waiting })}</span>}
      </h2>
      <p>{why.join(common('summary.join'))}</p>
      {owner === null ? (
        <TakeButton alarm={alarm.id} did={did} />
      ) : (
        <>
          <p className={styles.owner}>
            {t('alarm.taken', {
              name: owner.name[language],
              time: timeOfDay(owner.at, timezone),
            })}
          </p>
          <NextActs alarm={alarm} did={did} />
        </>
      )}
      <p className={styles.failure} role="alert">
        {failure === null
          ? ''
          : failure === 'OFFLINE'
            ? t('alarm.offline')
            : t('alarm.failed', { code: failure })}
      </p>
    </section>
  )
}

interface ActProps {
  readonly did: (answer: Answer | undefined) => void
}

function TakeButton({ alarm, did }: ActProps & { readonly alarm: string }) {
  const { t } = useTranslation('personal')
  const desk = useLeadDesk()
  const take = async (): Promise<void> => did(await desk.connection()?.takeAlarm(alarm))
  return (
    <button type="button" className={styles.take} onClick={() => void take()}>
      {t('alarm.take')}
    </button>
  )
}

type Open = 'support' | 'dispatch' | 'shelve'

/** The hints are read from the board; only shelving changes anything, and it says until when. */
function NextActs({ alarm, did }: ActProps & { readonly alarm: AlarmView }) {
  const { t } = useTranslation('personal')
  const [open, setOpen] = useState<Open | null>(null)
  return (
    <>
      <div className={styles.acts}>
        {(['support', 'dispatch', 'shelve'] as const).map((act) => (
          <button
            key={act}
            type="button"
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? null : act)}
          >
            {t(`alarm.${act}`)}
          </button>
        ))}
      </div>
      {open === 'support' ? <SupportHint queue={alarm.queue} /> : null}
      {open === 'dispatch' ? <p className={styles.hint}>{t('alarm.dispatchHint')}</p> : null}
      {open === 'shelve' ? <Shelving alarm={alarm.id} did={did} /> : null}
    </>
  )
}

function SupportHint({ queue }: { readonly queue: string | null }) {
  const { t } = useTranslation('personal')
  const { t: common } = useTranslation()
  const language = useLanguage()
  const queues = useLeadView(({ queues }) => queues, [])
  const helpers = helpersOf(queues, queue)
  const list = helpers
    .map(({ name, free }) => t('alarm.freeOf', { name: name[language], count: free ?? 0 }))
    .join(common('summary.join'))
  return (
    <p className={styles.hint}>
      {helpers.length === 0 ? t('alarm.supportNone') : t('alarm.supportFrom', { list })}
    </p>
  )
}

function Shelving({ alarm, did }: ActProps & { readonly alarm: string }) {
  const { t } = useTranslation('personal')
  const desk = useLeadDesk()
  const shelve = async (minutes: (typeof shelveMinutes)[number]): Promise<void> =>
    did(await desk.connection()?.shelveAlarm(alarm, minutes))
  return (
    <section className={styles.acts} aria-label={t('alarm.shelveTitle')}>
      {shelveMinutes.map((minutes) => (
        <button key={minutes} type="button" onClick={() => void shelve(minutes)}>
          {t('alarm.shelveFor', { count: minutes })}
        </button>
      ))}
    </section>
  )
}
