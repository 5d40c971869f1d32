import { Temporal } from 'temporal-polyfill'
import {
  dayKey,
  epochMs,
  MINUTE,
  type Calendar,
  type DayKey,
  type EpochMs,
} from '../../shared/time.ts'

const MINUTES_PER_DAY = 1440

/** One business day and the moments that belong to it, the last excluded. */
interface DayRange {
  readonly day: DayKey
  readonly from: number
  readonly to: number
}

const nowhere: DayRange = { day: dayKey(''), from: 0, to: 0 }
const covers = (range: DayRange, at: EpochMs): boolean => at >= range.from && at < range.to

/**
 * The calendar of a site: business days in its time zone, from its day start. [T3]
 * A day runs from its start to the next day's start, so it may have 23 or 25 hours. A start that a clock
 * change skips is the first moment after it; one that comes twice is its first.
 * @param timezone IANA name. @param dayStart minutes after local midnight, 0…1439.
 * @throws RangeError when either is none.
 */
export function createCalendar(timezone: string, dayStart: number): Calendar {
  if (!Number.isInteger(dayStart) || dayStart < 0 || dayStart >= MINUTES_PER_DAY) {
    throw new RangeError(`day start: must be 0 to 1439 minutes after midnight, not ${dayStart}`)
  }
  const time = new Temporal.PlainTime(Math.floor(dayStart / 60), dayStart % 60)
  const startOf = (date: Temporal.PlainDate): number =>
    date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds
  startOf(new Temporal.PlainDate(2026, 1, 1))

  const rangeOf = (at: EpochMs): DayRange => {
    const instant = Temporal.Instant.fromEpochMilliseconds(at)
    // The local date is right or one too late; near a clock change the range decides.
    let date = instant.toZonedDateTimeISO(timezone).toPlainDate()
    while (startOf(date) > at) date = date.subtract({ days: 1 })
    let to = startOf(date.add({ days: 1 }))
    while (to <= at) {
      date = date.add({ days: 1 })
      to = startOf(date.add({ days: 1 }))
    }
    return { day: dayKey(date.toString()), from: startOf(date), to }
  }

  // Events come in the order of time but for a little: the day at hand and the one before it are enough.
  let current = nowhere
  let other = nowhere
  let season = seasonOf(timezone, epochMs(0))
  return {
    dayOf(at) {
      if (covers(current, at)) return current.day
      const found = covers(other, at) ? other : rangeOf(at)
      other = current
      current = found
      return found.day
    },
    startOf: (day) => epochMs(startOf(Temporal.PlainDate.from(day))),
    wallClock(at) {
      if (at < season.from || at >= season.to) season = seasonOf(timezone, at)
      const minutes = Math.floor((at + season.offset) / MINUTE)
      // 1970-01-01 was a Thursday, the fourth day of its week.
      const weekday = modulo(Math.floor(minutes / MINUTES_PER_DAY) + 3, 7) + 1
      return { weekday, minute: modulo(minutes, MINUTES_PER_DAY) }
    },
  }
}

/** A stretch in which the zone keeps one offset from UTC, in ms; asked often, it changes twice a year. */
interface Season {
  readonly from: number
  readonly to: number
  readonly offset: number
}

function seasonOf(timezone: string, at: EpochMs): Season {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)
  // The transition before a moment is looked for from the moment after it, as one may lie exactly there.
  const before = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: local.offsetNanoseconds / 1e6,
  }
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
