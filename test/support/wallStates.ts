import { epochMs, type EpochMs } from '../../shared/time.ts'
import type {
  AlarmReason,
  AlarmView,
  MetricView,
  QueueView,
  Text,
  WallView,
} from '../../shared/views.ts'

/** What a wall may be given to show; the first ones carry the mockups' data to the figure. */

/** 14:32 in Shanghai, in week 47. */
export const AT = epochMs(Date.parse('2026-11-18T14:32:00+08:00'))

const ago = (seconds: number): EpochMs => epochMs(AT - seconds * 1000)
const text = (chinese: string, english: string): Text => ({ 'zh-CN': chinese, en: english })

const metric = (
  value: number | null,
  of: Pick<MetricView, 'unit' | 'target' | 'scale'>,
  more: Partial<MetricView> = {},
): MetricView => ({ value, n: 214, provisional: false, warning: null, ...of, ...more })

const rate = {
  unit: 'percent',
  target: { kind: 'atLeast', value: 90 },
  scale: [80, 100],
} as const
const asa = { unit: 'seconds', target: { kind: 'atMost', value: 20 }, scale: [0, 45] } as const
const aht = {
  unit: 'seconds',
  target: { kind: 'band', from: 270, to: 390 },
  scale: [180, 480],
} as const

type Metrics = WallView['metrics']

const calm: Metrics = {
  connectionRate: metric(93.6, rate),
  asa: metric(18, asa),
  aht: metric(342, aht),
}
const pressed: Metrics = {
  connectionRate: metric(90.8, rate),
  asa: metric(41, asa, { warning: 'over' }),
  aht: metric(342, aht),
}

interface QueueFacts {
  readonly waits: readonly number[]
  readonly free: number | null
  readonly waiting?: number
  readonly longest?: number
  readonly staleSince?: EpochMs
}

function queue(id: string, name: Text, facts: QueueFacts): QueueView {
  const { waits, free } = facts
  const longest = facts.longest ?? (waits.length > 0 ? Math.max(...waits) : null)
  return {
    id,
    name,
    waiting: facts.waiting ?? waits.length,
    callers: Object.fromEntries(waits.map((wait, index) => [String(index + 1), ago(wait)])),
    longestSince: longest === null ? null : ago(longest),
    free,
    amberAfter: 60,
    redAfter: 120,
    metrics: {},
    staleSince: facts.staleSince ?? null,
  }
}

const names = {
  billing: text('账单与缴费', 'Billing'),
  faults: text('报修与故障', 'Faults'),
  complaints: text('投诉关怀', 'Complaints'),
  moves: text('新装与变更', 'New & moves'),
  premier: text('尊享专席', 'Premier'),
  roaming: text('国际漫游', 'Roaming'),
  business: text('政企客户', 'Business'),
  apps: text('掌厅与应用', 'App support'),
  outbound: text('回访', 'Call-backs'),
} as const

type QueueId = keyof typeof names
const of = (id: QueueId, facts: QueueFacts): QueueView => queue(id, names[id], facts)

const calmQueues = [
  of('billing', { waits: [3, 8, 14, 22, 31], free: 3 }),
  of('faults', { waits: [6, 18, 27, 44, 52, 58], free: 1 }),
  of('complaints', { waits: [12], free: 4 }),
  of('moves', { waits: [4, 9], free: 6 }),
  of('premier', { waits: [], free: 5 }),
]
const pressedWaits = [9, 21, 33, 47, 64, 88, 122, 131, 168]
const pressedQueues = [
  of('billing', { waits: [3, 8, 14, 22, 31, 40], free: 2 }),
  of('faults', { waits: pressedWaits, free: 0 }),
  of('complaints', { waits: [12, 70], free: 2 }),
  of('moves', { waits: [4, 9], free: 6 }),
  of('premier', { waits: [], free: 5 }),
]
const sixth = of('roaming', { waits: [20], free: 2 })

function alarm(id: QueueId, more: Partial<AlarmView> = {}): AlarmView {
  const reason: AlarmReason = { kind: 'waitingPast', count: 3, seconds: 120 }
  return {
    id: `${id}:waitingPast`,
    level: 'P1',
    queue: id,
    reason,
    since: ago(90),
    state: 'active',
    recoveredAt: null,
    owner: null,
    shelvedUntil: null,
    ...more,
  }
}

const owner = { name: { 'zh-CN': '李文静', en: 'Wenjing Li' }, at: ago(60) }

const normal: WallView = {
  site: {
    id: 'default',
    name: text('华东客户服务中心', 'East China Service Centre'),
    timezone: 'Asia/Shanghai',
  },
  windowMinutes: 30,
  shift: text('中班', 'Mid shift'),
  replay: null,
  phase: 'open',
  opensAt: null,
  freshness: 'live',
  metrics: calm,
  queues: calmQueues,
  alarms: [],
  definitions: 1,
  people: null,
}

const with_ = (more: Partial<WallView>): WallView => ({ ...normal, ...more })
const underPressure = (more: Partial<WallView>): WallView =>
  with_({ metrics: pressed, queues: pressedQueues, ...more })

