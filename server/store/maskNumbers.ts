/** Epoch seconds or milliseconds of this age, which a reader of dead letters needs. */
const looksLikeTime = (digits: string): boolean =>
  digits.startsWith('1') && (digits.length === 10 || digits.length === 13)

/** Hides what may be a caller's number: seven digits or more that are no time stamp. [P18] */
export const maskNumbers = (raw: string): string =>
  raw.replaceAll(/\+?\d{7,}/g, (digits) => (looksLikeTime(digits) ? digits : '‹number›'))
