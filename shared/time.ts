/** A moment: milliseconds since 1970-01-01 UTC, stamped by the source, never by this process. [T1] */
export type EpochMs = number & { readonly __unit: 'epoch-ms' }

/** A length of time in milliseconds. */
export type Millis = number & { readonly __unit: 'ms' }

/** A business day as `YYYY-MM-DD`, in the site's time zone and from its day start. [T3] */
export type DayKey = string & { readonly __unit: 'business-day' }

export const epochMs = (value: number): EpochMs => value as EpochMs
export const millis = (value: number): Millis => value as Millis
export const dayKey = (value: string): DayKey => value as DayKey

export const SECOND = millis(1000)
export const MINUTE = millis(60_000)
export const HOUR = millis(3_600_000)

/** Time between two moments. Clock skew that would make it negative gives 0. [T2] */
export const elapsed = (from: EpochMs, to: EpochMs): Millis => Math.max(0, to - from) as Millis

export const after = (from: EpochMs, length: number): EpochMs => (from + length) as EpochMs

/**
 * The site's calendar, the only thing in the house that knows time zones. [T3]
 * Pure code takes it as an argument; the adapter is `server/config/calendar.ts`.
 */
export interface Calendar {
  /** The business day a moment belongs to. A day may have 23 or 25 hours. */
  dayOf(at: EpochMs): DayKey
  /** First moment of that business day. */
  startOf(day: DayKey): EpochMs
  /** What a clock on the floor's wall shows: ISO weekday (1 = Monday) and minutes after midnight. */
  wallClock(at: EpochMs): { readonly weekday: number; readonly minute: number }
}
