import { defaultDefinitions, type Definitions, type FloorEvent } from '../../shared/events.ts'
import { metricById, type MetricId } from '../../shared/metrics/index.ts'
import {
  emptySums,
  measureIndex,
  measures,
  sumOf,
  type Measure,
  type Sums,
} from '../../shared/metrics/measures.ts'
import type { Levels, Measured } from '../../shared/metrics/metric.ts'
import { Floor, type Calendars } from '../../server/core/floor.ts'
import { nobodyNamed } from '../../server/core/peopleConfig.ts'
import { defaultTargets, defaultThresholds, type SiteConfig } from '../../server/core/siteConfig.ts'
import { TOTAL } from '../../server/core/tally.ts'
import { plainCalendars } from './floorScript.ts'

/** A floor that has taken in a story's events in the order they were written. */
export function floorOf(
  { events }: { readonly events: readonly FloorEvent[] },
  definitions: Partial<Definitions> = {},
  calendars: Calendars = plainCalendars,
): Floor {
  const floor = new Floor(calendars, { ...defaultDefinitions, ...definitions })
  for (const event of events) floor.apply(event)
  return floor
}

/** All that was ever counted of a subject. */
export const allSums = (floor: Floor, subject = TOTAL): Sums =>
  floor.tally.days(subject, () => true)

/** What was counted, without the zeros. */
export function counted(floor: Floor, subject = TOTAL): Partial<Record<Measure, number>> {
  const sums = allSums(floor, subject)
  return Object.fromEntries(
    measures.map((name) => [name, sumOf(sums, name)]).filter(([, value]) => value !== 0),
  ) as Partial<Record<Measure, number>>
}

export function sums(values: Partial<Record<Measure, number>>): Sums {
  const made = emptySums()
  for (const [name, value] of Object.entries(values)) made[measureIndex[name as Measure]] = value
  return made
}

/** A metric by its default definition or a named option. */
export function measured(id: MetricId, of: Sums, option?: string, levels?: Levels): Measured {
  const metric = metricById.get(id)!
  if (option === undefined) return metric.of(of, levels)
  return metric.options.find((named) => named.id === option)!.of(of, levels)
}

const { version: _version, ...definitions } = defaultDefinitions

/** A site without a file. */
export const plainSite = (more: Partial<SiteConfig> = {}): SiteConfig => ({
  id: 'default',
  name: { 'zh-CN': '星辰', en: 'Stars' },
  definitions,
  windowMinutes: 30,
  minimumSample: 20,
  queues: [],
  thresholds: defaultThresholds,
  targets: defaultTargets,
  hours: [],
  shifts: [],
  screens: [],
  asteriskQueueLogs: [],
  people: nobodyNamed,
  ...more,
})
