import { expect, test } from 'vitest'
import { reckon, setClock } from '../../../client/store/siteClock.ts'
import { epochMs } from '../../../shared/time.ts'

const at = epochMs(1_000_000)

test('[P15] site time goes on from the last tick by the page’s own counter', () => {
  const clock = setClock(null, { at, rate: 1 }, 500)
  expect(reckon(clock, 2500)).toBe(at + 2000)
})

test('a tick that agrees leaves the clock alone, so that motion does not stutter', () => {
  const clock = setClock(null, { at, rate: 1 }, 0)
  expect(setClock(clock, { at: epochMs(at + 1120), rate: 1 }, 1000)).toBe(clock)
})

test('[P15] a server clock set back or forth starts a new era', () => {
  const clock = setClock(null, { at, rate: 1 }, 0)
  const jumped = setClock(clock, { at: epochMs(at - 48 * 3_600_000), rate: 1 }, 1000)
  expect(jumped.era).toBe(1)
  expect(reckon(jumped, 2000)).toBe(at - 48 * 3_600_000 + 1000)
})

test('[T6] a replay’s clock runs at its rate and stops when nothing more is heard', () => {
  const clock = setClock(null, { at, rate: 60 }, 0)
  expect(reckon(clock, 1000)).toBe(at + 60_000)
  expect(reckon(clock, 60_000)).toBe(at + 90_000)
})

test('a rate that is no rate stands still', () => {
  expect(reckon(setClock(null, { at, rate: Number.POSITIVE_INFINITY }, 0), 9000)).toBe(at)
  expect(reckon(setClock(null, { at, rate: 0 }, 0), 9000)).toBe(at)
})
