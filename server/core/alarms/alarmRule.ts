import type { AlarmLevel, AlarmReason } from '../../../shared/views.ts'
import type { EpochMs } from '../../../shared/time.ts'

/**
 * What a rule sees at one moment. `raise` when the threshold is met, `clear` when it is under 80 % of it;
 * between the two nothing changes. null: no data, which neither raises nor clears. [A6]
 */
export type Reading =
  | { readonly kind: 'raise'; readonly reason: AlarmReason }
  | { readonly kind: 'hold' }
  | { readonly kind: 'clear' }
  | null

/** How long a reading must last before it counts, ms. */
export interface Delays {
  readonly on: number
  readonly off: number
}

/** Hysteresis: an alarm is left easier than it is entered. */
export const CLEAR_SHARE = 0.8

/** What alarms may look at in one queue. Ages are on the site's clock. */
export interface QueueReading {
  readonly queue: string
  readonly at: EpochMs
  /** Entries of all open visits, oldest first. */
  readonly waitingSince: readonly EpochMs[]
  /** null where the source does not say who is signed in. */
  readonly free: number | null
  /** Since when nobody is free while enough wait, kept from step to step. */
  readonly nobodyFreeSince: EpochMs | null
}

/** One state of an alarm; `off` ones are not kept. */
export interface AlarmState {
  readonly id: string
  readonly level: AlarmLevel
  readonly queue: string | null
  readonly reason: AlarmReason
  readonly phase: 'rising' | 'active' | 'recovered'
  /** Start of the condition; what the delay is reckoned from. */
  readonly since: EpochMs
  readonly raisedAt: EpochMs | null
  readonly clearSince: EpochMs | null
  readonly recoveredAt: EpochMs | null
  readonly owner: { readonly name: string; readonly at: EpochMs } | null
  readonly shelvedUntil: EpochMs | null
}

/** How long "recovered" is shown. [A3] */
const RECOVERED_SHOWN = 10_000

/** Takes one reading; null when the alarm is gone. [A1] [A2] [A6] */
export function stepAlarm(
  state: AlarmState | null,
  reading: Reading,
  at: EpochMs,
  delays: Delays,
  about: Pick<AlarmState, 'id' | 'level' | 'queue'>,
): AlarmState | null {
  if (state?.phase === 'recovered' && at - (state.recoveredAt ?? at) >= RECOVERED_SHOWN) {
    return reading?.kind === 'raise' ? rising(about, reading.reason, at) : null
  }
  if (reading === null) return withoutData(state)
  if (reading.kind === 'raise') return raise(state, reading.reason, at, delays, about)
  if (state === null || state.phase === 'recovered') return state
  if (state.phase === 'rising') return null
  if (reading.kind === 'hold')
    return state.clearSince === null ? state : { ...state, clearSince: null }
  const clearSince = state.clearSince ?? at
  if (at - clearSince < delays.off)
    return state.clearSince === null ? { ...state, clearSince } : state
  return { ...state, phase: 'recovered', recoveredAt: at, clearSince: null }
}

/** What was about to be raised or cleared has to be seen anew for the whole delay. [A6] */
function withoutData(state: AlarmState | null): AlarmState | null {
  if (state === null || state.phase === 'rising') return null
  return state.clearSince === null ? state : { ...state, clearSince: null }
}

function raise(
  state: AlarmState | null,
  reason: AlarmReason,
  at: EpochMs,
  delays: Delays,
  about: Pick<AlarmState, 'id' | 'level' | 'queue'>,
): AlarmState {
  const known = state === null || state.phase === 'recovered' ? rising(about, reason, at) : state
  const next = { ...known, reason, clearSince: null }
  if (next.phase === 'rising' && at - next.since >= delays.on)
    return { ...next, phase: 'active', raisedAt: at }
  return next
}

const rising = (
  about: Pick<AlarmState, 'id' | 'level' | 'queue'>,
  reason: AlarmReason,
  at: EpochMs,
): AlarmState => ({
  ...about,
  reason,
  phase: 'rising',
  since: at,
  raisedAt: null,
  clearSince: null,
  recoveredAt: null,
  owner: null,
  shelvedUntil: null,
})
