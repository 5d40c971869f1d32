/** Where a text stops being JSON. */
export interface JsonFault {
  /** Characters before the fault. */
  readonly offset: number
  /** Both from 1. */
  readonly line: number
  readonly column: number
  readonly reason: string
}

export const describeFault = ({ line, column, reason }: JsonFault): string =>
  `line ${line}, column ${column}: ${reason}`

/** What may come next: inside an object or a list, or at the top. */
type Expecting = 'value' | 'valueOrEnd' | 'nameOrEnd' | 'name' | 'colon' | 'commaOrEnd' | 'nothing'
const wanted: Readonly<Record<Expecting, string>> = {
  value: 'expected a value',
  valueOrEnd: 'expected a value or ]',
  nameOrEnd: 'expected a name in double quotes or }',
  name: 'expected a name in double quotes',
  colon: 'expected :',
  commaOrEnd: 'expected a comma or the closing bracket',
  nothing: 'expected nothing more',
}

interface Cursor {
  readonly source: string
  readonly open: ('{' | '[')[]
  at: number
  expecting: Expecting
}

/**
 * The first place where a text breaks JSON, or null where it is JSON. For texts that JSON.parse refused:
 * its own message names no place in half of the cases, and quotes the text.
 */
export function findJsonFault(source: string): JsonFault | null {
  const cursor: Cursor = { source, open: [], at: 0, expecting: 'value' }
  for (;;) {
    skipBlank(cursor)
    if (cursor.at >= source.length) {
      return cursor.expecting === 'nothing' ? null : faultAt(source, cursor.at, 'it ends too early')
    }
    if (!step(cursor)) return faultAt(source, cursor.at, whyNot(cursor))
  }
}

/** Takes one token, or stays where it is and says no. */
function step(cursor: Cursor): boolean {
  const letter = cursor.source.charAt(cursor.at)
  switch (cursor.expecting) {
    case 'nothing':
      return false
    case 'colon':
      return letter === ':' && advance(cursor, 'value')
    case 'commaOrEnd':
      if (letter === ',') return advance(cursor, cursor.open.at(-1) === '{' ? 'name' : 'value')
      return letter === (cursor.open.at(-1) === '{' ? '}' : ']') && close(cursor)
    case 'name':
    case 'nameOrEnd':
      if (letter === '}' && cursor.expecting === 'nameOrEnd') return close(cursor)
      if (!skipText(cursor)) return false
      cursor.expecting = 'colon'
      return true
    default:
      if (letter === ']' && cursor.expecting === 'valueOrEnd') return close(cursor)
      return takeValue(cursor, letter)
  }
}

function takeValue(cursor: Cursor, letter: string): boolean {
  if (letter === '{' || letter === '[') {
    cursor.open.push(letter)
    return advance(cursor, letter === '{' ? 'nameOrEnd' : 'valueOrEnd')
  }
  const taken = letter === '"' ? skipText(cursor) : skipPattern(cursor, literal)
  if (taken) cursor.expecting = afterValue(cursor)
  return taken
}

function advance(cursor: Cursor, expecting: Expecting): true {
  cursor.at += 1
  cursor.expecting = expecting
  return true
}

function close(cursor: Cursor): true {
  cursor.open.pop()
  return advance(cursor, afterValue(cursor))
}

const afterValue = (cursor: Cursor): Expecting =>
  cursor.open.length > 0 ? 'commaOrEnd' : 'nothing'

function skipBlank(cursor: Cursor): void {
  for (; cursor.at < cursor.source.length; cursor.at++) {
    const code = cursor.source.charCodeAt(cursor.at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
  }
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

function skipPattern(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at
  if (!pattern.test(cursor.source)) return false
  cursor.at = pattern.lastIndex
  return true
}

/** A text in double quotes. By hand, as a pattern over 5 MB overflows. */
function skipText(cursor: Cursor): boolean {
  const start = cursor.at
  const { source } = cursor
  if (source.charAt(start) !== '"') return false
  cursor.at += 1
  while (cursor.at < source.length) {
    const code = source.charCodeAt(cursor.at)
    if (code === 0x22) {
      cursor.at += 1
      return true
    }
    if (code < 0x20) break
    if (code !== 0x5c) cursor.at += 1
    else if (!skipPattern(cursor, escape)) break
  }
  cursor.at = start
  return false
}

function whyNot({ source, at, expecting }: Cursor): string {
  const mayBeText = expecting !== 'colon' && expecting !== 'commaOrEnd' && expecting !== 'nothing'
  return mayBeText && source.charAt(at) === '"'
    ? 'this text is not closed, or holds a bare control character or a wrong escape'
    : wanted[expecting]
}

export function faultAt(source: string, offset: number, reason: string): JsonFault {
  const before = source.slice(0, offset)
  const lastBreak = before.lastIndexOf('\n')
  return { offset, line: before.split('\n').length, column: offset - lastBreak, reason }
}
