/** What is wrong with the words of a thank-you; the tablet and the server ask the same function. [K7] */
export type ReasonFault = 'TOO_SHORT' | 'TOO_LONG' | 'PHONE_NUMBER' | 'ID_NUMBER'

/** Characters as a reader counts them, after trimming. */
const REASON_LENGTH = { least: 6, most: 140 } as const

/** Digits in a row, however they are set apart, from which on they name somebody. */
const PHONE_DIGITS = 7
const ID_DIGITS = 15

const DATE = /\d{4}[-./年]\d{1,2}[-./月]\d{1,2}/gu
const DIGIT_RUN = /\d(?:[\s().·-]*\d)+/gu

/** Control characters and those that turn the direction of text: nobody sees them, and they can mislead. */
const UNSEEN = /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu

const characters = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' })

/** The words as they are kept: without unseen characters, with single spaces. */
export const cleanReason = (words: string): string =>
  words.replaceAll(UNSEEN, ' ').replaceAll(/\s+/gu, ' ').trim()

/** Null when the words may be sent. Works on the cleaned words; full-width digits count as digits. */
export function reasonFault(words: string): ReasonFault | null {
  const text = cleanReason(words)
  const length = Array.from(characters.segment(text)).length
  if (length < REASON_LENGTH.least) return 'TOO_SHORT'
  if (length > REASON_LENGTH.most) return 'TOO_LONG'
  const runs = text.normalize('NFKC').replaceAll(DATE, '').match(DIGIT_RUN) ?? []
  const longest = Math.max(0, ...runs.map((run) => run.replaceAll(/\D/gu, '').length))
  if (longest >= ID_DIGITS) return 'ID_NUMBER'
  return longest >= PHONE_DIGITS ? 'PHONE_NUMBER' : null
}
