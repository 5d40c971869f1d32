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

const blank = /[ \t\n\r]*/y
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const value = 'a value'

/** What may come next: inside an object or a list, or at the top. */
type Expecting = 'value' | 'valueOrEnd' | 'nameOrEnd' | 'name' | 'colon' | 'commaOrEnd' | 'nothing'
const wanted: Readonly<Record<Expecting, string>> = {
  value: `expected ${value}`,
  valueOrEnd: `expected ${value} or ]`,
  nameOrEnd: 'expected a name in double quotes or }',
  name: 'expected a name in double quotes',
  colon: 'expected :',
  commaOrEnd: 'expected a comma or the closing bracket',
  nothing: 'expected nothing more',
}

/**
 * The first place where a text breaks JSON, or null where it is JSON. For texts that JSON.parse refused:
 * its own message names no place in half of the cases, and quotes the text.
 */
export function findJsonFault(source: string): JsonFault | null {
  const open: ('{' | '[')[] = []
  let expecting: Expecting = 'value'
  let at = 0
  for (;;) {
    at = skip(blank, source, at)
    if (at >= source.length) {
      return expecting === 'nothing' ? null : faultAt(source, at, 'the text ends too early')
    }
    const step = nextStep(source, at, expecting, open)
    if (step === null) return faultAt(source, at, whyNot(source, at, expecting))
    at = step.at
    expecting = step.expecting
  }
}

function nextStep(
  source: string,
  at: number,
  expecting: Expecting,
  open: ('{' | '[')[],
): { readonly at: number; readonly expecting: Expecting } | null {
  const letter = source.charAt(at)
  const afterValue = (end: number): { at: number; expecting: Expecting } => ({
    at: end,
    expecting: open.length > 0 ? 'commaOrEnd' : 'nothing',
  })
  if (closes(letter, expecting, open.at(-1))) {
    open.pop()
    return afterValue(at + 1)
  }
  if (expecting === 'colon') return letter === ':' ? { at: at + 1, expecting: 'value' } : null
  if (expecting === 'commaOrEnd') {
    if (letter !== ',') return null
    return { at: at + 1, expecting: open.at(-1) === '{' ? 'name' : 'value' }
  }
  if (expecting === 'nothing') return null
  if (expecting === 'name' || expecting === 'nameOrEnd') {
    const end = skipText(source, at)
    return end > at ? { at: end, expecting: 'colon' } : null
  }
  if (letter === '{' || letter === '[') {
    open.push(letter)
    return { at: at + 1, expecting: letter === '{' ? 'nameOrEnd' : 'valueOrEnd' }
  }
  const end = letter === '"' ? skipText(source, at) : skip(literal, source, at)
  return end > at ? afterValue(end) : null
}

const closes = (letter: string, expecting: Expecting, inside: '{' | '[' | undefined): boolean =>
  (letter === '}' && inside === '{' && (expecting === 'nameOrEnd' || expecting === 'commaOrEnd')) ||
  (letter === ']' && inside === '[' && (expecting === 'valueOrEnd' || expecting === 'commaOrEnd'))

function whyNot(source: string, at: number, expecting: Expecting): string {
  const mayBeText = expecting !== 'colon' && expecting !== 'commaOrEnd' && expecting !== 'nothing'
  return mayBeText && source.charAt(at) === '"'
    ? 'this text is not closed, or holds a bare control character or a wrong escape'
    : wanted[expecting]
}

/** The place after a text in double quotes, or `from` where there is none. By hand: a pattern overflows on 5 MB. */
function skipText(source: string, from: number): number {
  if (source.charAt(from) !== '"') return from
  let at = from + 1
  while (at < source.length) {
    const letter = source.charAt(at)
    if (letter === '"') return at + 1
    if (letter < ' ') return from
    const next = letter === '\\' ? skip(escape, source, at) : at + 1
    if (next === at) return from
    at = next
  }
  return from
}

function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex : at
}

function faultAt(source: string, offset: number, reason: string): JsonFault {
  const before = source.slice(0, offset)
  const lastBreak = before.lastIndexOf('\n')
  return { offset, line: before.split('\n').length, column: offset - lastBreak, reason }
}
