import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmView, QueueView } from '../../shared/views.ts'
import { waitText } from '../../shared/format.ts'
import { reasonWords } from '../i18n/alarmWords.ts'
import { timeOfDay } from '../i18n/timeOfDay.ts'
import { useWall } from '../store/useWall.ts'
import { AlarmDetail } from './AlarmDetail.tsx'
import { QueueName } from './QueueName.tsx'
import { rowAlarm, type RowAlarm } from './alarmsOfWall.ts'
import { Digits } from './Digits.tsx'
import { fitText } from './fitText.ts'
import { FLOOR, px, type Geometry } from './geometry.ts'
import styles from './QueueRow.module.css'
import { rowType, type RowType } from './rowType.ts'
import { HollowTriangle } from './Shapes.tsx'
import { useHeld } from './useHeld.ts'
import { WaitLine } from './WaitLine.tsx'
import { lineShape } from './waitLineLayout.ts'

interface QueueRowProps {
  readonly id: string
  readonly geometry: Geometry
  /** Design pixels. */
  readonly height: number
  readonly open: 'one' | 'two' | null
  /** Nothing here is current. */
  readonly hollow: boolean
  /** Too old to show at all. */
  readonly blank: boolean
  readonly until: number
}

const NOTHING: readonly AlarmView[] = []

/** One queue: its name, everyone who waits, how many, the longest, and who is free. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const queue = useWall((state) => state.view?.queues.find(({ id }) => id === props.id))
  const alarm = useRowAlarm(props.id)
  return queue ? <Row {...props} queue={queue} alarm={alarm} /> : null
})

function useRowAlarm(id: string): RowAlarm {
  const alarms = useWall((state) => state.view?.alarms ?? NOTHING)
  const kind = useWall((state) => rowAlarm(alarms, id, state.now)?.kind ?? null)
  const now = useWall((state) => (kind === 'recovered' ? state.now : null))
  return kind === null ? null : rowAlarm(alarms, id, now)
}

interface RowProps extends QueueRowProps {
  readonly queue: QueueView
  readonly alarm: RowAlarm
}

function Row({ queue, alarm, geometry, height, open, hollow, blank, until }: RowProps) {
  const { queues, width } = geometry
  const silent = hollow || queue.staleSince !== null
  const type = rowType(geometry, height, open)
  const lineHeight = open === null ? height : Math.round(height * 0.598)
  const before = silent && alarm?.kind === 'urgent' ? alarm.alarm : null
  return (
    <li
      className={styles.row}
      data-open={open ?? 'no'}
      data-idle={queue.waiting === 0}
      data-hollow={silent}
      style={{ '--row-height': height }}
    >
      <div className={styles.cells}>
        <QueueName
          queue={queue}
          alarm={alarm}
          type={type}
          room={queues.columns[0]}
          height={lineHeight}
          noted={open === null && !silent}
        />
        {before ? (
          <Before alarm={before} size={queues.note} width={queues.columns[1]} />
        ) : (
          <WaitLine
            queue={queue}
            shape={lineShape(queues.line, lineHeight, queues.radius, until)}
          />
        )}
        <Figures queue={queue} type={type} sizes={queues} blank={blank} hollow={hollow} />
      </div>
      {open !== null && alarm?.kind === 'urgent' ? (
        <AlarmDetail
          alarm={alarm.alarm}
          waiting={queue.waiting}
          type={geometry.alarm[open]}
          width={width}
          stacked={geometry.alarm.stacked}
        />
      ) : null}
    </li>
  )
}

/** The alarm that stood when the data stopped: hidden as an alarm, but not forgotten. */
function Before({ alarm, size, width }: { alarm: AlarmView; size: number; width: number }) {
  const { t } = useTranslation()
  const words = t('alarm.before', { reason: reasonWords(t, alarm.reason) })
  return (
    <p className={styles.before} style={{ fontSize: px(fitText(words, width - 80, size, FLOOR)) }}>
      <HollowTriangle />
      {words}
    </p>
  )
}

interface FiguresProps {
  readonly queue: QueueView
  readonly sizes: Geometry['queues']
  readonly type: RowType
  readonly blank: boolean
  readonly hollow: boolean
}

function Figures({ queue, type, sizes, blank, hollow }: FiguresProps) {
  const { t } = useTranslation()
  const [, lineColumn, countColumn, longestColumn, freeColumn] = sizes.columns
  const waiting = useHeld(blank ? '—' : String(queue.waiting))
  const free = useHeld(blank ? '—' : queue.free === null ? '–' : String(queue.free))
  // A long count may grow into the gap before it, never into the line.
  const countRoom = countColumn + lineColumn - sizes.line - 12
  return (
    <>
      <p
        className={styles.count}
        style={{ fontSize: px(fitText(waiting, countRoom, type.count, FLOOR)) }}
      >
        <span className="unseen">{t('queues.waiting')} </span>
        <Digits text={waiting} />
      </p>
      {queue.staleSince !== null && !hollow ? (
        <Stopped at={queue.staleSince} size={type.stopped} />
      ) : (
        <>
          <Longest queue={queue} size={type.figure} room={longestColumn - 8} blank={blank} />
          <p
            className={styles.figure}
            style={{ fontSize: px(fitText(free, freeColumn - 8, type.figure, FLOOR)) }}
          >
            <span className="unseen">{t('queues.free')} </span>
            <Digits text={free} />
          </p>
        </>
      )}
    </>
  )
}

interface LongestProps {
  readonly queue: QueueView
  readonly size: number
  readonly room: number
  readonly blank: boolean
}

function Longest({ queue, size, room, blank }: LongestProps) {
  const { t } = useTranslation()
  const { longestSince, amberAfter } = queue
  const text = useWall(({ evenNow }) => {
    if (blank) return '—'
    if (longestSince === null || evenNow === null) return '–'
    const wait = waitText(evenNow - longestSince)
    return wait.kind === 'minutes'
      ? wait.text
      : t('queues.hours', { hours: wait.hours, minutes: wait.minutes })
  })
  const late = useWall(
    ({ evenNow }) =>
      longestSince !== null && evenNow !== null && evenNow - longestSince >= amberAfter * 1000,
  )
  return (
    <p
      className={styles.figure}
      data-longest="true"
      data-late={late}
      style={{ fontSize: px(fitText(text, room, size, FLOOR)) }}
    >
      <span className="unseen">{t('queues.longest')} </span>
      <Digits text={text} />
    </p>
  )
}

/** The source of this one queue has fallen silent. */
function Stopped({ at, size }: { at: NonNullable<QueueView['staleSince']>; size: number }) {
  const { t } = useTranslation()
  const timezone = useWall((state) => state.view?.site.timezone ?? 'UTC')
  return (
    <p className={styles.stopped} style={{ fontSize: px(size) }}>
      {t('queues.stoppedAt', { time: timeOfDay(at, timezone) })}
    </p>
  )
}
