import type { EventOf } from '../../../shared/events.ts'
import { epochMs, type EpochMs } from '../../../shared/time.ts'
import type { AlarmView, Text } from '../../../shared/views.ts'
import type { Floor } from '../floor.ts'
import { metricView } from '../metricView.ts'
import { thresholdsOf, type SiteConfig } from '../siteConfig.ts'
import type { QueueThresholds } from '../siteConfig.ts'
import { liveSums } from '../window.ts'
import { stepAlarm, type AlarmState, type QueueReading } from './alarmRule.ts'
import { queueAlarms } from './index.ts'
import { heroMetrics, metricDelays, readMetric } from './metricOutside.ts'

const STEP = 1000
/** Hero metrics swing slowly and wait minutes to be said: looked at less often. */
const METRIC_STEP = 10_000

interface Saved {
  readonly alarms: AlarmState[]
  readonly nobodyFree: [queue: string, since: EpochMs][]
  readonly stepped: EpochMs
  readonly metricsStepped: EpochMs
  readonly rewinds: number
}

/**
 * All alarms of a site, stepped along the site's clock at most once a second. Only queues where somebody
 * waits or an alarm lives cost anything.
 */
export class AlarmBoard {
  readonly alarms = new Map<string, AlarmState>()
  /** Grows with every change of an alarm. */
  changes = 0
  readonly #nobodyFree = new Map<string, EpochMs>()
  #stepped = epochMs(0)
  #metricsStepped = epochMs(0)
  #rewinds = 0

  /** A clock a little behind the last step, as of a source that runs ahead, changes nothing. */
  step(floor: Floor, site: SiteConfig, at: EpochMs): void {
    if (floor.rewinds !== this.#rewinds) this.#rewind(floor.rewinds)
    if (at - this.#stepped < STEP) return
    this.#stepped = at
    const concerned = new Set<string>(this.#nobodyFree.keys())
    for (const [queue, visits] of floor.visits.waiting) if (visits.size > 0) concerned.add(queue)
    for (const { queue } of this.alarms.values()) if (queue !== null) concerned.add(queue)
    for (const queue of concerned) this.#stepQueue(floor, queue, thresholdsOf(site, queue), at)
    if (at - this.#metricsStepped >= METRIC_STEP) {
      this.#metricsStepped = at
      this.#stepMetrics(floor, site, at)
    }
  }

  /** The clock was set back by a recording: what was on is of another time. [T6] */
  #rewind(rewinds: number): void {
    this.#rewinds = rewinds
    if (this.alarms.size > 0) this.changes += 1
    this.alarms.clear()
    this.#nobodyFree.clear()
    this.#stepped = epochMs(0)
    this.#metricsStepped = epochMs(0)
  }

  #stepQueue(floor: Floor, queue: string, limits: QueueThresholds, at: EpochMs): void {
    const waitingSince = [...(floor.visits.waiting.get(queue) ?? [])]
      .map((visit) => visit.queued?.at ?? at)
      .sort((a, b) => a - b)
    const free = floor.roster.freeIn(queue)
    if (free !== 0 || waitingSince.length < limits.nobodyFreeWaiting) this.#nobodyFree.delete(queue)
    else if (!this.#nobodyFree.has(queue)) this.#nobodyFree.set(queue, at)
    const nobodyFreeSince = this.#nobodyFree.get(queue) ?? null
    const reading: QueueReading = { queue, at, waitingSince, free, nobodyFreeSince }
    for (const rule of queueAlarms) {
      const about = { id: `${queue}:${rule.level}`, level: rule.level, queue }
      const state = this.alarms.get(about.id) ?? null
      this.#put(
        about.id,
        state,
        stepAlarm(state, rule.read(reading, limits), at, rule.delays, about),
      )
    }
  }

  #stepMetrics(floor: Floor, site: SiteConfig, at: EpochMs): void {
    const sums = liveSums(floor.tally, 'total', at, site.windowMinutes)
    for (const metric of heroMetrics) {
      const about = { id: `:${metric}`, level: 'P2', queue: null } as const
      const state = this.alarms.get(about.id) ?? null
      const { value, provisional, target } = metricView(metric, sums, site, null)
      const reading = readMetric(metric, value, provisional, target)
      this.#put(about.id, state, stepAlarm(state, reading, at, metricDelays(metric), about))
    }
  }

  #put(id: string, before: AlarmState | null, now: AlarmState | null): void {
    if (before === now) return
    this.changes += 1
    if (now) this.alarms.set(id, now)
    else this.alarms.delete(id)
  }

  /** A lead's act. One about an alarm that is no more changes nothing. [A4] [A5] */
  act(event: EventOf<'alarm.taken'> | EventOf<'alarm.shelved'>): void {
    const state = this.alarms.get(event.data.alarm)
    if (!state || state.phase !== 'active') return
    const now =
      event.type === 'alarm.taken'
        ? { ...state, owner: { name: event.data.by, at: event.time } }
        : { ...state, shelvedUntil: event.data.until }
    this.#put(state.id, state, now)
  }

  /** Alarms as screens show them, oldest first; a P1 hides the P2 of its queue. [A3] */
  views(at: EpochMs, nameOf: (id: string) => Text = sameText): AlarmView[] {
    const shown = [...this.alarms.values()].filter(({ phase }) => phase !== 'rising')
    const pressed = new Set(shown.filter(({ level }) => level === 'P1').map(({ queue }) => queue))
    return shown
      .filter(({ level, queue }) => level === 'P1' || queue === null || !pressed.has(queue))
      .sort((a, b) => (a.raisedAt ?? 0) - (b.raisedAt ?? 0) || (a.id < b.id ? -1 : 1))
      .map((state) => viewOf(state, at, nameOf))
  }

  /** In a fixed order, as the order of queues is another after a restore. */
  save(): string {
    return JSON.stringify({
      alarms: [...this.alarms.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      nobodyFree: [...this.#nobodyFree].sort((a, b) => (a[0] < b[0] ? -1 : 1)),
      stepped: this.#stepped,
      metricsStepped: this.#metricsStepped,
      rewinds: this.#rewinds,
    } satisfies Saved)
  }

  restore(row: string): void {
    const saved = JSON.parse(row) as Saved
    for (const state of saved.alarms) this.alarms.set(state.id, state)
    for (const [queue, since] of saved.nobodyFree) this.#nobodyFree.set(queue, since)
    this.#stepped = saved.stepped
    this.#metricsStepped = saved.metricsStepped
    this.#rewinds = saved.rewinds
  }
}

/** Somebody the site file does not know goes by the id. */
const sameText = (id: string): Text => ({ 'zh-CN': id, en: id })

function viewOf(state: AlarmState, at: EpochMs, nameOf: (id: string) => Text): AlarmView {
  const { id, level, queue, reason, raisedAt, since, phase, recoveredAt, owner, shelvedUntil } =
    state
  return {
    id,
    level,
    queue,
    reason,
    since: raisedAt ?? since,
    state: phase === 'recovered' ? 'recovered' : 'active',
    recoveredAt,
    owner: owner && { name: nameOf(owner.name), at: owner.at },
    shelvedUntil: shelvedUntil !== null && shelvedUntil > at ? shelvedUntil : null,
  }
}
