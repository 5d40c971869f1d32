import type { DeadLetter } from '../store/siteStore.ts'
import { eventData } from './eventData.ts'
import { isEnvelopeName } from './eventFields.ts'

/** Longest text that a dead letter keeps of what came in. */
const LONGEST_RAW = 4096
/** Names the sender where the input does not. */
const NOBODY = 'unknown'

/** Seven digits and more, with what people put between them: could be a caller's number. */
const numberLike = /\+?\d(?:[\s().-]?\d){6,}/g

/** Members whose values the contract knows; a caller's number has no place in any of them. */
const known: ReadonlySet<string> = new Set(
  ['specversion', 'id', 'source', 'type', 'time', 'data', 'replay', 'datacontenttype'].concat(
    Object.values(eventData).flatMap((schema) => Object.keys(schema.shape)),
  ),
)

/** Text that could not be read at all; digits that may be a caller's number are blanked. */
export const deadText = (text: string, reason: string, source: string = NOBODY): DeadLetter => ({
  raw: text.slice(0, LONGEST_RAW).replace(numberLike, '(number)'),
  reason,
  source,
})

/** A JSON value that is no event: members that no event has keep only the kind of their value. */
export function deadValue(value: unknown, reason: string): DeadLetter {
  const kept =
    typeof value === 'object' && value !== null ? withoutStrangers(value, 0) : kindOf(value)
  return {
    raw: JSON.stringify(kept).slice(0, LONGEST_RAW),
    reason,
    source: sourceOf(value),
  }
}

function sourceOf(value: unknown): string {
  const source =
    typeof value === 'object' && value !== null && 'source' in value ? value.source : undefined
  return isEnvelopeName(source) ? source : NOBODY
}

/** An event is two levels deep; what lies below is named by its kind. */
function withoutStrangers(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST_RAW)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value) || depth > 1) return kindOf(value)
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 64)
      .map(([name, inner]) => [
        name.slice(0, 64),
        known.has(name) ? withoutStrangers(inner, depth + 1) : kindOf(inner),
      ]),
  )
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return `(text of ${value.length} characters)`
  if (Array.isArray(value)) return `(list of ${value.length})`
  return `(${value === null ? 'null' : typeof value})`
}
