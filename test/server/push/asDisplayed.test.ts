import { expect, test } from 'vitest'
import { asDisplayed } from '../../../server/push/asDisplayed.ts'
import type { MetricView } from '../../../shared/views.ts'
import { calmView } from './floorViews.ts'

const shown = (n: number, provisional = false): number | undefined => {
  const view = calmView(1)
  const metric: MetricView = { ...view.metrics.connectionRate!, n, provisional }
  const displayed = asDisplayed({ ...view, metrics: { connectionRate: metric } })
  return displayed.metrics.connectionRate?.n
}

test('[G6] a large sample is told in two digits, never as more than it is', () => {
  expect([0, 7, 20, 99, 100, 412, 999, 1000, 12_345, 1_000_000].map((n) => shown(n))).toEqual([
    0, 7, 20, 99, 100, 410, 990, 1000, 12_000, 1_000_000,
  ])
})

test('[M21] a small sample is told exactly', () => {
  expect(shown(8, true)).toBe(8)
  expect(shown(412, true)).toBe(412)
})

test('[G6] nothing else is touched', () => {
  const view = calmView(3)
  expect(asDisplayed(view)).toEqual({
    ...view,
    metrics: { connectionRate: { ...view.metrics.connectionRate, n: 400 } },
  })
})
