import { Temporal } from 'temporal-polyfill'
import { epochMs, type EpochMs } from '../../shared/time.ts'
import { readMoment } from './eventFields.ts'

const written =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?)?$/i
const withoutSeconds = /(T\d\d:\d\d)(Z|[+-]\d\d:\d\d)$/i
const NOON = ['12', '00', '00']

/**
 * The moment a cell names: RFC 3339, or a date with or without time in a named zone. A date alone is its
 * noon, which lies in the business day of that date wherever the day begins. [T1] [T3]
 * @param timezone IANA name; null: every cell must say its own offset.
 */
export function csvMoment(
  cell: string,
  timezone: string | null,
): EpochMs | { readonly reason: string } {
  const parts = written.exec(cell)
  if (!parts) {
    const read = readMoment(cell.replace(' ', 'T').replace(withoutSeconds, '$1:00$2'))
    return typeof read === 'number' ? read : { reason: 'must be a moment such as 2026-03-29 09:30' }
  }
  if (timezone === null) {
    return {
      reason:
        'says no time zone: add an offset such as +08:00, or give --timezone, such as Asia/Shanghai',
    }
  }
  const [year, month, day] = parts.slice(1, 4).map(Number)
  const given = parts[4] === undefined ? NOON : parts.slice(4, 7)
  const [hour, minute, second] = given.map((part) => Number(part ?? 0))
  return inZone({ year, month, day, hour, minute, second }, timezone)
}

type Clock = Partial<
  Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number | undefined>
>

function inZone(clock: Clock, timezone: string): EpochMs | { readonly reason: string } {
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = clock
  let local: Temporal.PlainDateTime
  try {
    local = Temporal.PlainDateTime.from(
      { year, month, day, hour, minute, second },
      { overflow: 'reject' },
    )
  } catch {
    return { reason: 'is no day or no time of day' }
  }
  try {
    const zoned = local.toZonedDateTime(timezone, { disambiguation: 'reject' })
    const read = readMoment(zoned.epochMilliseconds)
    return typeof read === 'number' ? epochMs(read) : read
  } catch {
    return {
      reason: `does not come, or comes twice, when the clocks of ${timezone} change: add an offset`,
    }
  }
}
