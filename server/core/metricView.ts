import { metricById, type MetricId } from '../../shared/metrics/index.ts'
import { ended, type Sums } from '../../shared/metrics/measures.ts'
import type { Levels, Metric } from '../../shared/metrics/metric.ts'
import type { MetricView } from '../../shared/views.ts'
import type { MetricTargets, SiteConfig } from './siteConfig.ts'

/** As the eye will see it: whole seconds, one decimal of a percent. Displayed precision decides what is sent. */
const displayed = (value: number | null, unit: MetricView['unit']): number | null => {
  if (value === null) return null
  return unit === 'percent' || unit === 'score' ? Math.round(value * 10) / 10 : Math.round(value)
}

/** One metric for a screen. The option in force is the one the definitions name. [M20] [M21] */
export function metricView(
  id: MetricId,
  sums: Sums,
  site: SiteConfig,
  warning: MetricView['warning'],
  levels?: Levels,
  targets: MetricTargets = site.targets,
): MetricView {
  const metric = metricById.get(id)
  if (!metric)
    return {
      value: null,
      unit: 'count',
      n: 0,
      provisional: true,
      target: null,
      scale: null,
      warning,
    }
  const { value, n } = formulaOf(metric, site)(sums, levels)
  const aim = targets[id]
  return {
    value: displayed(value, metric.unit),
    unit: metric.unit,
    n,
    provisional: metric.unit !== 'count' && sampleOf(metric, n, sums) < site.minimumSample,
    target: aim?.target ?? null,
    scale: aim?.scale ?? null,
    warning,
  }
}

/** The default definition, or the named option that the site has chosen. */
function formulaOf(metric: Metric, site: SiteConfig): Metric['of'] {
  const chosen = site.definitions.options?.[metric.id]
  return metric.options.find(({ id }) => id === chosen)?.of ?? metric.of
}

/** Visits are counted as ended [M21]; legs as handled. */
const sampleOf = (metric: Metric, n: number, sums: Sums): number =>
  metric.sample === 'own' || metric.measures.includes('handled') ? n : ended(sums)
