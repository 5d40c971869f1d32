import type { TFunction } from 'i18next'
import { minutesAndSeconds, percent, percentLimit } from '../../shared/format.ts'
import type { MomentFact } from '../../shared/leadView.ts'
import type { StandardView, StarPoint } from '../../shared/people.ts'
import { HOUR, MINUTE, elapsed, type EpochMs } from '../../shared/time.ts'

/** Words of tablets and agents' pages. */
export type PersonalWords = TFunction<'personal'>

/** The unit a standard is told in where the view does not say it. */
export const unitOf: Readonly<Record<StarPoint, StandardView['unit']>> = {
  satisfaction: 'percent',
  firstContact: 'percent',
  quality: 'score',
  handleTime: 'seconds',
  teamwork: 'count',
}

/** `84.2%`, `96.4`, `5:28`, `12 次`. */
export function standardValue(t: PersonalWords, unit: StandardView['unit'], value: number): string {
  switch (unit) {
    case 'percent':
      return t('value.percent', { value: percent(value) })
    case 'score':
      return percentLimit(value)
    case 'seconds':
      return minutesAndSeconds(value)
    case 'count':
      return t('value.times', { count: value })
    default:
      return unit satisfies never
  }
}

/** The same without a decimal that says nothing: `84%`. */
export const standardLimit = (
  t: PersonalWords,
  unit: StandardView['unit'],
  value: number,
): string =>
  unit === 'percent'
    ? t('value.percent', { value: percentLimit(value) })
    : standardValue(t, unit, value)

/** What happened, in one line. */
export function factWords(t: PersonalWords, fact: MomentFact): string {
  switch (fact.kind) {
    case 'pointLit': {
      const words = pointWords(t, fact.point, fact.value)
      return fact.target === null
        ? t('fact.pointLitPlain', words)
        : t('fact.pointLit', {
            ...words,
            target: standardLimit(t, litBy(fact.point), fact.target),
          })
    }
    case 'personalBest':
      return t('fact.personalBest', pointWords(t, fact.point, fact.value))
    case 'starEarned':
      return t('fact.starEarned')
    case 'satisfiedCustomer':
      return t('fact.satisfiedCustomer', { count: fact.count })
    case 'helped':
      return t(fact.days > 1 ? 'fact.helped' : 'fact.helpedToday', {
        days: fact.days,
        count: fact.count,
      })
    case 'newcomerBest':
      return t('fact.newcomerBest', { day: fact.day, ...pointWords(t, fact.point, fact.value) })
    default:
      return fact satisfies never
  }
}

const pointWords = (t: PersonalWords, point: StarPoint, value: number) => ({
  point: t(`point.${point}`),
  value: standardValue(t, litBy(point), value),
})

/** Handle time is lit by the share of contacts in its healthy band, never by a length of time. [K5] */
const litBy = (point: StarPoint): StandardView['unit'] =>
  point === 'handleTime' ? 'percent' : unitOf[point]

/** `1 分钟前`. */
export function agoWords(t: PersonalWords, at: EpochMs, now: EpochMs): string {
  const age = elapsed(at, now)
  if (age < MINUTE) return t('home.justNow')
  if (age < HOUR) return t('home.minutesAgo', { count: Math.floor(age / MINUTE) })
  return t('home.hoursAgo', { count: Math.floor(age / HOUR) })
}
