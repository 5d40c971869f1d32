import { metrics } from '../../shared/metrics/index.ts'
import type { MetricId } from '../../shared/metrics/index.ts'
import { sumOf } from '../../shared/metrics/measures.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { MetricView, QueueView, WallView } from '../../shared/views.ts'
import type { AgentStateCounts } from '../core/roster.ts'
import { figuresOver, type QueueFigures } from '../core/figures.ts'
import { queueSubject, TOTAL } from '../core/tally.ts'
import { metricsOf, queuesOf, type WallParts } from '../core/wallView.ts'
import { daysOf, type DayWindow } from '../core/window.ts'
import type { FloorFigures } from '../http/monitoring.ts'

type Metrics = Partial<Record<MetricId, MetricView>>

/** What a wall gets, with every metric and exact figures beside the live ones. */
export interface DetailedView extends Omit<WallView, 'metrics' | 'queues'> {
  readonly asOf: EpochMs
  readonly metrics: Metrics
  readonly queues: readonly (Omit<QueueView, 'metrics'> & {
    readonly metrics: Metrics
    readonly totals: Readonly<Record<DayWindow, QueueFigures>>
  })[]
  readonly agentsByState: AgentStateCounts
  /** Exact figures by business days: today, this week, this month, and all that is kept. [T4] */
  readonly totals: Readonly<Record<DayWindow, QueueFigures>>
}

const ids: readonly MetricId[] = metrics.map(({ id }) => id).filter((id) => id !== 'agentsByState')
const dayWindows: readonly DayWindow[] = ['today', 'week', 'month', 'all']

/** `GET /api/v1/view`: the wall's snapshot, in full. */
export function detailedView(parts: WallParts, wall: WallView): DetailedView {
  const { floor, site, at } = parts
  const configs = new Map(queuesOf(floor, site).map((queue) => [queue.id, queue]))
  return {
    asOf: at,
    ...wall,
    metrics: { ...metricsOf(parts, TOTAL, ids, wall.alarms), ...wall.metrics },
    queues: wall.queues.map((queue) => ({
      ...queue,
      metrics: metricsOf(parts, queueSubject(queue.id), ids, [], configs.get(queue.id)),
      totals: totalsOf(parts, queueSubject(queue.id)),
    })),
    agentsByState: floor.roster.counts,
    totals: totalsOf(parts, TOTAL),
  }
}

function totalsOf({ floor, at }: WallParts, subject: string): Record<DayWindow, QueueFigures> {
  return Object.fromEntries(
    dayWindows.map((window) => [
      window,
      figuresOver(floor.tally, subject, daysOf(window, at, floor.calendar)),
    ]),
  ) as Record<DayWindow, QueueFigures>
}

/** Totals and levels of the site (queue `''`) and of each queue, for `/metrics`. */
export function floorFigures({ floor, site, at }: WallParts): FloorFigures[] {
  const everyDay = daysOf('all', at, floor.calendar)
  const totals = (subject: string): Record<string, number> => {
    const sums = floor.tally.days(subject, everyDay)
    const {
      offered,
      answered,
      abandoned,
      timedOut,
      leftEmpty,
      leftByKey,
      withdrawn,
      transferred,
      lost,
      handled,
    } = figuresOver(floor.tally, subject)
    const waitedSeconds = sumOf(sums, 'waitedMs') / 1000
    const handleSeconds =
      (sumOf(sums, 'talkedMs') + sumOf(sums, 'heldMs') + sumOf(sums, 'wrappedMs')) / 1000
    const counts = {
      offered,
      answered,
      abandoned,
      timedOut,
      leftEmpty,
      leftByKey,
      withdrawn,
      transferred,
      lost,
      handled,
    }
    return { ...counts, waitedSeconds, handleSeconds, missedRings: sumOf(sums, 'missed') }
  }
  const waitingIn = (queue: string): number => floor.visits.waiting.get(queue)?.size ?? 0
  const queues = queuesOf(floor, site).map(({ id }) => {
    const free = floor.roster.freeIn(id)
    const levels = { waiting: waitingIn(id), ...(free === null ? {} : { free }) }
    return { queue: id, totals: totals(queueSubject(id)), levels }
  })
  const waiting = queues.reduce((sum, { levels }) => sum + levels.waiting, 0)
  const levels = { waiting, ...prefixed('agents_', floor.roster.counts) }
  return [{ queue: '', totals: totals(TOTAL), levels }, ...queues]
}

const prefixed = (prefix: string, counts: AgentStateCounts): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([state, count]) => [prefix + state, count]))
