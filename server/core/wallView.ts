import type { MetricId } from '../../shared/metrics/index.ts'
import type { Levels } from '../../shared/metrics/metric.ts'
import { measureIndex } from '../../shared/metrics/measures.ts'
import { elapsed, epochMs, MINUTE, type EpochMs } from '../../shared/time.ts'
import type {
  AlarmView,
  Freshness,
  MetricView,
  QueueView,
  Text,
  WallView,
} from '../../shared/views.ts'
import type { AlarmBoard } from './alarms/alarmBoard.ts'
import { heroMetrics } from './alarms/metricOutside.ts'
import type { Floor } from './floor.ts'
import { metricView } from './metricView.ts'
import { hoursAt } from './openingHours.ts'
import { thresholdsOf, type QueueConfig, type SiteConfig } from './siteConfig.ts'
import { TOTAL } from './tally.ts'
import type { Visit } from './visit.ts'
import { targetOf } from './visitFacts.ts'
import { liveSums } from './window.ts'

/** Up to so many callers are shown one by one; with more, the oldest `SHOWN_OF_MANY`. */
const SHOWN = 24
const SHOWN_OF_MANY = 12

/** How fresh the sources are, worked out beside the fold because it depends on arrival. */
export interface SourceFreshness {
  readonly freshness: Freshness
  /** Last moment heard of a queue whose source has fallen silent while others speak; else null. */
  staleSince(queue: string): EpochMs | null
}

/** Gives each caller on a wait line a short number that stays with it. */
export class CallerNumbers {
  readonly #numbers = new WeakMap<Visit, string>()
  #last = 0

  of(visit: Visit): string {
    let number = this.#numbers.get(visit)
    if (number === undefined) {
      this.#last += 1
      number = this.#last.toString(36)
      this.#numbers.set(visit, number)
    }
    return number
  }
}

export interface WallParts {
  readonly floor: Floor
  readonly site: SiteConfig
  readonly board: AlarmBoard
  readonly sources: SourceFreshness
  readonly callers: CallerNumbers
  readonly at: EpochMs
  /** Names of people by id; without it an alarm's owner goes by the id. */
  readonly nameOf?: (id: string) => Text
}

/** What a wall shows at one moment: rounded as displayed, ages as the instants they began. */
export function wallView(parts: WallParts): WallView {
  const { floor, site, board, at } = parts
  const alarms = board.views(at, parts.nameOf)
  const hours = hoursAt(site, floor.calendar, at)
  return {
    site: { id: site.id, name: site.name, timezone: site.definitions.timezone },
    windowMinutes: site.windowMinutes,
    shift: hours.shift,
    replay: floor.replay && {
      file: floor.replay.file,
      speed: floor.replay.speed,
      ended: floor.replay.endedAt !== null,
    },
    phase: hours.open ? 'open' : 'closed',
    opensAt: hours.opensAt,
    freshness: parts.sources.freshness,
    metrics: metricsOf(parts, TOTAL, heroMetrics, alarms),
    queues: queuesOf(floor, site).map((queue) => queueView(parts, queue)),
    alarms,
    definitions: floor.definitions.version,
    people: null,
  }
}

/** Metrics of one subject in the live window. */
export function metricsOf(
  { floor, site, at }: WallParts,
  subject: string,
  ids: readonly MetricId[],
  alarms: readonly AlarmView[],
  queue?: QueueConfig,
): Partial<Record<MetricId, MetricView>> {
  const sums = liveSums(floor.tally, subject, at, site.windowMinutes)
  const levels = levelsOf(floor, queue?.id ?? null, at)
  if (subject === TOTAL && ids.includes('occupancy'))
    sums[measureIndex.availableMs] = availableIn(floor, at, site.windowMinutes)
  return Object.fromEntries(
    ids.map((id) => [
      id,
      metricView(id, sums, site, queue ? null : warningOf(id, alarms), levels, queue?.targets),
    ]),
  )
}

/** Available time of the live window: younger than what is written down, so worked out from the agents. [M9] */
function availableIn(floor: Floor, at: EpochMs, minutes: number): number {
  const from = epochMs((Math.floor(at / MINUTE) - minutes + 1) * MINUTE)
  return floor.presence.availableWithin(from, at)
}

function warningOf(metric: MetricId, alarms: readonly AlarmView[]): MetricView['warning'] {
  for (const { reason, state } of alarms) {
    if (reason.kind === 'metricOutside' && reason.metric === metric && state === 'active')
      return reason.side
  }
  return null
}

/** Levels of one queue, or with null of the whole site. [M10] [M11] */
function levelsOf(floor: Floor, queue: string | null, at: EpochMs): Levels {
  let waiting = 0
  let waitingPastTarget = 0
  let longestWaitMs: number | null = null
  for (const [name, visits] of floor.visits.waiting) {
    if (queue !== null && name !== queue) continue
    const within = targetOf(name, floor.definitions)
    for (const { queued } of visits) {
      const age = elapsed(queued?.at ?? at, at)
      waiting += 1
      if (age > within) waitingPastTarget += 1
      longestWaitMs = Math.max(longestWaitMs ?? 0, age)
    }
  }
  return { waiting, waitingPastTarget, longestWaitMs }
}

/** Queues of the site file in its order, then those that only events name, by name. */
export function queuesOf(floor: Floor, site: SiteConfig): QueueConfig[] {
  const known = new Set(site.queues.map(({ id }) => id))
  const named = new Set<string>()
  for (const source of floor.sources.values()) for (const queue of source.queues) named.add(queue)
  const others = [...named].filter((queue) => !known.has(queue)).sort()
  return [
    ...site.queues,
    ...others.map((id) => ({ id, name: sameText(id), thresholds: site.thresholds, targets: {} })),
  ]
}

const sameText = (text: string): Text => ({ 'zh-CN': text, en: text })

/** One queue as a row. */
export function queueView(parts: WallParts, queue: QueueConfig): QueueView {
  const { floor, site, callers, sources } = parts
  const open = [...(floor.visits.waiting.get(queue.id) ?? [])].sort(byEntry)
  const shown = open.length > SHOWN ? open.slice(0, SHOWN_OF_MANY) : open
  const { amberAfter, redAfter } = thresholdsOf(site, queue.id)
  return {
    id: queue.id,
    name: queue.name,
    waiting: open.length,
    callers: Object.fromEntries(shown.map((visit) => [callers.of(visit), entryOf(visit)])),
    longestSince: open[0] ? entryOf(open[0]) : null,
    free: floor.roster.freeIn(queue.id),
    amberAfter,
    redAfter,
    metrics: {},
    staleSince: sources.staleSince(queue.id),
  }
}

const entryOf = (visit: Visit): EpochMs => visit.queued?.at ?? epochMs(0)

const byEntry = (a: Visit, b: Visit): number => entryOf(a) - entryOf(b) || (a.key < b.key ? -1 : 1)
