import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import {
  assignLanes,
  createLayouter,
  crossings,
  kindAfter,
  layoutWaitLine,
  lineShape,
  waitScale,
} from '../../../client/parts/waitLineLayout.ts'
import { epochMs } from '../../../shared/time.ts'

const now = epochMs(1_000_000_000)
const ago = (seconds: number) => epochMs(now - seconds * 1000)
const standard = lineShape(500, 100, 10, 150)

const queue = (waits: readonly number[], waiting = waits.length, longest = Math.max(...waits)) => ({
  waiting,
  callers: Object.fromEntries(waits.map((wait, index) => [String(index), ago(wait)])),
  longestSince: waiting === 0 ? null : ago(longest),
  amberAfter: 60,
  redAfter: 120,
})

const laid = (waits: readonly number[], waiting?: number, longest?: number) =>
  layoutWaitLine(queue(waits, waiting, longest), now, standard, new Map())

test('[4.5] the line runs from 0 to 150 s with its ticks where the picture has them', () => {
  const scale = waitScale(standard)
  expect(scale(0)).toBe(14)
  expect(scale(60)).toBeCloseTo(202.8)
  expect(scale(120)).toBeCloseTo(391.6)
  expect(scale(150)).toBe(486)
})

test('[4.5] a wait past the end of the line stays at its end', () => {
  expect(waitScale(standard)(4000)).toBe(486)
})

test('[4.5] circle, diamond from amber on, triangle from red on', () => {
  expect([0, 59.9, 60, 119.9, 120].map((seconds) => kindAfter(seconds, 60, 120))).toEqual([
    'circle',
    'circle',
    'diamond',
    'diamond',
    'triangle',
  ])
})

test('[4.5] lanes of the pictures: 8 s stands above 3 s, 58 s above 52 s', () => {
  const lanesOf = (waits: readonly number[]) => laid(waits).marks.map(({ lane }) => lane)
  expect(lanesOf([3, 8, 14, 22, 31])).toEqual([0, -1, 0, 0, 0])
  expect(lanesOf([6, 18, 27, 44, 52, 58])).toEqual([0, 0, 0, 0, 0, -1])
})

test('a dot keeps its lane when a younger caller comes beside it', () => {
  const layOut = createLayouter()
  const [older] = layOut(queue([8]), now, standard).marks
  const joined = {
    ...queue([8]),
    waiting: 2,
    callers: { '0': ago(8), '1': ago(3) },
  }
  const after = layOut(joined, now, standard).marks
  expect(after.find(({ id }) => id === older!.id)!.lane).toBe(older!.lane)
  expect(after.find(({ id }) => id !== older!.id)!.lane).toBe(-1)
})

test('[4.5] with more waiting than are known one by one, the rest is a bar up to the youngest known', () => {
  const known = Array.from({ length: 12 }, (_, index) => 60 + index)
  const { marks, bar } = laid(known, 37)
  expect(marks).toHaveLength(12)
  expect(bar).toEqual({ count: 25, since: ago(60), head: null })
})

test('[4.5] counts alone give a plain bar with the right shape at its head, never invented dots', () => {
  const { marks, bar } = laid([], 11, 135)
  expect(marks).toEqual([])
  expect(bar).toEqual({ count: 11, since: ago(135), head: 'triangle' })
})

test('nobody waiting draws nothing', () => {
  expect(laid([], 0)).toEqual({ marks: [], bar: null })
})

test('the line is laid out again exactly when somebody crosses a limit', () => {
  const counted = (waits: readonly number[]) => crossings(queue(waits), now, 150)
  expect(counted([59, 20])).toBe(0)
  expect(counted([60, 20])).toBeGreaterThan(counted([59, 20]))
  expect(counted([121, 60])).toBeGreaterThan(counted([119, 60]))
  expect(counted([150, 60])).toBeGreaterThan(counted([149, 60]))
})

test('dots shrink in low rows so that their lanes stay inside the row', () => {
  for (const height of [38, 50, 60, 74, 83, 100, 125, 150]) {
    const { radius, lanes, height: line } = lineShape(500, height, 10, 150)
    const outermost = ((lanes - 1) / 2) * radius * 2.05 + radius
    expect(outermost * 2).toBeLessThanOrEqual(height)
    expect(line).toBeLessThanOrEqual(height)
  }
  expect(lineShape(500, 100, 10, 150)).toMatchObject({ radius: 10, height: 72, lanes: 3 })
  expect(lineShape(500, 74, 10, 150)).toMatchObject({ radius: 10, height: 64, lanes: 3 })
})

const dots = fc.array(fc.record({ x: fc.double({ min: 0, max: 500, noNaN: true }) }), {
  maxLength: 24,
})

property.prop([dots])(
  'every dot gets a lane of the line, and dots with room never touch',
  (places) => {
    const named = places.map(({ x }, index) => ({ id: String(index), x }))
    const lanes = assignLanes(named, { radius: 10, lanes: 5 }, new Map())
    expect(lanes.size).toBe(named.length)
    for (const lane of lanes.values()) expect([-2, -1, 0, 1, 2]).toContain(lane)
    const roomy = named.every(
      (one) => named.filter((other) => Math.abs(other.x - one.x) < 21.5).length <= 2,
    )
    if (!roomy) return
    for (const one of named)
      for (const other of named)
        if (one.id < other.id && lanes.get(one.id) === lanes.get(other.id))
          expect(Math.abs(one.x - other.x)).toBeGreaterThanOrEqual(21.5)
  },
)

property.prop([dots])('laid out twice, the same dots keep the same lanes', (places) => {
  const named = places.map(({ x }, index) => ({ id: String(index), x }))
  const roomy = named.every(
    (one) => named.filter((other) => Math.abs(other.x - one.x) < 21.5).length <= 3,
  )
  if (!roomy) return
  const first = assignLanes(named, { radius: 10, lanes: 5 }, new Map())
  expect(assignLanes(named, { radius: 10, lanes: 5 }, first)).toEqual(first)
})
