import { useTranslation } from 'react-i18next'
import type { StageContent } from '../../../../shared/people.ts'
import { chineseDigits, chineseNumber } from '../../../i18n/chineseNumbers.ts'
import { useLanguage } from '../../../i18n/useLanguage.ts'
import { px } from '../../../parts/geometry.ts'
import { fitSong } from '../../../parts/paperType.ts'
import { Rise } from '../../../parts/Rise.tsx'
import styles from './HonourWall.module.css'

type Content = Extract<StageContent, { kind: 'honourWall' }>

/** So many columns keep their size. */
const SHOWN = 6
const TITLE = 500
const FIRST = 800
const BETWEEN = 120

/** 荣誉墙: names from right to left as on a plaque; in English two columns of lines. */
export function HonourWall({ content }: { readonly content: Content }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { week, year, honours } = content
  const vertical = language === 'zh-CN'
  const when = vertical
    ? t('stage.honourWeek', { year: chineseDigits(year), week: chineseNumber(week) })
    : t('stage.honourWeek', { year, week })
  return (
    <div className={styles.wall} data-vertical={vertical}>
      <div className={styles.title}>
        <Rise begin={TITLE} as="h2">
          {t('stage.honourWall')}
        </Rise>
        <Rise begin={TITLE + 140} className={styles.week} as="p">
          {when}
        </Rise>
      </div>
      <ul className={styles.honours}>
        {inTurn(honours).map(({ award, name, reason, begin }) => (
          <Rise key={begin} begin={begin} as="li">
            <p className={styles.award}>{award[language]}</p>
            <h3
              className={styles.name}
              style={{ fontSize: px(nameSize(name[language], vertical)) }}
            >
              {name[language]}
            </h3>
            <p
              className={styles.reason}
              style={{ fontSize: px(reasonSize(reason[language], vertical)) }}
            >
              {reason[language]}
            </p>
          </Rise>
        ))}
      </ul>
      <Rise begin={FIRST + SHOWN * BETWEEN} className={styles.note} as="p">
        {t('stage.honourNote')}
      </Rise>
    </div>
  )
}

const inTurn = (honours: Content['honours']) =>
  honours.slice(0, SHOWN).map((honour, place) => ({ ...honour, begin: FIRST + place * BETWEEN }))

/** Width of a line in two columns, and length of a vertical name. Design pixels. */
const LINE = 536
const COLUMN = 348

const nameSize = (name: string, vertical: boolean): number =>
  fitSong(name, vertical ? COLUMN / 1.06 : LINE, vertical ? 104 : 76)

/** Lighter than a name, and so narrower; vertical reasons hold ten letters at their size. */
const reasonSize = (reason: string, vertical: boolean): number =>
  vertical ? Math.min(40, Math.floor(420 / (reason.length * 1.04))) : fitSong(reason, LINE, 36)
