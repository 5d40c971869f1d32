import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { elapsed } from '../../../shared/time.ts'
import type { QueueView } from '../../../shared/views.ts'
import { timeOfDay } from '../../i18n/timeOfDay.ts'
import { useText } from '../../i18n/useLanguage.ts'
import { Digits } from '../../parts/Digits.tsx'
import { WaitLine } from '../../parts/WaitLine.tsx'
import type { WaitLineShape } from '../../parts/waitLineLayout.ts'
import { isHollow } from '../../store/freshness.ts'
import { personalFreshness } from '../../store/personalStore.ts'
import { useLead, useLeadView } from '../../store/useLead.ts'
import { isUrgent, type LeadQueue } from './leadAlarms.ts'
import styles from './Rail.module.css'

const shape: WaitLineShape = { width: 124, height: 40, radius: 5, until: 150, lanes: 5 }

/** The queues in the order of the site file; one whose alarm stands above is not said twice. */
export function RailQueues() {
  const queues = useLeadView(({ queues }) => queues, [])
  const alarms = useLeadView(({ alarms }) => alarms, [])
  const hollow = useLead((state) => isHollow(personalFreshness(state)))
  const above = new Set(hollow ? [] : alarms.filter(isUrgent).map(({ queue }) => queue))
  return (
    <ul className={styles.queues}>
      {queues
        .filter(({ id }) => !above.has(id))
        .map((queue) => (
          <QueueLine key={queue.id} queue={queue} hollow={hollow} />
        ))}
    </ul>
  )
}

interface QueueLineProps {
  readonly queue: LeadQueue
  readonly hollow: boolean
}

const QueueLine = memo(function QueueLine({ queue, hollow }: QueueLineProps) {
  const { t } = useTranslation('personal')
  const name = useText(queue.name)
  const shown = useMemo<QueueView>(() => ({ ...queue, metrics: {}, staleSince: null }), [queue])
  const lost = useLead((state) => personalFreshness(state) === 'lost')
  const look = useLead(({ now }) => {
    if (queue.waiting === 0) return 'none'
    if (now === null || queue.longestSince === null) return 'normal'
    return elapsed(queue.longestSince, now) >= queue.amberAfter * 1000 ? 'warning' : 'normal'
  })
  const shelved = useLead(({ view }) => {
    const until = view?.alarms.find((own) => own.queue === queue.id)?.shelvedUntil
    return view === null || until == null ? null : timeOfDay(until, view.site.timezone)
  })
  return (
    <li data-look={hollow ? 'none' : look}>
      <span className={styles.name}>
        {name}
        {shelved === null ? null : <small>{t('alarm.shelved', { time: shelved })}</small>}
      </span>
      {hollow ? <span /> : <WaitLine queue={shown} shape={shape} />}
      <b aria-label={t('rail.waiting', { count: queue.waiting })}>
        <Digits text={lost ? '—' : String(queue.waiting)} />
      </b>
    </li>
  )
})
