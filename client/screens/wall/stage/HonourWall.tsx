import { useTranslation } from 'react-i18next'
import type { StageContent } from '../../../../shared/people.ts'
import { chineseDigits, chineseNumber } from '../../../i18n/stageWords.ts'
import { useLanguage } from '../../../i18n/useLanguage.ts'
import { px } from '../../../parts/geometry.ts'
import { scriptOf } from '../../../parts/paperType.ts'
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
        {honours.slice(0, SHOWN).map(({ award, name, reason }, index) => (
          <Rise key={`${index}${name[language]}`} begin={FIRST + index * BETWEEN} as="li">
            <p className={styles.award}>{award[language]}</p>
            <h3
              className={styles.name}
              style={{ fontSize: px(nameSize(name[language], vertical)) }}
            >
              {name[language]}
            </h3>
            <p className={styles.reason}>{reason[language]}</p>
          </Rise>
        ))}
      </ul>
      <Rise begin={FIRST + SHOWN * BETWEEN} className={styles.note} as="p">
        {t('stage.honourNote')}
      </Rise>
    </div>
  )
}

/** A column holds three Chinese letters at full size, a line about fifteen others. */
function nameSize(name: string, vertical: boolean): number {
  if (!vertical) return Math.min(76, Math.floor(540 / (name.length * 0.56)))
  const em = scriptOf(name) === 'han' ? name.length * 1.06 : name.length * 0.56
  return Math.max(28, Math.min(104, Math.floor(350 / em)))
}
