import { expect, test } from 'vitest'
import { geometries } from '../../../client/parts/geometry.ts'
import { rowHeights, type RowKind } from '../../../client/parts/rowHeights.ts'

const { standard } = geometries
const plain = (count: number): RowKind[] => Array.from({ length: count }, () => 'plain' as const)
const sum = (heights: readonly number[]) => heights.reduce((total, height) => total + height, 0)

test('[4.2] up to four rows are 125 px, five 100, six 83', () => {
  expect([1, 2, 3, 4, 5, 6].map((count) => rowHeights(plain(count), standard.rows)[0])).toEqual([
    125, 125, 125, 125, 100, 83,
  ])
})

test('[7] one P1 opens from 100 to 204 px and the others share the rest', () => {
  expect(rowHeights(['plain', 'open', 'plain', 'plain', 'plain'], standard.rows)).toEqual([
    74, 204, 74, 74, 74,
  ])
})

test('[7] two P1 stand open at 150 px', () => {
  expect(rowHeights(['open', 'open', 'plain', 'plain', 'plain'], standard.rows)).toEqual([
    150, 150, 66, 66, 66,
  ])
})

test('a row with a note has room for it', () => {
  const heights = rowHeights(['note', ...plain(5)], standard.rows)
  expect(heights[0]).toBe(standard.rows.note)
  expect(sum(heights)).toBeLessThanOrEqual(standard.rows.area)
})

const kindsOf = (open: number, notes: number, count: number): RowKind[] =>
  Array.from({ length: count }, (_, index) =>
    index < open ? 'open' : index < open + notes ? 'note' : 'plain',
  )

test('no mixture of up to six rows runs out of the area, in any layout, and each keeps its words', () => {
  for (const [name, { rows }] of Object.entries(geometries))
    for (let count = 1; count <= 6; count += 1)
      // With an alarm open, `focus` gives way to `focusAlarm`.
      for (let open = 0; open <= (name === 'focus' ? 0 : Math.min(2, count)); open += 1)
        for (let notes = 0; notes <= count - open; notes += 1) {
          const heights = rowHeights(kindsOf(open, notes, count), rows)
          expect(sum(heights)).toBeLessThanOrEqual(rows.area)
          expect(Math.min(...heights)).toBeGreaterThanOrEqual(32)
        }
})
