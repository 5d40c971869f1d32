import { useTranslation } from 'react-i18next'
import { openingTime, timeOfDay } from '../../i18n/timeOfDay.ts'
import { useLanguage, useText } from '../../i18n/useLanguage.ts'
import { WallHeader } from '../../parts/WallHeader.tsx'
import { useWall } from '../../store/useWall.ts'
import styles from './Closed.module.css'

/** The floor is closed: the time, and when it opens. */
export function Closed() {
  const { t } = useTranslation()
  const language = useLanguage()
  const time = useWall(({ now, view }) =>
    now === null || !view ? '' : timeOfDay(now, view.site.timezone),
  )
  const shift = useText(useWall((state) => state.view?.shift ?? null))
  const opens = useWall(({ now, view }) =>
    now === null || !view || view.opensAt === null
      ? ''
      : openingTime(view.opensAt, now, view.site.timezone, language),
  )
  return (
    <main className={styles.closed}>
      <WallHeader />
      <p className={styles.clock}>{time}</p>
      <p className={styles.words}>{words()}</p>
    </main>
  )

  function words(): string {
    if (opens === '') return t('closed.closed')
    return shift === ''
      ? t('closed.opens', { time: opens })
      : t('closed.opensShift', { shift, time: opens })
  }
}
