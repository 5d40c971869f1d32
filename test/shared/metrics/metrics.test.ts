import { expect, test } from 'vitest'
import { metricById, metrics } from '../../../shared/metrics/index.ts'
import {
  addFact,
  emptySums,
  measureIndex,
  measures,
  sumOf,
} from '../../../shared/metrics/measures.ts'
import type { Metric } from '../../../shared/metrics/metric.ts'
import { epochMs, millis } from '../../../shared/time.ts'
import { measured, sums } from '../../support/floors.ts'

/** What a formula reads, found by changing one measure after the other. */
function readBy(of: Metric['of']): string[] {
  const filled = emptySums().map((_value, index) => 1000 + index * 7)
  const base = of(filled)
  return measures.filter((name) => {
    const changed = filled.slice()
    changed[measureIndex[name]] = 5000
    const now = of(changed)
    return now.value !== base.value || now.n !== base.n
  })
}

test.each(metrics.map((metric) => [metric.id, metric] as const))(
  '[M20] %s says what it is in both languages, its rule, and all the measures it reads',
  (_id, metric) => {
    expect(metric.rule).toMatch(/^M\d+$/)
    for (const text of [metric.name, metric.text, ...metric.options.map((option) => option.text)]) {
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u)
      expect(text.en).toMatch(/[a-z]/)
    }
    const read = [metric, ...metric.options].flatMap(({ of }) => readBy(of))
    expect([...metric.measures].sort()).toEqual([...new Set(read)].sort())
  },
)

test('[M20] handle time and occupancy are better in a band, and no metric is registered twice', () => {
  expect(metrics.filter(({ better }) => better === 'band').map(({ id }) => id)).toEqual([
    'aht',
    'occupancy',
  ])
  expect(metricById.size).toBe(metrics.length)
})

test('[M20] with nothing counted a ratio is null, never 0 and never 100; a count is 0', () => {
  for (const metric of metrics.filter(({ unit }) => unit !== 'count'))
    for (const { of } of [metric, ...metric.options])
      expect(of(emptySums())).toEqual({ value: null, n: 0 })
  expect(measured('offered', emptySums())).toEqual({ value: 0, n: 0 })
  expect(measured('waiting', emptySums()).value).toBeNull()
})

test('[M1] [M2] [M3] [M19] counts are the sums themselves; short abandons are also counted apart', () => {
  const counted = sums({ offered: 9, answered: 5, abandoned: 3, abandonedShort: 1, handled: 4 })
  expect(measured('offered', counted).value).toBe(9)
  expect(measured('answered', counted).value).toBe(5)
  expect(measured('handled', counted).value).toBe(4)
  expect(measured('abandoned', counted).value).toBe(3)
  expect(measured('abandoned', counted, 'shortOnly').value).toBe(1)
  expect(measured('abandoned', counted, 'withoutShortAbandons').value).toBe(2)
})

test('[M4] average speed of answer: 10 answered, 240 s waited, 60 s of it ringing, 300 s from first entry', () => {
  const counted = sums({
    answered: 10,
    waitedMs: 240_000,
    rangMs: 60_000,
    waitedFromFirstMs: 300_000,
    abandoned: 5,
    abandonedWaitedMs: 900_000,
  })
  expect(measured('asa', counted)).toEqual({ value: 24, n: 10 })
  expect(measured('asa', counted, 'withoutRinging').value).toBe(18)
  expect(measured('asa', counted, 'fromFirstEntry').value).toBe(30)
})

test('[M6] average handle time: 4 legs, 800 s talk + 80 s hold + 120 s after-contact work', () => {
  const counted = sums({
    handled: 4,
    talkedMs: 800_000,
    heldMs: 80_000,
    wrappedMs: 120_000,
    focusMs: 620_000,
  })
  expect(measured('aht', counted)).toEqual({ value: 250, n: 4 })
  expect(measured('aht', counted, 'focus').value).toBe(155)
})

test('[M9] occupancy: 45 min of work beside 15 min free is 75 %; without sign-in it is null', () => {
  const work = { handled: 6, talkedMs: 2_000_000, heldMs: 100_000, wrappedMs: 600_000 }
  expect(measured('occupancy', sums({ ...work, availableMs: 900_000 }))).toEqual({
    value: 75,
    n: 6,
  })
  expect(measured('occupancy', sums(work))).toEqual({ value: null, n: 0 })
})

test('[M10] [M11] [M12] levels are no sums: waiting, the longest wait in seconds; states have no one value', () => {
  const levels = { waiting: 3, waitingPastTarget: 1, longestWaitMs: 95_500 }
  expect(measured('waiting', emptySums(), undefined, levels).value).toBe(3)
  expect(measured('longestWait', emptySums(), undefined, levels)).toEqual({ value: 95.5, n: 3 })
  const nobody = { waiting: 0, waitingPastTarget: 0, longestWaitMs: null }
  expect(measured('longestWait', emptySums(), undefined, nobody).value).toBeNull()
  expect(measured('waiting', emptySums(), undefined, nobody).value).toBe(0)
  expect(measured('agentsByState', emptySums(), undefined, levels).value).toBeNull()
})

test('a service under 10 s is counted apart; taking a fact out leaves nothing behind', () => {
  const leg = {
    type: 'legFinished',
    at: epochMs(0),
    queue: 'q',
    channel: 'voice',
    agent: 'a',
    talked: millis(9_999),
    held: millis(0),
    wrapped: millis(60_000),
    focus: millis(69_999),
    transferred: true,
    inBand: false,
  } as const
  const counted = emptySums()
  addFact(counted, leg, 1)
  addFact(counted, { ...leg, talked: millis(9_999), held: millis(1) }, 1)
  expect(sumOf(counted, 'shortServices')).toBe(1)
  expect(sumOf(counted, 'handled')).toBe(2)
  addFact(counted, leg, -1)
  addFact(counted, { ...leg, talked: millis(9_999), held: millis(1) }, -1)
  expect([...counted].every((value) => value === 0)).toBe(true)
})
