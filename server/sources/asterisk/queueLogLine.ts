import { epochMs } from '../../../shared/time.ts'
import type { EpochMs } from '../../../shared/time.ts'

/** One row of `queue_log`: `epoch|callid|queue|agent|verb|data…`. Nothing in it has been judged yet but its shape. */
export interface QueueLogLine {
  readonly time: EpochMs
  readonly callid: string
  readonly queue: string
  readonly agent: string
  readonly verb: string
  /** Without trailing empty columns: table exports pad to five. */
  readonly data: readonly string[]
}

/** Seconds since 1970; some exports carry a fraction. */
const epochSeconds = /^[1-9]\d{8,9}(?:\.\d{1,9})?$/
/** 1990 to 2200, as for every event. */
const earliest = 631_152_000
const latest = 7_258_118_400
const verbName = /^[A-Z][A-Z0-9_]*$/i
/** Nearly every line is plain; only the others need a closer look at their names. */
const special = /[^ -~]|__proto__|constructor|prototype/
/** Control characters, half surrogates and what turns the direction of text: no name of an event has them. */
const unfit = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const everyUnfit = new RegExp(unfit, 'gu')
const refused = new Set(['__proto__', 'constructor', 'prototype'])
const longestName = 128

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A line that was read byte by byte as the text it is; bytes that are no UTF-8 stay as Latin-1. */
function readable(bytes: string): string {
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return bytes
  }
}

function dataOf(columns: readonly string[]): readonly string[] {
  let end = columns.length
  while (end > 5 && columns[end - 1] === '') end -= 1
  return columns.slice(5, end)
}

const shape = 'an Asterisk queue_log line is epoch|callid|queue|agent|verb|data'

function nameFault(name: string, plain: boolean): string | null {
  if (name.length > longestName) {
    return `names a call, queue or agent with more than ${longestName} characters`
  }
  if (plain) return null
  if (unfit.test(name)) return 'holds control characters in a name: the file is damaged or binary'
  return refused.has(name) ? `uses the name ${name}, which is refused everywhere` : null
}

/** Free text of a data column as a word an event may carry; undefined when nothing is left of it. */
export function wordOf(text: string | undefined, longest: number): string | undefined {
  const word = (text ?? '').replaceAll(everyUnfit, '').trim().slice(0, longest)
  return word === '' || unfit.test(word) || refused.has(word) ? undefined : word
}

/**
 * Takes one line apart.
 * @param bytes the line without its end, one character a byte (Latin-1), so that offsets stay exact.
 * @returns the line, or the reason why it is none.
 */
export function parseQueueLogLine(bytes: string): QueueLogLine | string {
  const plain = !special.test(bytes)
  const columns = (plain ? bytes : readable(bytes)).split('|')
  const [stamp = '', callid, queue, agent, verb] = columns
  if (callid === undefined || queue === undefined || agent === undefined || verb === undefined) {
    return `has ${columns.length} of the 5 columns it needs; ${shape}`
  }
  if (!epochSeconds.test(stamp) || Number(stamp) < earliest || Number(stamp) > latest) {
    return 'has no time in epoch seconds in its first column; set queue_log to write epoch seconds'
  }
  if (!verbName.test(verb)) return `has no verb in its fifth column; ${shape}`
  const fault = nameFault(callid, plain) ?? nameFault(queue, plain) ?? nameFault(agent, plain)
  if (fault !== null) return fault
  const time = epochMs(Math.round(Number(stamp) * 1000))
  return {
    time,
    callid: callid.trim(),
    queue: queue.trim(),
    agent: agent.trim(),
    verb,
    data: dataOf(columns),
  }
}

/**
 * What may be kept of a line that could not be read: cut short, without callers' names and numbers. [P18]
 * Data columns never leave here, since any of them may be a caller.
 */
export function withoutCallers(bytes: string): string {
  const head = readable(bytes.slice(0, 500)).split('|').slice(0, 5)
  const kept = head.map((column, at) => (at < 2 && head.length >= 5 ? column : masked(column)))
  return kept.join('|')
}

const masked = (text: string): string =>
  text.replaceAll(/\+?\d{5,}/g, '#').replaceAll(/\p{Cc}/gu, '\uFFFD')
