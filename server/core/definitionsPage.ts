import { metrics } from '../../shared/metrics/index.ts'
import type { Definitions } from '../../shared/events.ts'
import type { Language } from '../../shared/views.ts'
import type { SiteConfig } from './siteConfig.ts'

export interface MetricDefinition {
  readonly id: string
  readonly name: string
  readonly rule: string
  readonly unit: string
  readonly better: string
  readonly text: string
  /** The option this site counts by; null: the default. */
  readonly chosen: string | null
  readonly options: readonly { readonly id: string; readonly text: string }[]
}

/** What each figure means and what is set, in one language. [M20] [M22] */
export interface DefinitionsPage {
  readonly version: number
  readonly language: Language
  readonly site: string
  readonly timezone: string
  readonly windowMinutes: number
  readonly minimumSample: number
  readonly settings: readonly {
    readonly id: string
    readonly text: string
    readonly value: number
    readonly unit: string
  }[]
  readonly metrics: readonly MetricDefinition[]
}

const settingTexts = {
  serviceLevelWithin: { 'zh-CN': '服务水平时限', en: 'T of the service level' },
  shortAbandonWithin: {
    'zh-CN': '短于此的放弃算短时放弃',
    en: 'An abandon shorter than this is a short one',
  },
  lostAfter: { 'zh-CN': '多久没有结束算去向不明', en: 'A visit open for longer is lost' },
} as const

export function definitionsPage(
  definitions: Definitions,
  site: SiteConfig,
  language: Language,
): DefinitionsPage {
  const settings = (['serviceLevelWithin', 'shortAbandonWithin', 'lostAfter'] as const).map(
    (id) => ({
      id,
      text: settingTexts[id][language],
      value: definitions[id] / 1000,
      unit: 'seconds',
    }),
  )
  return {
    version: definitions.version,
    language,
    site: site.name[language],
    timezone: definitions.timezone,
    windowMinutes: site.windowMinutes,
    minimumSample: site.minimumSample,
    settings,
    metrics: metrics.map((metric) => ({
      id: metric.id,
      name: metric.name[language],
      rule: metric.rule,
      unit: metric.unit,
      better: metric.better,
      text: metric.text[language],
      chosen: definitions.options?.[metric.id] ?? null,
      options: metric.options.map(({ id, text }) => ({ id, text: text[language] })),
    })),
  }
}
