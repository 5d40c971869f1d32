import { z } from 'zod'
import { epochMs, type EpochMs, type Millis } from '../../shared/time.ts'

/** A source's clock before this is set wrong, or counts seconds. */
const EARLIEST = Date.UTC(1990, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)
const LONGEST_DURATION = 7 * 86_400_000

/** Names that JavaScript gives a meaning of its own; nothing in the house may be called that. */
export const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Text as a person could write it in one line: no control characters, no half of a surrogate pair (it would
 * not survive UTF-8), no characters that turn the direction of what follows.
 */
const clean = String.raw`[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]`
/** Not blank, and none of the reserved names. */
const allowed = String.raw`(?!\s*$)(?!(?:__proto__|constructor|prototype)$)`

const namePattern = (longest: number): RegExp =>
  new RegExp(`^${allowed}${clean}{1,${longest}}$`, 'u')
const textRule = (longest: number): string =>
  `must be text of 1–${longest} characters, without control characters`

/** A name that others point to: contact, queue, agent, source. */
export const nameOf = (longest: number): z.ZodType<string> =>
  z.string(textRule(longest)).regex(namePattern(longest), textRule(longest))

const envelopeName = namePattern(200)
export const envelopeNameRule = textRule(200)
export const isEnvelopeName = (value: unknown): value is string =>
  typeof value === 'string' && envelopeName.test(value)

export const choiceOf = <const T extends readonly [string, ...string[]]>(
  choices: T,
): z.ZodType<T[number]> => z.enum(choices, `must be one of ${choices.join(', ')}`)

export const wholeNumber = (from: number, to: number): z.ZodType<number> => {
  const rule = `must be a whole number from ${from} to ${to}`
  return z.int(rule).min(from, rule).max(to, rule)
}

export const numberIn = (from: number, to: number): z.ZodType<number> => {
  const rule = `must be a number from ${from} to ${to}`
  return z.number(rule).min(from, rule).max(to, rule)
}

export const yesOrNo = z.boolean('must be true or false')

const durationRule = 'must be a duration in whole milliseconds from 0 to 604800000 (7 days)'
export const duration = z
  .int(durationRule)
  .min(0, durationRule)
  .max(LONGEST_DURATION, durationRule) as unknown as z.ZodType<Millis>

const momentRule =
  'must be a moment: RFC 3339 like 2026-03-29T09:30:00.000Z or +08:00, or whole milliseconds since 1970'

const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** The moment a source wrote, or why it is none. [T1] */
export function readMoment(value: unknown): EpochMs | { readonly reason: string } {
  if (typeof value === 'number') return momentOfNumber(value)
  if (typeof value !== 'string' || value.length > 40) return { reason: momentRule }
  const parts = rfc3339.exec(value)
  if (!parts || Number(parts[3]) > daysInMonth(Number(parts[1]), Number(parts[2]))) {
    return { reason: momentRule }
  }
  return inReach(Date.parse(value.toUpperCase()))
}

function momentOfNumber(value: number): EpochMs | { readonly reason: string } {
  if (!Number.isSafeInteger(value)) return { reason: momentRule }
  const asSeconds = value * 1000
  if (asSeconds >= EARLIEST && asSeconds <= LATEST) {
    return { reason: 'looks like seconds since 1970; send milliseconds' }
  }
  return inReach(value)
}

function inReach(value: number): EpochMs | { readonly reason: string } {
  if (Number.isNaN(value)) return { reason: momentRule }
  if (value < EARLIEST || value > LATEST) return { reason: 'must lie between 1990 and 2200' }
  return epochMs(value)
}

const daysInMonth = (year: number, month: number): number =>
  month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0

/** A moment inside the data of an event. */
export const moment = z.unknown().transform((value, context): EpochMs => {
  const read = readMoment(value)
  if (typeof read === 'number') return read
  context.addIssue({ code: 'custom', message: read.reason })
  return z.NEVER
}) as unknown as z.ZodType<EpochMs>
