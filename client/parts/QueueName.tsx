import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { QueueView } from '../../shared/views.ts'
import { shortLengthWords } from '../i18n/alarmWords.ts'
import { timeOfDay } from '../i18n/timeOfDay.ts'
import { useText } from '../i18n/useLanguage.ts'
import { useWall } from '../store/useWall.ts'
import type { RowAlarm } from './alarmsOfWall.ts'
import { fitName, fitText } from './fitText.ts'
import { FLOOR, px } from './geometry.ts'
import styles from './QueueName.module.css'
import type { RowType } from './rowType.ts'

interface QueueNameProps {
  readonly queue: QueueView
  readonly alarm: RowAlarm
  readonly type: RowType
  /** Design pixels for the name, across and down. */
  readonly room: number
  readonly height: number
  /** Whether what happened to an alarm may stand under the name. */
  readonly noted: boolean
}

/** Two lines of type do not fit into a row lower than this. */
const NOTE_NEEDS = 78

/** A queue's name; under it, for a while, that its alarm is over or put aside. */
export function QueueName({ queue, alarm, type, room, height, noted }: QueueNameProps) {
  const { t } = useTranslation()
  const timezone = useWall((state) => state.view?.site.timezone ?? 'UTC')
  const name = useText(queue.name)
  const note = noted && height >= NOTE_NEEDS ? noteOf(t, alarm, timezone) : ''
  const fitted =
    note === ''
      ? fitName(name, room - 6, type.name, height)
      : { size: fitText(name, room - 6, Math.min(type.name, type.noted), FLOOR), lines: 1 }
  return (
    <div className={styles.name}>
      <h3 data-lines={fitted.lines} style={{ fontSize: px(fitted.size) }}>
        {name}
      </h3>
      {note === '' ? null : (
        <p
          className={styles.note}
          style={{ fontSize: px(fitText(note, room - 8, type.note, FLOOR)) }}
        >
          {note}
        </p>
      )}
    </div>
  )
}

function noteOf(t: TFunction, alarm: RowAlarm, timezone: string): string {
  if (alarm?.kind === 'recovered') {
    const { since, recoveredAt } = alarm.alarm
    return t('alarm.recovered', { length: shortLengthWords(t, (recoveredAt ?? since) - since) })
  }
  if (alarm?.kind === 'shelved' && alarm.alarm.shelvedUntil !== null) {
    return t('alarm.shelved', { time: timeOfDay(alarm.alarm.shelvedUntil, timezone) })
  }
  return ''
}
