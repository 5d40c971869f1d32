import { createHash, randomBytes, randomInt } from 'node:crypto'

/** Letters of a code that is typed: no vowels, so that no words come up, and nothing that looks like another. [R3] */
export const CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const CODE_LENGTH = 8

const SECRET = /^(?<scope>[\w-]{1,200})\.[\w-]{43}$/

/** 256 random bits, with the scope that its record lies in. Stored hashed only. [R4] */
export const newToken = (scope: string): string =>
  `${Buffer.from(scope).toString('base64url')}.${randomBytes(32).toString('base64url')}`

/** Where to look for a token; null when it is none of ours. */
export function scopeOfToken(token: string): string | null {
  const found = SECRET.exec(token)?.groups?.['scope']
  return found === undefined ? null : Buffer.from(found, 'base64url').toString()
}

/** Tokens have 256 bits: a plain hash cannot be guessed back. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export const newId = (): string => randomBytes(9).toString('base64url')

/** Eight of twenty letters, as it is kept: `WDJBMJHT`. */
export const newUserCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')

/** As it is read out: `WDJB-MJHT`. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/** A code as somebody typed it, in any case and with any marks between; null when it cannot be one. */
export function typedCode(text: string): string | null {
  const letters = text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/gu, '')
  const wanted = new RegExp(`^[${CODE_LETTERS}]{${CODE_LENGTH}}$`)
  return wanted.test(letters) ? letters : null
}
