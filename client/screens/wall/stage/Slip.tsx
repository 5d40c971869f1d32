import { useTranslation } from 'react-i18next'
import { starPoints, type StageContent } from '../../../../shared/people.ts'
import { slipWords, type SlipWords } from '../../../i18n/stageWords.ts'
import { useLanguage } from '../../../i18n/useLanguage.ts'
import { fitText, textWidth } from '../../../parts/fitText.ts'
import { FLOOR, px } from '../../../parts/geometry.ts'
import { fitSong, hanSize, latinLines, scriptOf } from '../../../parts/paperType.ts'
import { Rise } from '../../../parts/Rise.tsx'
import { Star } from '../../../parts/Star.tsx'
import { useWall } from '../../../store/useWall.ts'
import styles from './Slip.module.css'

/** When each part appears, ms. [section 8] */
const LABEL = 260
const NAME = 340
const BETWEEN_NAMES = 220
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
  const several = kindOf(content) === 'several'
  return (
    <div className={styles.slip} data-kind={kindOf(content)}>
      <Rise begin={LABEL} className={styles.label} as="h2">
        <span style={{ fontSize: px(fitText(words.label, TEXT_ROOM, 36, FLOOR)) }}>
          {words.label}
        </span>
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

/** From the edge of the text to the safe area, design pixels. */
const TEXT_ROOM = 482

/** How a slip is laid out: about a star, about a figure, about words, or about several people. */
function kindOf(content: SlipContent): 'star' | 'figure' | 'words' | 'several' {
  if (content.kind === 'group' || content.kind === 'recap') return 'several'
  if ('points' in content) return content.points === null ? 'words' : 'star'
  return 'figure'
}

function Name({ name }: { readonly name: string }) {
  const script = scriptOf(name)
  const latin = latinLines(name, TEXT_ROOM, 96, 74)
  const lines = script === 'han' ? [name] : latin.lines
  const size = script === 'han' ? hanSize(name, 'column') : latin.size
  return (
    <Rise begin={NAME} className={`${styles.place} ${lines.length > 1 ? styles.two : ''}`} as="h3">
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
  const size = Math.min(...names.map(listedSize))
  const rows = names.map((name, place) => ({ name, begin: NAME + place * BETWEEN_NAMES }))
  return (
    <ul className={styles.names} style={{ fontSize: px(size) }}>
      {rows.map(({ name, begin }) => (
        <Rise key={begin} begin={begin} as="li">
          {name}
        </Rise>
      ))}
    </ul>
  )
}

const listedSize = (name: string): number =>
  fitSong(name, TEXT_ROOM - 8, scriptOf(name) === 'han' ? 104 : 80)

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
