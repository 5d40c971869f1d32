import type { AgentView, NextStep } from '../../shared/agentView.ts'
import { minutesAndSeconds } from '../../shared/format.ts'
import type { Giver, StandardView } from '../../shared/people.ts'
import type { Language } from '../../shared/views.ts'
import { standardLimit, type PersonalWords } from './personalWords.ts'

/** What a standard still asks for, upward or neutral; handle time only names its band, never shorter calls. */
export function standingWords(t: PersonalWords, standard: StandardView): string {
  const { value, target, unit, n, provisional } = standard
  if (value === null) return t('agent.none')
  if (target.kind === 'band') {
    if (value >= target.from && value <= target.to) return t('agent.inBand')
    const [from, to] = [minutesAndSeconds(target.from), minutesAndSeconds(target.to)]
    return t('agent.band', { from, to })
  }
  if (value >= target.value) {
    return provisional
      ? t('agent.small', { n })
      : t('agent.standard', { value: standardLimit(t, unit, target.value) })
  }
  return gapWords(t, unit, target.value - value)
}

function gapWords(t: PersonalWords, unit: StandardView['unit'], gap: number): string {
  const value = String(Math.ceil(gap * 10 - 1e-6) / 10)
  if (unit === 'count') return t('agent.stillCount', { count: Math.ceil(gap) })
  return t(unit === 'percent' ? 'agent.stillPoints' : 'agent.stillScore', { value })
}

/** Whether the value lies in its target zone. */
export function isMet({ value, target }: StandardView): boolean {
  if (value === null) return false
  return target.kind === 'band' ? value >= target.from && value <= target.to : value >= target.value
}

/** What the next step leads to: a place, the star, a point. */
export function stepLeadsTo(t: PersonalWords, step: NextStep): string {
  const place = step.place === null ? '' : t('agent.nextPlace', { place: step.place })
  if (step.completesStar) return place + t(place === '' ? 'agent.nextStarOnly' : 'agent.nextStar')
  return place === '' && step.lights ? t('agent.nextLights') : place
}

/** The same in the strip's few words. */
export function shortStepLeadsTo(t: PersonalWords, step: NextStep): string {
  const place = step.place === null ? null : t('agent.shortPlace', { place: step.place })
  const star = step.completesStar
    ? t('agent.shortStar')
    : step.lights
      ? t('agent.shortLights')
      : null
  return [place, star].filter((part) => part !== null).join(t('agent.shortJoin'))
}

/** Nearest standard that is not met yet, for when no step is within reach. */
export const nearestGap = (view: Pick<AgentView, 'standards'>): StandardView | null =>
  view.standards
    .filter((one) => one.value !== null && !isMet(one) && one.target.kind === 'atLeast')
    .sort((a, b) => b.progress - a.progress)[0] ?? null

export const stepUnit = (t: PersonalWords, step: NextStep): string =>
  t(`agent.unit.${step.point}`, { count: step.count })

/** Who said it, and when. */
export function giverWords(
  t: PersonalWords,
  from: Giver,
  time: string,
  language: Language,
): string {
  switch (from.kind) {
    case 'lead':
      return t('agent.byLead', { name: from.name[language], time })
    case 'colleague':
      return t('agent.byColleague', { name: from.name[language], time })
    case 'system':
      return t('agent.bySystem', { time })
    default:
      return from satisfies never
  }
}
