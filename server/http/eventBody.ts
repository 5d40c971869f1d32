import { isUtf8 } from 'node:buffer'
import { deadText, deadValue } from '../sources/deadLetter.ts'
import type { DeadLetter } from '../store/siteStore.ts'
import { findExcess } from './jsonBounds.ts'
import { describeFault, findJsonFault, type JsonFault } from './jsonFault.ts'
import { Problem } from './problem.ts'

/** Most events that one request may carry. */
const MOST_EVENTS = 50_000
/** A text this short is parsed quickly whatever stands in it, and nearly every event is one. */
const HARMLESS = 1000

/** One record of a body: a JSON value, or a line that is none. */
export type EventRecord =
  | { readonly value: unknown }
  | { readonly reason: string; readonly letter: DeadLetter }

/** The whole body could not be read; it is set aside as it came. */
export interface UnreadableBody {
  readonly problem: Problem
  readonly letter: DeadLetter
}

const one = 'application/cloudevents+json'
const batch = 'application/cloudevents-batch+json'
const json = 'application/json'
const lines = 'application/x-ndjson'

/** The media type without its parameters, or null where we do not read it. */
export function eventMediaType(header: string | undefined): string | null {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';')
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='))
  const utf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
  const known = [one, batch, json, lines].includes(type.trim())
  return known && utf8 ? type.trim() : null
}

/**
 * The records of a body, in order.
 * @throws Problem when it is empty or holds too many.
 */
export function readEventBody(
  mediaType: string,
  body: Buffer,
): readonly EventRecord[] | UnreadableBody {
  if (!isUtf8(body)) return notUtf8(body)
  const source = body.toString('utf8').replace(/^\uFEFF/, '')
  if (source.trim() === '') throw new Problem('EMPTY_BODY', 'The body is empty')
  return mediaType === lines ? readLines(source) : readWhole(mediaType, source)
}

function readWhole(mediaType: string, source: string): readonly EventRecord[] | UnreadableBody {
  const parsed = parseJson(source)
  if ('fault' in parsed) return unreadable(source, parsed.fault)
  const { value } = parsed
  if (mediaType === one || (mediaType === json && !Array.isArray(value))) return [{ value }]
  if (!Array.isArray(value)) {
    const reason = `${batch} must be a list of events`
    return {
      problem: new Problem('EVENTS_REFUSED', reason, { details: { rejected: [] } }),
      letter: deadValue(value, reason),
    }
  }
  refuseTooMany(value.length)
  return value.map((element: unknown) => ({ value: element }))
}

function readLines(source: string): readonly EventRecord[] {
  const written = source.split('\n')
  refuseTooMany(written.length - 1)
  const records: EventRecord[] = []
  for (const [place, line] of written.entries()) {
    if (line.trim() === '') continue
    const parsed = parseJson(line)
    if ('value' in parsed) {
      records.push(parsed)
      continue
    }
    const reason = describeFault({ ...parsed.fault, line: place + 1 })
    records.push({ reason, letter: deadText(line, reason) })
  }
  return records
}

function refuseTooMany(count: number): void {
  if (count > MOST_EVENTS) {
    throw new Problem('TOO_MANY_EVENTS', `The body holds more than ${MOST_EVENTS} events`)
  }
}

function parseJson(source: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  const excess = source.length > HARMLESS ? findExcess(source) : null
  if (excess) return { fault: excess }
  try {
    const value: unknown = JSON.parse(source)
    return { value }
  } catch {
    const nowhere = { offset: 0, line: 1, column: 1, reason: 'this is not JSON' }
    return { fault: findJsonFault(source) ?? nowhere }
  }
}

function unreadable(source: string, fault: JsonFault): UnreadableBody {
  const { offset, line, column } = fault
  const message = describeFault(fault)
  return {
    problem: new Problem('MALFORMED_JSON', message, {
      details: { position: { offset, line, column } },
    }),
    letter: deadText(source, message),
  }
}

function notUtf8(body: Buffer): UnreadableBody {
  const kept = body.toString('utf8')
  const offset = Buffer.byteLength(kept.slice(0, Math.max(0, kept.indexOf('\uFFFD'))))
  const message = `byte ${offset} is not UTF-8`
  return {
    problem: new Problem('NOT_UTF8', message, { details: { position: { offset } } }),
    letter: deadText(kept, message),
  }
}
