import type { MetricView, WallView } from '../../shared/views.ts'

type Metrics = WallView['metrics']

/**
 * The view as far as a person can see it, for the screens' feed: the sample behind a figure is only read
 * while it is small [M21]; later two digits of it do, and not every call costs every screen a message. [G6]
 */
export function asDisplayed(view: WallView): WallView {
  return {
    ...view,
    metrics: metricsAsDisplayed(view.metrics),
    queues: view.queues.map((queue) => ({ ...queue, metrics: metricsAsDisplayed(queue.metrics) })),
  }
}

const metricsAsDisplayed = (metrics: Metrics): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([id, metric]) => [id, metricAsDisplayed(metric)]))

const metricAsDisplayed = (metric: MetricView): MetricView =>
  metric.provisional ? metric : { ...metric, n: twoDigits(metric.n) }

/** 7 → 7, 412 → 410, 12 345 → 12 000: never more than there were. */
function twoDigits(n: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1)
  return n < 100 ? n : Math.floor(n / step) * step
}
