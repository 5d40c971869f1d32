import { expect, test } from 'vitest'
import { epochMs } from '../../../shared/time.ts'
import {
  stepAlarm,
  type AlarmState,
  type Delays,
  type Reading,
} from '../../../server/core/alarms/alarmRule.ts'
import { metricDelays, readMetric } from '../../../server/core/alarms/metricOutside.ts'
import { queuePressed } from '../../../server/core/alarms/queuePressed.ts'
import { waitPastAmber } from '../../../server/core/alarms/waitPastAmber.ts'
import { defaultThresholds } from '../../../server/core/siteConfig.ts'
import { START } from '../../support/floorScript.ts'

interface Seen {
  readonly waits?: readonly number[]
  readonly free?: number | null
  readonly nobodyFreeFor?: number
}

const reading = ({ waits = [], free = 1, nobodyFreeFor }: Seen) => ({
  queue: 'support',
  at: START,
  waitingSince: [...waits].sort((a, b) => b - a).map((age) => epochMs(START - age * 1000)),
  free,
  nobodyFreeSince: nobodyFreeFor === undefined ? null : epochMs(START - nobodyFreeFor * 1000),
})

const pressed = (seen: Seen) => queuePressed.read(reading(seen), defaultThresholds)
const amber = (waits: readonly number[]) =>
  waitPastAmber.read(reading({ waits }), defaultThresholds)

test.each([
  ['3 callers past 2 min', { waits: [120, 130, 140] }, 'raise'],
  ['2 past and one just under', { waits: [119, 130, 140] }, 'clear'],
  ['the longest past 4 min', { waits: [240] }, 'raise'],
  ['the longest between 80 % and 4 min', { waits: [239] }, 'hold'],
  ['the longest at 80 %', { waits: [192] }, 'hold'],
  ['the longest under 80 %', { waits: [191] }, 'clear'],
  [
    'nobody free with 5 waiting for 60 s',
    { waits: [1, 1, 1, 1, 1], free: 0, nobodyFreeFor: 60 },
    'raise',
  ],
  [
    'nobody free with 5 waiting for 59 s',
    { waits: [1, 1, 1, 1, 1], free: 0, nobodyFreeFor: 59 },
    'hold',
  ],
  ['nobody free with 4 waiting', { waits: [1, 1, 1, 1], free: 0 }, 'hold'],
  ['nobody free with 3 waiting', { waits: [1, 1, 1], free: 0 }, 'clear'],
  [
    'free unknown with 9 waiting a little',
    { waits: Array<number>(9).fill(5), free: null },
    'clear',
  ],
  ['nobody waits', {}, 'clear'],
])('[A1] %s', (_what, seen, kind) => {
  expect(pressed(seen)?.kind).toBe(kind)
})

test('[A1] the reason says which of the three it is', () => {
  const reasonOf = (seen: Seen) => {
    const read = pressed(seen)
    return read?.kind === 'raise' ? read.reason : null
  }
  expect(reasonOf({ waits: [500, 130, 140, 5] })).toEqual({
    kind: 'waitingPast',
    count: 3,
    seconds: 120,
  })
  expect(reasonOf({ waits: [500] })).toEqual({ kind: 'longestPast', seconds: 240 })
  expect(reasonOf({ waits: [9, 9, 9, 9, 9, 9], free: 0, nobodyFreeFor: 70 })).toEqual({
    kind: 'nobodyFree',
    waiting: 6,
  })
})

test('[A2] a wait past 1 min raises, from 48 s it holds, under it clears', () => {
  expect([amber([60])?.kind, amber([59])?.kind, amber([48])?.kind, amber([47])?.kind]).toEqual([
    'raise',
    'hold',
    'hold',
    'clear',
  ])
})

const raise: Reading = { kind: 'raise', reason: { kind: 'longestPast', seconds: 240 } }
const hold: Reading = { kind: 'hold' }
const clear: Reading = { kind: 'clear' }

