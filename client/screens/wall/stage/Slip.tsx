import { useTranslation } from 'react-i18next'
import { starPoints, type StageContent } from '../../../../shared/people.ts'
import { slipWords, type SlipWords } from '../../../i18n/stageWords.ts'
import { useLanguage } from '../../../i18n/useLanguage.ts'
import { textWidth } from '../../../parts/fitText.ts'
import { px } from '../../../parts/geometry.ts'
import { hanSize, latinLines, scriptOf } from '../../../parts/paperType.ts'
import { Rise } from '../../../parts/Rise.tsx'
import { Star } from '../../../parts/Star.tsx'
import { useWall } from '../../../store/useWall.ts'
import styles from './Slip.module.css'

/** When each part appears, ms. [section 8] */
const LABEL = 260
const NAME = 340
const POINT = 760
const VALUE = 1180
const SENTENCE = 1500
const GIVER = 1640

export type SlipContent = Exclude<StageContent, { kind: 'starEarned' | 'honourWall' }>

/** T2: one column of paper; what happened, whose it is, how much, and what somebody says to it. */
export function Slip({ content }: { readonly content: SlipContent }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const goal = useWall((state) => state.view?.people?.goal ?? 0)
  const words = slipWords(t, content, language, goal)
  const several = content.kind === 'group' || content.kind === 'recap'
  return (
    <div className={styles.slip} data-plain={!('points' in content) || content.points === null}>
      <Rise begin={LABEL} className={styles.label} as="h2">
        {words.label}
      </Rise>
      {several ? <Names names={words.names} /> : <Name name={words.names[0] ?? ''} />}
      <Figure content={content} words={words} />
      <Sentence text={words.sentence} />
      <Rise begin={GIVER} className={styles.by} as="p">
        {words.by}
      </Rise>
    </div>
  )
}

/** Room for a name in letters, design pixels: from the edge of the text to the safe area. */
const NAME_ROOM = 486

function Name({ name }: { readonly name: string }) {
  const script = scriptOf(name)
  const latin = latinLines(name, NAME_ROOM, 96)
  const lines = script === 'han' ? [name] : latin.lines
  const size = script === 'han' ? hanSize(name, 'column') : latin.size
  return (
    <Rise begin={NAME} className={styles.place} as="h3">
      <span className={styles.name} data-script={script} style={{ fontSize: px(size) }}>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    </Rise>
  )
}

/** Up to four names, one under the other. */
function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={styles.names}>
      {names.map((name, index) => (
        <Rise key={`${index}${name}`} begin={NAME + index * 220} as="li">
          <span style={{ fontSize: px(Math.min(104, Math.floor(500 / (textWidth(name) * 1.06)))) }}>
            {name}
          </span>
        </Rise>
      ))}
    </ul>
  )
}

function Figure({ content, words }: { content: SlipContent; words: SlipWords }) {
  const points = 'points' in content ? content.points : null
  const fresh = content.kind === 'pointLit' ? starPoints.indexOf(content.fresh) : -1
  return (
    <>
      {points === null ? null : (
        <div className={styles.star}>
          <Star
            points={points}
            size={310}
            tone="paper"
            lights={points.map((_, index) => (index === fresh ? POINT : null))}
          />
        </div>
      )}
      {words.value === '' && words.what === '' ? null : (
        <Rise begin={VALUE} className={styles.figure} as="p">
          <b>{words.value}</b>
          <span>{words.what}</span>
          <i>{words.standard}</i>
        </Rise>
      )}
    </>
  )
}

/** Letters that fit on three lines at full size, in em. */
const FULL = { han: 29, latin: 31 } as const

function Sentence({ text }: { readonly text: string }) {
  const long = textWidth(text) > FULL[scriptOf(text)]
  return (
    <Rise begin={SENTENCE} className={`${styles.sentence} ${long ? styles.long : ''}`} as="p">
      {text}
    </Rise>
  )
}
