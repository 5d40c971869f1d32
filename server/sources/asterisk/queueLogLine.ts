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

/** Seconds since 1970, from 1973 to 2100; some exports carry a fraction. */
const epochSeconds = /^[1-9]\d{8,9}(?:\.\d{1,9})?$/
const latest = 4_102_444_800
const verbName = /^[A-Z][A-Z0-9_]*$/i
const beyondAscii = /[\u0080-\u00ff]/
const control = /\p{Cc}/u
const longestName = 200

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A name from a line that was read byte by byte; bytes that are no UTF-8 stay as Latin-1. */
function readable(bytes: string): string {
  if (!beyondAscii.test(bytes)) return bytes
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return bytes
  }
}

function trimmed(data: string[]): string[] {
  while (data.length > 0 && data.at(-1) === '') data.pop()
  return data
}

const unnamed = 'is no Asterisk queue_log line: expected epoch|callid|queue|agent|verb|data'

/**
 * Takes one line apart.
 * @param bytes the line without its end, one character a byte (Latin-1), so that offsets stay exact.
 * @returns the line, or the reason why it is none.
 */
export function parseQueueLogLine(bytes: string): QueueLogLine | string {
  const columns = readable(bytes).split('|')
  const [stamp = '', callid, queue, agent, verb, ...data] = columns
  if (callid === undefined || queue === undefined || agent === undefined || verb === undefined) {
    return `has ${columns.length} of the 5 columns it needs, ${unnamed}`
  }
  if (!epochSeconds.test(stamp) || Number(stamp) > latest) {
    return 'has no time in epoch seconds in its first column; set queue_log to write epoch seconds'
  }
  if (!verbName.test(verb)) return `has no verb in its fifth column, ${unnamed}`
  if (control.test(callid) || control.test(queue) || control.test(agent)) {
    return 'holds control characters where names belong: the file is damaged or binary'
  }
  if (Math.max(callid.length, queue.length, agent.length) > longestName) {
    return `names a call, queue or agent with more than ${longestName} characters`
  }
  const time = epochMs(Math.round(Number(stamp) * 1000))
  return { time, callid, queue, agent, verb, data: trimmed(data) }
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
