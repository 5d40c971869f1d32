import { expect, test } from 'vitest'
import { orbitAt } from '../../../client/screens/wall/usePixelOrbit.ts'

const path = Array.from({ length: 100 }, (_, step) => orbitAt(step))

test('[13] the picture begins in place, moves one pixel a step and stays in an 8 × 8 square', () => {
  expect(path[0]).toEqual([0, 0])
  for (const [x, y] of path) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(4)
  for (const [index, [x, y]] of path.entries()) {
    const [beforeX, beforeY] = path[Math.max(0, index - 1)]!
    expect(Math.abs(x - beforeX) + Math.abs(y - beforeY)).toBeLessThanOrEqual(1)
  }
})

test('[13] it visits the whole edge of the square', () => {
  expect(new Set(path.slice(4).map(String)).size).toBe(32)
})
