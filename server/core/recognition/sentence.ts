import type { Behaviour } from '../../../shared/people.ts'
import type { Language, Text } from '../../../shared/views.ts'
import type { KudosCrossing, KudosFact } from '../kudos/kudosCrossing.ts'

/** The rule's own sentence or the first of its behaviour, with the figures of a fact. [K5] */
export function filled(crossing: KudosCrossing, behaviours: readonly Behaviour[]): Text | null {
  const sentence =
    crossing.sentence ?? behaviours.find(({ id }) => id === crossing.behaviour)?.sentences[0]
  if (!sentence) return null
  return {
    'zh-CN': fill(sentence, 'zh-CN', crossing.fact),
    en: fill(sentence, 'en', crossing.fact),
  }
}

const fill = (sentence: Text, language: Language, fact: KudosFact): string =>
  sentence[language]
    .replaceAll('{value}', figure(fact.value, fact.unit, language))
    .replaceAll('{target}', fact.target === null ? '' : figure(fact.target, fact.unit, language))

function figure(value: number, unit: KudosFact['unit'], language: Language): string {
  const text = String(value)
  if (unit === 'percent') return `${text}%`
  if (unit === 'count') return language === 'en' ? text : `${text} 次`
  if (unit === 'shifts') return language === 'en' ? `${text} shifts` : `${text} 个班次`
  if (unit === 'seconds') return language === 'en' ? `${text} s` : `${text} 秒`
  return text
}
