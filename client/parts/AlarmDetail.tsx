import { useTranslation } from 'react-i18next'
import type { AlarmView } from '../../shared/views.ts'
import { actionWords, reasonWords } from '../i18n/alarmWords.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { timeOfDay } from '../i18n/timeOfDay.ts'
import { useWall } from '../store/useWall.ts'
import styles from './AlarmDetail.module.css'
import { textWidth } from './fitText.ts'
import type { AlarmType } from './alarmType.ts'
import { FLOOR, px } from './geometry.ts'
import { Triangle } from './Shapes.tsx'

interface AlarmDetailProps {
  readonly alarm: AlarmView
  /** Callers of the queue now. */
  readonly waiting: number
  readonly type: AlarmType
  /** Design pixels there are for the line. */
  readonly width: number
  /** Owner on a line of its own. */
  readonly stacked: boolean
}

/** Why, what to do, and who is on it. Names a queue and a lead, never an agent. */
export function AlarmDetail({ alarm, waiting, type, width, stacked }: AlarmDetailProps) {
  const { t } = useTranslation()
  const timezone = useWall((state) => state.view?.site.timezone ?? 'UTC')
  const language = useLanguage()
  const { owner } = alarm
  const reason = reasonWords(t, alarm.reason, waiting)
  const action = actionWords(t, alarm.reason)
  const taken = owner
    ? t('alarm.owner', { name: owner.name[language], time: timeOfDay(owner.at, timezone) })
    : t('alarm.nobody')
  const fitted = fitLine({ reason, action, taken }, type, width, stacked)
  return (
    <p className={styles.why} data-stacked={stacked} style={{ fontSize: px(fitted.reason) }}>
      <Triangle />
      <b className={styles.reason}>{reason}</b>
      {fitted.withAction ? <span>{action}</span> : null}
      <span className={styles.owner} style={{ fontSize: px(fitted.owner) }}>
        {taken}
      </span>
    </p>
  )
}

interface LineWords {
  readonly reason: string
  readonly action: string
  readonly taken: string
}

/** Gaps and the triangle, in em of the reason. */
const BETWEEN = 3.4

/** Type at which the line fits; when even the floor is too large, what to do gives way to why and who. */
function fitLine(
  { reason, action, taken }: LineWords,
  type: AlarmType,
  width: number,
  stacked: boolean,
) {
  const first = textWidth(reason) * 1.04 + textWidth(action) + BETWEEN
  const needed = type.reason * first + (stacked ? 0 : type.owner * textWidth(taken))
  const factor = Math.min(1, width / needed)
  const fits = Math.min(type.reason, type.owner) * factor >= FLOOR
  return {
    reason: Math.floor(type.reason * (fits ? factor : 1)),
    owner: Math.floor(type.owner * (fits && !stacked ? factor : 1)),
    withAction: fits,
  }
}
