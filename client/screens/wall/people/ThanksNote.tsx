import { useTranslation } from 'react-i18next'
import type { ThanksLine } from '../../../../shared/people.ts'
import { fromWords } from '../../../i18n/stageWords.ts'
import { timeOfDay } from '../../../i18n/timeOfDay.ts'
import { useLanguage } from '../../../i18n/useLanguage.ts'
import { textWidth } from '../../../parts/fitText.ts'
import { useWall } from '../../../store/useWall.ts'
import styles from './ThanksNote.module.css'

/** What fits on two lines at full size, in em. */
const FULL = { 'zh-CN': 24, en: 26 } as const

/** The last thank-you, for as long as there is no newer one. */
export function ThanksNote({ line }: { readonly line: ThanksLine | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const timezone = useWall((state) => state.view?.site.timezone ?? 'UTC')
  if (line === null) return null
  const sentence = line.sentence[language]
  return (
    <div key={line.id} className={styles.note}>
      <p className={styles.who}>
        <b>{line.to[language]}</b>
        {fromWords(t, line.from, timeOfDay(line.at, timezone), language)}
      </p>
      <p className={styles.sentence} data-long={textWidth(sentence) > FULL[language]}>
        {sentence}
      </p>
    </div>
  )
}
