import { useTranslation } from 'react-i18next'
import { starPoints, type StageContent, type StandardView } from '../../../../shared/people.ts'
import { standardValue } from '../../../i18n/standardWords.ts'
import { useText } from '../../../i18n/useLanguage.ts'
import { px } from '../../../parts/geometry.ts'
import { Guilloche } from '../../../parts/Guilloche.tsx'
import { fitSong, hanSize, scriptOf } from '../../../parts/paperType.ts'
import { Rise } from '../../../parts/Rise.tsx'
import { Seal } from '../../../parts/Seal.tsx'
import { Star } from '../../../parts/Star.tsx'
import styles from './StarPage.module.css'

/** When each part appears, ms. [section 8] */
const TITLE = 500
const FIRST_POINT = 900
/** Points light one by one, clockwise. */
const BETWEEN_POINTS = 220
const NAME = 2300
const SENTENCE = 2800
const SEAL = 3600

const WHOLE_STAR = [1, 1, 1, 1, 1] as const
const lights = WHOLE_STAR.map((_, index) => FIRST_POINT + index * BETWEEN_POINTS)

/** T3: a page for one person whose star is whole. */
export function StarPage({ content }: { content: Extract<StageContent, { kind: 'starEarned' }> }) {
  const { t } = useTranslation()
  const name = useText(content.name)
  const { week, year } = content
  return (
    <div className={styles.page} data-script={scriptOf(name)}>
      <Guilloche size={1320} />
      <Rise begin={TITLE} className={styles.title} as="h2">
        {t('stage.starOfWeek')}
        <span className={styles.week}>{t('stage.week', { week, year })}</span>
      </Rise>
      <div className={styles.star}>
        <Star points={WHOLE_STAR} size={470} tone="paper" lights={lights} />
      </div>
      {content.standards.map((standard) => (
        <Standard key={standard.point} standard={standard} />
      ))}
      <Name name={name} />
      <Rise begin={SENTENCE} className={styles.sentence} as="p">
        {t('stage.starSentence')}
      </Rise>
      <Rise begin={SENTENCE + 140} className={styles.open} as="p">
        {t('stage.starOpen')}
      </Rise>
      <Seal begin={SEAL} />
    </div>
  )
}

/** A standard beside the tip of its point. */
function Standard({ standard }: { readonly standard: StandardView }) {
  const { t } = useTranslation()
  const { point, value, unit } = standard
  const begin = (lights[starPoints.indexOf(point)] ?? FIRST_POINT) + 240
  return (
    <div className={styles.standard} data-point={point}>
      <Rise begin={begin} as="p">
        <b>{value === null ? '—' : standardValue(t, point, value, unit)}</b>
        {t(point === 'handleTime' ? 'stage.handleTimeHealthy' : `point.${point}`)}
      </Rise>
    </div>
  )
}

/** Room for a name in letters, before the seal. Design pixels. */
const NAME_ROOM = 960

function Name({ name }: { readonly name: string }) {
  const size = scriptOf(name) === 'han' ? hanSize(name, 'page') : fitSong(name, NAME_ROOM, 168)
  return (
    <div className={styles.name} data-long={name.length > 2} style={{ fontSize: px(size) }}>
      <Rise begin={NAME} as="h3">
        {name}
      </Rise>
    </div>
  )
}