const twoAlarms = [
  alarm('faults', { owner }),
  alarm('complaints', {
    id: 'complaints:longest',
    since: ago(40),
    reason: { kind: 'longestPast', seconds: 240 },
  }),
]
const twoAlarmQueues = pressedQueues.map((own) =>
  own.id === 'complaints' ? of('complaints', { waits: [12, 70, 130, 250], free: 0 }) : own,
)
const crowd = Array.from({ length: 12 }, (_, index) => 60 + index * 9)
const nine = [
  ...calmQueues,
  sixth,
  of('business', { waits: [5, 30, 41], free: 2 }),
  of('apps', { waits: [7], free: 3 }),
  of('outbound', { waits: [], free: 8 }),
]

/** One board and what the ticks say of it. */
export interface WallState {
  readonly view: WallView
  /** Seconds since the sources were heard. */
  readonly heardAgo?: number
  readonly layout?: 'auto' | 'standard' | 'focus'
}

export const wallStates = {
  normal: { view: normal },
  alarm: { view: underPressure({ alarms: [alarm('faults', { owner })] }) },
  alarmUnowned: {
    view: underPressure({
      alarms: [alarm('faults', { reason: { kind: 'nobodyFree', waiting: 9 } })],
    }),
  },
  alarmsTwo: { view: underPressure({ queues: twoAlarmQueues, alarms: twoAlarms }) },
  alarmsTwoOfSix: {
    view: underPressure({ queues: [...twoAlarmQueues, sixth], alarms: twoAlarms }),
  },
  alarmsThree: {
    view: underPressure({
      queues: [...twoAlarmQueues, sixth],
      alarms: [...twoAlarms, alarm('billing', { since: ago(20) })],
    }),
  },
  slow: { view: with_({ freshness: 'slow' }), heardAgo: 18 },
  stale: { view: with_({ freshness: 'stale' }), heardAgo: 170 },
  staleAfterAlarm: {
    view: underPressure({ freshness: 'stale', alarms: [alarm('faults', { owner })] }),
    heardAgo: 170,
  },
  lost: { view: with_({ freshness: 'lost' }), heardAgo: 380 },
  queueStale: {
    view: with_({
      queues: calmQueues.map((own) =>
        own.id === 'faults' ? { ...own, staleSince: ago(170) } : own,
      ),
    }),
  },
  noData: {
    view: with_({
      freshness: 'noData',
      metrics: {
        connectionRate: metric(null, rate, { n: 0 }),
        asa: metric(null, asa, { n: 0 }),
        aht: metric(null, aht, { n: 0 }),
      },
      queues: calmQueues.map((own) => of(own.id as QueueId, { waits: [], free: null })),
    }),
  },
  noQueues: { view: with_({ freshness: 'noData', metrics: {}, queues: [] }) },
  smallSample: {
    view: with_({
      metrics: {
        connectionRate: metric(87.5, rate, { n: 8, provisional: true }),
        asa: metric(7, asa, { n: 7, provisional: true }),
        aht: metric(245, aht, { n: 6, provisional: true }),
      },
    }),
  },
  warnings: {
    view: with_({
      metrics: {
        connectionRate: metric(86.9, rate, { warning: 'under' }),
        asa: metric(125, asa, { warning: 'over' }),
        aht: metric(421, aht, { warning: 'over' }),
      },
    }),
  },
  closed: {
    view: with_({
      phase: 'closed',
      opensAt: epochMs(AT + 17.47 * 3_600_000),
      shift: text('早班', 'Early shift'),
    }),
  },
  recovered: {
    view: with_({
      alarms: [alarm('faults', { state: 'recovered', since: ago(245), recoveredAt: ago(4) })],
    }),
  },
  shelved: {
    view: underPressure({
      alarms: [alarm('faults', { shelvedUntil: epochMs(AT + 28 * 60_000) })],
    }),
  },
  crowd: {
    view: underPressure({
      queues: pressedQueues.map((own) =>
        own.id === 'billing' ? of('billing', { waits: crowd, waiting: 37, free: 0 }) : own,
      ),
    }),
  },
  countsOnly: {
    view: with_({
      queues: calmQueues.map((own, index) =>
        of(own.id as QueueId, {
          waits: [],
          waiting: [5, 11, 1, 2, 0][index] ?? 0,
          ...(index < 4 ? { longest: [31, 135, 12, 72][index] ?? 0 } : {}),
          free: null,
        }),
      ),
    }),
  },
  threeQueues: { view: with_({ queues: calmQueues.slice(0, 3) }) },
  sixQueues: { view: with_({ queues: [...calmQueues, sixth] }) },
  nineQueues: { view: with_({ queues: nine }) },
  longNames: {
    view: with_({
      queues: [
        queue('a', text('个人宽带与固定电话账单查询', 'Household broadband and landline billing'), {
          waits: [3, 30],
          free: 12,
        }),
        queue('b', text('Asterisk-队列-4002', 'support-tier-2-escalations'), {
          waits: [7000],
          free: 0,
          waiting: 118,
        }),
        ...calmQueues.slice(2),
      ],
    }),
  },
  replay: {
    view: with_({ replay: { file: 'queue_log', speed: 60, ended: false }, shift: null }),
  },
} as const satisfies Record<string, WallState>

export type WallStateName = keyof typeof wallStates
