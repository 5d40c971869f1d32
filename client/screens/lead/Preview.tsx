import { useTranslation } from 'react-i18next'
import type { Audience, PointProgress } from '../../../shared/people.ts'
import { useText } from '../../i18n/useLanguage.ts'
import { Star } from '../../parts/Star.tsx'
import { useLeadView } from '../../store/useLead.ts'
import styles from './Give.module.css'
import { useNameOf } from './Home.tsx'

interface PreviewProps {
  readonly person: string
  readonly reason: string
  readonly audience: Audience
}

const none: PointProgress = [0, 0, 0, 0, 0]

/** The sheet of paper as it will be, word for word. */
export function Preview({ person, reason, audience }: PreviewProps) {
  const { t } = useTranslation('personal')
  const name = useNameOf(person)
  const lead = useText(useLeadView(({ lead }) => lead.name, null))
  const points = useLeadView(
    ({ people }) => people.find(({ id }) => id === person)?.points ?? none,
    none,
  )
  return (
    <section className={styles.preview}>
      <h2 className={styles.label}>
        {t(audience === 'wall' ? 'give.preview' : 'give.previewOwn')}
      </h2>
      <div className={styles.paper}>
        <p className={styles.kind}>{t('give.label')}</p>
        <p className={styles.honour} style={{ '--name': nameSize(name) }}>
          {name}
        </p>
        <Star points={points} size={150} tone="paper" />
        <p className={styles.message}>{reason}</p>
        <p className={styles.by}>{t('give.by', { name: lead })}</p>
      </div>
    </section>
  )
}

/** Width of the paper inside its margins, and how wide a letter is beside a Chinese character. */
const ROOM = 218
const LARGEST = 88
const LARGEST_LATIN = 56
const LATIN = 0.6
/** A name of more letters takes a line for each word. */
const ON_ONE_LINE = 11

/** A name as large as fits on one line, or a long one on a line for each word. */
function nameSize(name: string): number {
  const lines = name.length <= ON_ONE_LINE ? [name] : name.split(' ')
  const widths = lines.map((line) => [...line.matchAll(/./gsu)].reduce(addWidth, 0))
  const most = /^[ -\u02FF]*$/u.test(name) ? LARGEST_LATIN : LARGEST
  return Math.max(28, Math.min(most, Math.floor(ROOM / Math.max(1, ...widths))))
}

const addWidth = (sum: number, [character]: RegExpMatchArray): number =>
  sum + (/[ -\u02FF]/u.test(character) ? LATIN : 1)
