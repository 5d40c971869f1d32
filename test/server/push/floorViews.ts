import { epochMs } from '../../../shared/time.ts'
import type { AlarmView, MetricView, QueueView, WallView } from '../../../shared/views.ts'

/** Small, seeded and good enough for walks (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const BEGIN = 1_763_800_000_000
const ratio = (value: number, n: number): MetricView => ({
  value,
  unit: 'percent',
  n,
  provisional: n < 20,
  target: { kind: 'atLeast', value: 90 },
  scale: [80, 100],
  warning: null,
})

const queueNamed = (id: number): QueueView => ({
  id: `queue-${id}`,
  name: { 'zh-CN': `第${id}队`, en: `Queue ${id}` },
  waiting: 0,
  callers: {},
  longestSince: null,
  free: 4,
  amberAfter: 60,
  redAfter: 120,
  metrics: { connectionRate: ratio(95, 40) },
  staleSince: null,
})

const alarmOf = (queue: string, at: number): AlarmView => ({
  id: `${queue}:longest`,
  level: 'P1',
  queue,
  reason: { kind: 'longestPast', seconds: 240 },
  since: epochMs(at),
  state: 'active',
  recoveredAt: null,
  owner: null,
  shelvedUntil: null,
})

export function calmView(queues: number): WallView {
  return {
    site: { id: 'main', name: { 'zh-CN': '上海', en: 'Shanghai' }, timezone: 'Asia/Shanghai' },
    windowMinutes: 30,
    shift: null,
    replay: null,
    phase: 'open',
    opensAt: null,
    freshness: 'live',
    metrics: { connectionRate: ratio(95, 400) },
    queues: Array.from({ length: queues }, (_, id) => queueNamed(id)),
    alarms: [],
    definitions: 1,
    people: null,
  }
}

/** A floor whose view takes random small steps: callers come and go, figures move, alarms rise and end. */
export function randomWalk(seed: number, queues = 5) {
  const random = seeded(seed)
  let view = calmView(queues)
  let now = BEGIN
  let caller = 0

  function stepQueue(queue: QueueView): QueueView {
    const waiting = Object.entries(queue.callers)
    if (random() < 0.55) waiting.push([String((caller += 1)), epochMs(now)])
    else waiting.splice(Math.floor(random() * waiting.length), 1)
    const since = waiting.map(([, at]) => at)
    return {
      ...queue,
      waiting: waiting.length,
      callers: Object.fromEntries(waiting),
      longestSince: since.length > 0 ? epochMs(Math.min(...since)) : null,
      free: random() < 0.1 ? null : Math.floor(random() * 5),
      metrics:
        random() < 0.05 ? {} : { connectionRate: ratio(Math.round(random() * 1000) / 10, 40) },
    }
  }
  function stepAlarms(alarms: readonly AlarmView[]): readonly AlarmView[] {
    const roll = random()
    if (roll < 0.1)
      return [...alarms, alarmOf(`queue-${Math.floor(random() * queues)}`, now)].slice(-4)
    if (roll < 0.2) return alarms.slice(1)
    return alarms
  }
  return {
    view: () => view,
    step(): WallView {
      now += Math.floor(random() * 1000)
      const place = Math.floor(random() * queues)
      view = {
        ...view,
        queues: view.queues.map((queue, i) => (i === place ? stepQueue(queue) : queue)),
        alarms: stepAlarms(view.alarms),
        freshness: random() < 0.05 ? 'slow' : 'live',
      }
      return view
    },
  }
}
