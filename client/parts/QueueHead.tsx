import { useTranslation } from 'react-i18next'
import { useWall } from '../store/useWall.ts'
import { px, type Geometry } from './geometry.ts'
import styles from './QueueHead.module.css'
import { Triangle } from './Shapes.tsx'
import { waitScale } from './waitLineLayout.ts'

interface QueueHeadProps {
  readonly sizes: Geometry['queues']
  readonly until: number
  /** Alarms beyond those that stand open. */
  readonly alarmsMore: number
  /** Queues beyond those shown, and whether all of them are quiet. */
  readonly queuesMore: number
  readonly quietMore: boolean
  readonly siteAlarm: boolean
}

/** Heads the rows; says in words what does not fit into them. */
export function QueueHead({
  sizes,
  until,
  alarmsMore,
  queuesMore,
  quietMore,
  siteAlarm,
}: QueueHeadProps) {
  const { t } = useTranslation()
  const notes = [
    siteAlarm ? t('queues.siteAlarm') : '',
    alarmsMore > 0 ? t('queues.moreAlarms', { count: alarmsMore }) : '',
  ].filter((note) => note !== '')
  const rest =
    queuesMore > 0 ? t(quietMore ? 'queues.moreNormal' : 'queues.more', { count: queuesMore }) : ''
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>{t('queues.heading')}</h2>
      {notes.length > 0 ? (
        <span className={styles.alarm}>
          <Triangle />
          {notes.join(' · ')}
        </span>
      ) : null}
      {rest === '' ? null : <span>{rest}</span>}
      {notes.length === 0 && rest === '' ? <span>{t('queues.oneDot')}</span> : null}
      <AxisLabels sizes={sizes} until={until} />
      <span className={styles.columns} aria-hidden="true">
        <span>{t('queues.waiting')}</span>
        <span>{t('queues.longest')}</span>
        <span>{t('queues.free')}</span>
      </span>
    </div>
  )
}

/** What the two ticks mean, where they mean the same for every queue. */
function AxisLabels({ sizes, until }: { sizes: Geometry['queues']; until: number }) {
  const { t } = useTranslation()
  const amber = useWall((state) => common(state.view?.queues.map(({ amberAfter }) => amberAfter)))
  const red = useWall((state) => common(state.view?.queues.map(({ redAfter }) => redAfter)))
  const scale = waitScale({ width: sizes.line, radius: sizes.radius, until })
  return [amber, red].map((seconds, index) =>
    seconds === null ? null : (
      <span
        key={index === 0 ? 'amber' : 'red'}
        className={styles.axis}
        style={{ left: px(sizes.columns[0] + scale(seconds)) }}
      >
        {seconds % 60 === 0
          ? t('queues.minutesTick', { value: seconds / 60 })
          : t('queues.secondsTick', { value: seconds })}
      </span>
    ),
  )
}

function common(values: readonly number[] | undefined): number | null {
  const [first, ...others] = values ?? []
  return first !== undefined && others.every((value) => value === first) ? first : null
}
