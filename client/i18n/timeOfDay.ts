import type { EpochMs } from '../../shared/time.ts'
import type { Language } from '../../shared/views.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formats.set(key, made)
  return made
}

/** `14:32` on the site's clock. */
export const timeOfDay = (at: EpochMs, timeZone: string): string =>
  formatFor('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** `1999-01-04` on the site's calendar; a replay shows which day it plays. */
export const dayOf = (at: EpochMs, timeZone: string): string =>
  formatFor('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** `8:00`, with the weekday before it when that is another day. */
export function openingTime(
  at: EpochMs,
  now: EpochMs,
  timeZone: string,
  language: Language,
): string {
  const time = timeOfDay(at, timeZone).replace(/^0(?=\d:)/, '')
  if (dayOf(at, timeZone) === dayOf(now, timeZone)) return time
  return `${formatFor(language, { timeZone, weekday: 'short' }).format(at)} ${time}`
}

/** Hour of the site's day, 0–23. */
export const hourOf = (at: EpochMs, timeZone: string): number =>
  Number(timeOfDay(at, timeZone).slice(0, 2))
