/**
 * How figures are written on screens. Pure and without words: units that are words belong to the language
 * files. Input is already rounded as displayed; these functions never round up to a better figure.
 */

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** Whole seconds as `m:ss`; below zero counts as zero. [T2] */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return `${Math.floor(whole / 60)}:${twoDigits(whole % 60)}`
}

/** From this many seconds on a speed of answer is written `m:ss` instead of as seconds. */
export const SECONDS_UP_TO = 100

/** Rates carry one decimal; the full hundred carries none. Unit: percent. */
export const percent = (value: number): string => (value === 100 ? '100' : value.toFixed(1))

/** A limit or target in percent, without a decimal that says nothing. */
export const percentLimit = (value: number): string => String(Math.round(value * 10) / 10)

/**
 * How long somebody has waited. `m:ss` below 100 minutes; above it hours and minutes, which the language
 * files join with their own word for hour.
 */
export type WaitText =
  | { readonly kind: 'minutes'; readonly text: string }
  | { readonly kind: 'hours'; readonly hours: string; readonly minutes: string }

export function waitText(milliseconds: number): WaitText {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 6000) return { kind: 'minutes', text: minutesAndSeconds(seconds) }
  const minutes = Math.floor(seconds / 60)
  return {
    kind: 'hours',
    hours: String(Math.floor(minutes / 60)),
    minutes: twoDigits(minutes % 60),
  }
}
