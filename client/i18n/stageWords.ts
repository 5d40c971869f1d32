import type { TFunction } from 'i18next'
import { percent, percentLimit } from '../../shared/format.ts'
import type { Giver, StageContent } from '../../shared/people.ts'
import type { Language } from '../../shared/views.ts'
import { shortLengthWords } from './alarmWords.ts'
import { asLit, standardTarget, standardValue } from './standardWords.ts'

type Content<Kind extends StageContent['kind']> = Extract<StageContent, { kind: Kind }>

/** `来自组长 李文静 · 14:26`. */
export function fromWords(t: TFunction, from: Giver, time: string, language: Language): string {
  if (from.kind === 'system') return t('people.fromSystem', { time })
  const key = from.kind === 'lead' ? 'people.fromLead' : 'people.fromColleague'
  return t(key, { name: from.name[language], time })
}

/** `组长 李文静 送上`. */
function byWords(t: TFunction, from: Giver, language: Language): string {
  if (from.kind === 'system') return t('stage.bySystem')
  const key = from.kind === 'lead' ? 'stage.byLead' : 'stage.byColleague'
  return t(key, { name: from.name[language] })
}

/** What a slip of paper says, in the order it is read. */
export interface SlipWords {
  readonly label: string
  readonly names: readonly string[]
  readonly value: string
  readonly what: string
  readonly standard: string
  readonly sentence: string
  readonly by: string
}

const nothing: Omit<SlipWords, 'label' | 'names'> = {
  value: '',
  what: '',
  standard: '',
  sentence: '',
  by: '',
}

type SlipContent = Exclude<StageContent, { kind: 'starEarned' | 'honourWall' }>

/** @param goal the score a team passes at */
export function slipWords(
  t: TFunction,
  content: SlipContent,
  language: Language,
  goal: number,
): SlipWords {
  switch (content.kind) {
    case 'pointLit':
      return pointWords(t, content, language)
    case 'personalBest':
      return bestWords(t, content, language)
    case 'thanks': {
      const { behaviour, name, sentence, from } = content
      return {
        ...nothing,
        label: behaviour[language],
        names: [name[language]],
        sentence: sentence[language],
        by: byWords(t, from, language),
      }
    }
    case 'teamPastGoal':
    case 'queueRecovered':
      return floorWords(t, content, language, goal)
    case 'group':
    case 'recap':
      return severalWords(t, content, language)
    default:
      return content satisfies never
  }
}

function bestWords(t: TFunction, content: Content<'personalBest'>, language: Language): SlipWords {
  const { standard, value, name } = content
  return {
    label: t('stage.personalBest'),
    names: [name[language]],
    value: standardValue(t, standard, value),
    what: t(`point.${standard}`),
    standard: t('stage.ownBest'),
    sentence: t('stage.bestSentence'),
    by: t('stage.bySystem'),
  }
}

function floorWords(
  t: TFunction,
  content: Content<'teamPastGoal'> | Content<'queueRecovered'>,
  language: Language,
  goal: number,
): SlipWords {
  const by = t('stage.bySystem')
  if (content.kind === 'teamPastGoal') {
    return {
      ...nothing,
      label: t('stage.teamPastGoal'),
      names: [content.team[language]],
      value: percent(content.score),
      what: t('people.goal', { goal: percentLimit(goal) }),
      sentence: t('stage.teamSentence'),
      by,
    }
  }
  return {
    ...nothing,
    label: t('stage.queueRecovered'),
    names: [content.queue[language]],
    value: t('stage.took', { length: shortLengthWords(t, content.tookMs) }),
    sentence: t('stage.queueSentence'),
    by,
  }
}

function severalWords(
  t: TFunction,
  content: Content<'group'> | Content<'recap'>,
  language: Language,
): SlipWords {
  const names = content.names.map((name) => name[language])
  return content.kind === 'group'
    ? {
        ...nothing,
        label: groupLabel(t, content),
        names,
        sentence: t('stage.groupSentence'),
        by: more(t, content),
      }
    : {
        ...nothing,
        label: t('stage.recap', { count: content.count }),
        names,
        sentence: t('stage.recapSentence'),
      }
}

function pointWords(t: TFunction, content: Content<'pointLit'>, language: Language): SlipWords {
  const { fresh, value, target, more: others, name, thanks } = content
  const count = others + 1
  const several =
    count > 5
      ? t('stage.manyPointsLit', { count })
      : t('stage.pointsLit', { lit: t(`people.lit.${asLit(count)}`) })
  return {
    label: others === 0 ? t('stage.pointLit') : several,
    names: [name[language]],
    value: value === null ? '' : standardValue(t, fresh, value),
    what: t(`point.${fresh}`),
    standard: standardTarget(t, fresh, target),
    sentence: thanks
      ? thanks.sentence[language]
      : t('stage.pointSentence', { point: t(`pointInRow.${fresh}`) }),
    by: thanks ? byWords(t, thanks.from, language) : t('stage.bySystem'),
  }
}

const counted = { 2: '2', 3: '3', 4: '4' } as const

function groupLabel(t: TFunction, { what, count }: Content<'group'>): string {
  const word = count === 2 || count === 3 || count === 4 ? counted[count] : null
  const who = word ? t(`stage.count.${word}`) : t('stage.countMany', { count })
  return t(`stage.group.${what}`, { who, teams: count })
}

const more = (t: TFunction, { names, count }: Content<'group'>): string =>
  count > names.length ? t('stage.andMore', { count }) : ''

/** What the stage says aloud, once. */
export function stageSummary(
  t: TFunction,
  content: StageContent,
  language: Language,
  goal: number,
): string {
  const parts =
    content.kind === 'starEarned'
      ? [t('stage.starOfWeek'), content.name[language], t('stage.starSentence')]
      : content.kind === 'honourWall'
        ? [
            t('stage.honourWall'),
            ...content.honours.map(({ name, award }) => `${name[language]} ${award[language]}`),
          ]
        : aloud(slipWords(t, content, language, goal))
  return parts.filter((part) => part !== '').join(t('stage.join'))
}

const aloud = ({ label, names, value, what, sentence, by }: SlipWords): string[] => [
  label,
  ...names,
  `${what} ${value}`.trim(),
  sentence,
  by,
]
