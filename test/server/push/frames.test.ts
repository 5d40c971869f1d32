import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FrameClock, createFrames } from '../../../server/push/frames.ts'

/** A clock that moves when told to and runs what falls due on the way. */
function handClock() {
  let now = 0
  const due = new Map<number, { at: number; run: () => void }>()
  let ids = 0
  const clock: FrameClock = {
    now: () => now,
    later(delay, run) {
      ids += 1
      const id = ids
      due.set(id, { at: now + delay, run })
      return () => due.delete(id)
    },
  }
  function pass(length: number) {
    const end = now + length
    for (;;) {
      const next = [...due]
        .filter(([, timer]) => timer.at <= end)
        .sort((a, b) => a[1].at - b[1].at)[0]
      if (!next) break
      due.delete(next[0])
      now = next[1].at
      next[1].run()
    }
    now = end
  }
  return { clock, pass, waiting: () => due.size }
}

function floor() {
  const time = handClock()
  const shown: number[] = []
  const frames = createFrames(() => shown.push(time.clock.now()), time.clock)
  return { ...time, shown, frames }
}

test('[G4] the first change is shown at once', () => {
  const { frames, shown } = floor()
  frames.changed()
  expect(shown).toEqual([0])
})

test('[G4] changes within a frame are shown together at its end', () => {
  const { frames, shown, pass } = floor()
  frames.changed()
  pass(10)
  frames.changed()
  pass(30)
  frames.changed()
  expect(shown).toEqual([0])
  pass(60)
  expect(shown).toEqual([0, 100])
  pass(500)
  expect(shown).toEqual([0, 100])
})

test('[G4] after a quiet while the next change is shown at once again', () => {
  const { frames, shown, pass } = floor()
  frames.changed()
  pass(100)
  frames.changed()
  expect(shown).toEqual([0, 100])
})

test('[G5] an alarm waits for no frame and takes along what was waiting', () => {
  const { frames, shown, pass, waiting } = floor()
  frames.changed()
  pass(10)
  frames.changed()
  pass(5)
  frames.urgent()
  expect(shown).toEqual([0, 15])
  expect(waiting()).toBe(0)
  pass(20)
  frames.changed()
  pass(200)
  expect(shown).toEqual([0, 15, 115])
})

test('[G4] never more than ten frames a second, and nothing waits longer than a frame', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 1, maxLength: 60 }),
      (pauses) => {
        const { frames, shown, pass } = floor()
        const changes: number[] = []
        let now = 0
        for (const pause of pauses) {
          pass(pause)
          now += pause
          changes.push(now)
          frames.changed()
        }
        pass(100)
        const gaps = shown.slice(1).map((at, i) => at - shown[i]!)
        expect(gaps.every((gap) => gap >= 100)).toBe(true)
        expect(changes.every((at) => shown.some((frame) => frame >= at && frame - at <= 100))).toBe(
          true,
        )
      },
    ),
  )
})

test('after stopping nothing is shown and no timer is left', () => {
  const { frames, shown, pass, waiting } = floor()
  frames.changed()
  frames.changed()
  frames.stop()
  expect(waiting()).toBe(0)
  frames.changed()
  frames.urgent()
  pass(1000)
  expect(shown).toEqual([0])
})
