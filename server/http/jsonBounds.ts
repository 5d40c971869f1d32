import { faultAt, type JsonFault } from './jsonFault.ts'

/** An event in a batch is four deep, and the widest has some ten members. */
const DEEPEST = 32
const WIDEST = 1000

/**
 * The place where a text goes deeper or an object wider than any event could, or null. Looked for before
 * parsing, because parsing such a text holds up everything else for seconds. Does not judge the JSON.
 */
export function findExcess(source: string): JsonFault | null {
  const members = new Uint32Array(DEEPEST + 1)
  let depth = 0
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 0x22) {
      at = endOfText(source, at)
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > DEEPEST) return faultAt(source, at, `nested deeper than ${DEEPEST}`)
      members[depth] = 0
    } else if (code === 0x7d || code === 0x5d) {
      depth = Math.max(0, depth - 1)
    } else if (code === 0x3a) {
      const count = (members[depth] ?? 0) + 1
      if (count > WIDEST) return faultAt(source, at, `more than ${WIDEST} members in one object`)
      members[depth] = count
    }
  }
  return null
}

/** The closing quote of the text that opens here, or the end. */
function endOfText(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 0x5c) at += 1
    else if (code === 0x22) return at
  }
  return source.length
}
