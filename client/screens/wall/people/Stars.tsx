import { useTranslation } from 'react-i18next'
import type { StarRow } from '../../../../shared/people.ts'
import { starWords } from '../../../i18n/standardWords.ts'
import { useText } from '../../../i18n/useLanguage.ts'
import { fitText, textWidth } from '../../../parts/fitText.ts'
import { FLOOR, px } from '../../../parts/geometry.ts'
import { Star } from '../../../parts/Star.tsx'
import { SectionHead } from './SectionHead.tsx'
import styles from './Stars.module.css'

const SHOWN = 3
/** Room beside a star, design pixels. */
const ROOM = 400

interface StarsProps {
  readonly stars: readonly StarRow[]
  readonly week: number
}

/** Those nearest to a whole star, among who agreed. Anyone who meets the standards gets one. */
export function Stars({ stars, week }: StarsProps) {
  const { t } = useTranslation()
  return (
    <section className={styles.stars}>
      <SectionHead title={t('people.stars', { week })} note={t('people.allFive')} />
      <ul>
        {stars.slice(0, SHOWN).map((star) => (
          <Row key={star.key} star={star} />
        ))}
      </ul>
    </section>
  )
}

function Row({ star }: { readonly star: StarRow }) {
  const { t } = useTranslation()
  const name = useText(star.name)
  const words = starWords(t, star)
  const tag = star.newcomerDay === null ? '' : t('people.newcomer', { day: star.newcomerDay })
  const room = tag === '' ? ROOM : ROOM - textWidth(tag) * 28 - 14
  return (
    <li className={styles.row}>
      <Star points={star.points} size={92} tone="ink" />
      <div>
        <h3 className={styles.name} style={{ fontSize: px(fitText(name, room, 44, FLOOR)) }}>
          {name}
          {tag === '' ? null : <span className={styles.tag}>{tag}</span>}
        </h3>
        <p className={styles.words} style={{ fontSize: px(fitText(words, ROOM, 30, FLOOR)) }}>
          {words}
        </p>
      </div>
    </li>
  )
}
