import type { AgentView } from '../../shared/agentView.ts'
import type { StandardView } from '../../shared/people.ts'
import type { Explanation } from '../../shared/protocol/peopleExplanation.ts'
import { dayKey, epochMs, type EpochMs } from '../../shared/time.ts'
import type { Text } from '../../shared/views.ts'
import { leadStates } from './peopleFixtures.ts'
import { AT } from './wallStates.ts'

/** What the mockups of phone and strip show, as views. */

const ago = (seconds: number): EpochMs => epochMs(AT - seconds * 1000)
const text = (chinese: string, english: string): Text => ({ 'zh-CN': chinese, en: english })
const { site, behaviours } = leadStates.calm

const standard = (
  view: Pick<StandardView, 'point' | 'value' | 'unit' | 'target' | 'scale' | 'progress'>,
): StandardView => ({ n: 120, provisional: false, lit: view.progress === 1, ...view })

const standards: readonly StandardView[] = [
  standard({
    point: 'satisfaction',
    value: 97.8,
    unit: 'percent',
    target: { kind: 'atLeast', value: 95 },
    scale: [85, 100],
    progress: 1,
  }),
  standard({
    point: 'firstContact',
    value: 82.6,
    unit: 'percent',
    target: { kind: 'atLeast', value: 84 },
    scale: [70, 95],
    progress: 0.7,
  }),
  standard({
    point: 'quality',
    value: 96.4,
    unit: 'score',
    target: { kind: 'atLeast', value: 95 },
    scale: [80, 100],
    progress: 1,
  }),
  standard({
    point: 'handleTime',
    value: 328,
    unit: 'seconds',
    target: { kind: 'band', from: 270, to: 390 },
    scale: [200, 460],
    progress: 1,
  }),
  standard({
    point: 'teamwork',
    value: 12,
    unit: 'count',
    target: { kind: 'atLeast', value: 8 },
    scale: [0, 16],
    progress: 1,
  }),
]

const glance: AgentView = {
  site,
  freshness: 'live',
  me: { id: 'chenxiao', name: text('陈晓', 'Xiao Chen'), team: text('木棉组', 'Kapok team') },
  rank: { place: 5, of: 18, risenSinceYesterday: 2 },
  newcomerDay: null,
  points: [1, 0.7, 1, 1, 1],
  standards,
  nextStep: { point: 'firstContact', count: 2, place: 4, lights: true, completesStar: true },
  thanks: {
    thisWeek: 4,
    last: {
      sentence: behaviours[0]!.sentences[0]!,
      from: { kind: 'lead', name: text('李文静', 'Wenjing Li') },
      at: epochMs(AT - 60_000),
    },
  },
  audience: 'wall',
  rankHidden: false,
  pressed: [],
}

/** Pages of an agent. */
export const agentStates = {
  glance,
  undecided: { ...glance, audience: null, rank: { place: 5, of: 18, risenSinceYesterday: null } },
  newcomer: {
    ...glance,
    rank: null,
    newcomerDay: 12,
    nextStep: { point: 'quality', count: 1, place: null, lights: true, completesStar: false },
    standards: standards.map((own) =>
      own.point === 'quality'
        ? { ...own, value: null, n: 0, provisional: true, progress: 0, lit: false }
        : own,
    ),
    points: [1, 0.7, 0, 1, 1],
    thanks: { thisWeek: 0, last: null },
  },
  hidden: { ...glance, rankHidden: true, rank: null },
  pressed: { ...glance, pressed: [{ name: text('报修', 'Faults'), waiting: 9 }] },
  stale: { ...glance, freshness: 'stale' },
} as const satisfies Record<string, AgentView>

export const explanation: Explanation = {
  schemeVersion: 3,
  period: { from: dayKey('2026-11-16'), to: dayKey('2026-11-22') },
  score: 91.4,
  cohortSize: 18,
  standards: standards.map(({ point, value, unit, n, lit }, index) => ({
    point,
    value,
    unit,
    n,
    minimumSample: 20,
    shrunk: value,
    points: lit ? 100 : 82,
    weight: [35, 20, 25, 10, 10][index] ?? 0,
    gate: index === 0 || index === 2 ? 'passed' : null,
    change: index === 1 ? 0.4 : null,
  })),
  rank: { place: 5, of: 18, shared: false },
  nextStep: glance.nextStep,
  contacts: Array.from({ length: 20 }, (_, index) => ({
    at: ago(300 * (index + 1)),
    queue: index % 3 === 0 ? text('账单缴费', 'Billing') : text('新装变更', 'New & moves'),
    handledSeconds: index === 3 ? null : 240 + index * 7,
    counts:
      index === 3 ? [] : ['handleTime', ...(index % 2 === 0 ? (['firstContact'] as const) : [])],
    leftOut: index === 3 ? 'transferred' : null,
  })),
}
