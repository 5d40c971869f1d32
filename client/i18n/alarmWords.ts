import type { TFunction } from 'i18next'
import type { AlarmReason } from '../../shared/views.ts'

/** `2 分钟`, `2 minutes`; seconds where it is no whole number of minutes. */
export const lengthWords = (t: TFunction, seconds: number): string =>
  seconds >= 60 && seconds % 60 === 0
    ? t('length.minutes', { count: seconds / 60 })
    : t('length.seconds', { count: seconds })

/** `4 分`, `4 min`: how long something took, to the minute once it took one. */
export const shortLengthWords = (t: TFunction, milliseconds: number): string => {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  return seconds < 60
    ? t('length.shortSeconds', { count: seconds })
    : t('length.shortMinutes', { count: Math.round(seconds / 60) })
}

/** Why an alarm is on. @param waiting callers now: with fewer than the reason tells it is easing, and says so. */
export function reasonWords(t: TFunction, reason: AlarmReason, waiting = Infinity): string {
  if (waiting < callersOf(reason)) return t('alarm.easing')
  switch (reason.kind) {
    case 'waitingPast':
      return t('alarm.waitingPast', { count: reason.count, limit: lengthWords(t, reason.seconds) })
    case 'longestPast':
      return t('alarm.longestPast', { limit: lengthWords(t, reason.seconds) })
    case 'nobodyFree':
      return t('alarm.nobodyFree', { count: reason.waiting })
    case 'metricOutside':
      return t(reason.side === 'over' ? 'alarm.metricOver' : 'alarm.metricUnder', {
        metric: metricName(t, reason.metric),
      })
    default:
      return reason satisfies never
  }
}

/** How many must be waiting for the reason to be true. */
function callersOf(reason: AlarmReason): number {
  if (reason.kind === 'waitingPast') return reason.count
  if (reason.kind === 'nobodyFree') return reason.waiting
  return reason.kind === 'longestPast' ? 1 : 0
}

const heroNames = ['connectionRate', 'asa', 'aht'] as const

function metricName(t: TFunction, metric: string): string {
  const hero = heroNames.find((name) => name === metric)
  return hero ? t(`hero.${hero}`) : metric
}

/** What the floor can do about it. With nobody free there is no free agent to call. */
export const actionWords = (t: TFunction, reason: AlarmReason): string =>
  t(reason.kind === 'nobodyFree' ? 'alarm.callLead' : 'alarm.callFree')