/** Phases second by second, `x` where there is no alarm. */
function phases(readings: readonly Reading[], delays: Delays = queuePressed.delays): string {
  let state: AlarmState | null = null
  const about = { id: 'support:P1', level: 'P1', queue: 'support' } as const
  return readings
    .map((read, second) => {
      state = stepAlarm(state, read, epochMs(START + second * 1000), delays, about)
      return state === null ? 'x' : state.phase[0]!
    })
    .join('')
}

const seconds = (read: Reading, count: number): Reading[] => Array<Reading>(count).fill(read)

test('[A1] raised when true for 15 s, not sooner', () => {
  expect(phases(seconds(raise, 16))).toBe(`${'r'.repeat(15)}a`)
  expect(phases([...seconds(raise, 15), clear, ...seconds(raise, 15)])).not.toContain('a')
})

test('[A1] cleared when under 80 % for 45 s; in between the clearing starts over', () => {
  const on = seconds(raise, 16)
  expect(phases([...on, ...seconds(clear, 46)]).slice(16)).toBe(`${'a'.repeat(45)}r`)
  const held = phases([...on, ...seconds(clear, 40), hold, ...seconds(clear, 45)])
  expect(held.slice(16)).toBe('a'.repeat(86))
})

test('[A2] raised when true for 20 s, cleared after 60 s', () => {
  const all = phases([...seconds(raise, 21), ...seconds(clear, 61)], waitPastAmber.delays)
  expect(all).toBe(`${'r'.repeat(20)}${'a'.repeat(61)}r`)
})

test('[A2] a hero metric is said after 3 min, handle time after 15, cleared after 60 s', () => {
  expect([metricDelays('asa'), metricDelays('connectionRate'), metricDelays('aht')]).toEqual([
    { on: 180_000, off: 60_000 },
    { on: 180_000, off: 60_000 },
    { on: 900_000, off: 60_000 },
  ])
})

test('[A2] outside its target, on either side of a band', () => {
  const side = (...given: Parameters<typeof readMetric>) => {
    const read = readMetric(...given)
    return read?.kind === 'raise' && read.reason.kind === 'metricOutside'
      ? read.reason.side
      : read?.kind
  }
  const band = { kind: 'band', from: 270, to: 390 } as const
  expect(side('aht', 269, false, band)).toBe('under')
  expect(side('aht', 391, false, band)).toBe('over')
  expect([side('aht', 270, false, band), side('aht', 390, false, band)]).toEqual(['clear', 'clear'])
  expect(side('asa', 21, false, { kind: 'atMost', value: 20 })).toBe('over')
  expect(side('connectionRate', 89.9, false, { kind: 'atLeast', value: 90 })).toBe('under')
})

test('[A6] [M21] no value, no target or too small a sample is no data', () => {
  const target = { kind: 'atMost', value: 20 } as const
  expect(readMetric('asa', null, false, target)).toBeNull()
  expect(readMetric('asa', 99, true, target)).toBeNull()
  expect(readMetric('asa', 99, false, null)).toBeNull()
})

test('[A6] no data raises nothing, and time without it counts for nothing', () => {
  expect(phases(seconds(null, 60))).toBe('x'.repeat(60))
  expect(phases([...seconds(raise, 10), ...seconds(null, 10), raise])).toBe(
    `${'r'.repeat(10)}${'x'.repeat(10)}r`,
  )
})

test('[A6] no data clears nothing, and the clearing starts over after it', () => {
  const on = seconds(raise, 16)
  expect(phases([...on, ...seconds(null, 300)]).slice(16)).toBe('a'.repeat(300))
  expect(phases([...on, ...seconds(clear, 40), null, ...seconds(clear, 45)]).slice(16)).toBe(
    'a'.repeat(86),
  )
})

test('[A3] "recovered" is shown for 10 s, then the alarm is gone', () => {
  const all = phases([...seconds(raise, 16), ...seconds(clear, 46 + 11)])
  expect(all.slice(61)).toBe(`${'r'.repeat(10)}xx`)
})
