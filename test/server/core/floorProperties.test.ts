import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FloorEvent } from '../../../shared/events.ts'
import { addSums, emptySums, ended, measures, sumOf } from '../../../shared/metrics/measures.ts'
import { after, HOUR } from '../../../shared/time.ts'
import { AlarmBoard } from '../../../server/core/alarms/alarmBoard.ts'
import { Floor } from '../../../server/core/floor.ts'
import { canonicalState, restoreFloor, takeChanges } from '../../../server/core/rows.ts'
import { allSums, plainSite } from '../../support/floors.ts'
import { delayed, floorLives } from '../../support/floorLives.ts'
import { plainCalendars, START } from '../../support/floorScript.ts'

const END = after(START, 30 * HOUR)
const runs = { numRuns: Number(process.env['FOLD_RUNS'] ?? 60) }
const site = plainSite({ minimumSample: 1 })

/** What the store does with a second copy: it is never handed on. [E1] */
const once = (events: readonly FloorEvent[]): FloorEvent[] => {
  const seen = new Set<string>()
  return events.filter(({ id }) => !seen.has(id) && seen.add(id))
}

function fold(events: readonly FloorEvent[]): Floor {
  const floor = new Floor(plainCalendars)
  for (const event of once(events)) floor.apply(event)
  return floor
}

function stateOf(events: readonly FloorEvent[]): string {
  const floor = fold(events)
  floor.advance(END)
  return canonicalState(floor)
}

const delays = fc.array(fc.nat(100 * 60_000), { minLength: 1, maxLength: 40 })

test('[E4] events hours apart, each late by up to 100 min, give the state they give in time', () => {
  fc.assert(
    fc.property(floorLives, delays, (events, late) => {
      expect(stateOf(delayed(events, late))).toBe(stateOf(events))
    }),
    runs,
  )
})

test('[E1] events sent again at any later time change nothing', () => {
  fc.assert(
    fc.property(floorLives, delays, (events, late) => {
      expect(stateOf([...events, ...delayed(events, late)])).toBe(stateOf(events))
    }),
    runs,
  )
})

/** Floor and alarms of a run that is saved and taken up again after the events at `cuts`. */
function run(events: readonly FloorEvent[], cuts: ReadonlySet<number>): readonly [string, string] {
  const rows = new Map<string, string>()
  let floor = new Floor(plainCalendars)
  let board = new AlarmBoard()
  events.forEach((event, index) => {
    floor.apply(event)
    board.step(floor, site, floor.clock)
    if (!cuts.has(index)) return
    const { changed, gone } = takeChanges(floor)
    for (const [name, row] of changed) rows.set(name, row)
    for (const name of gone) rows.delete(name)
    floor = restoreFloor(plainCalendars, rows)
    const saved = board.save()
    board = new AlarmBoard()
    board.restore(saved)
  })
  return [canonicalState(floor), board.save()]
}

test('[E4] a save and restore anywhere keeps the floor and its alarms, event for event', () => {
  fc.assert(
    fc.property(
      floorLives,
      fc.array(fc.nat(80), { maxLength: 6 }),
      delays,
      (events, cuts, late) => {
        const arriving = delayed(events, late)
        expect(run(arriving, new Set(cuts))).toEqual(run(arriving, new Set()))
      },
    ),
    runs,
  )
})

const queueless = new Set(['availableMs'])
const channelless = new Set(['availableMs', 'missed'])

test('[M1] the total is the sum of its queues, and of its channels, measure for measure', () => {
  fc.assert(
    fc.property(floorLives, (events) => {
      const floor = fold(events)
      const added = (prefix: string) => {
        const sums = emptySums()
        for (const name of floor.tally.subjects.keys())
          if (name.startsWith(prefix)) addSums(sums, allSums(floor, name))
        return sums
      }
      const total = allSums(floor)
      const differing = (prefix: string, apart: ReadonlySet<string>) =>
        measures.filter(
          (name) => !apart.has(name) && sumOf(added(prefix), name) !== sumOf(total, name),
        )
      expect(differing('queue:', queueless)).toEqual([])
      expect(differing('channel:', channelless)).toEqual([])
      for (const name of ['answered', 'handled', 'missed', 'talkedMs', 'availableMs'] as const)
        expect(sumOf(added('agent:'), name)).toBe(sumOf(total, name))
    }),
    runs,
  )
})

test('[E6] [M1] offered = ended + still open, and nothing is ever negative', () => {
  fc.assert(
    fc.property(floorLives, delays, (events, late) => {
      const floor = new Floor(plainCalendars)
      const wrongAfter: string[] = []
      for (const event of delayed(events, late)) {
        floor.apply(event)
        const total = allSums(floor)
        const open = [...floor.visits.waiting.values()].reduce((sum, { size }) => sum + size, 0)
        const wrong = sumOf(total, 'offered') !== ended(total) + open
        if (wrong || total.some((value) => value < 0)) wrongAfter.push(event.id)
      }
      expect(wrongAfter).toEqual([])
      const subjects = [...floor.tally.subjects.values()]
      const buckets = subjects.flatMap(({ days, ring }) => [...days.values(), ...(ring ?? [])])
      expect(buckets.filter((bucket) => bucket?.sums.some((value) => value < 0))).toEqual([])
    }),
    runs,
  )
})
