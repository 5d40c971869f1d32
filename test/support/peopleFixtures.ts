import type { LeadView } from '../../shared/leadView.ts'
import type { PointProgress } from '../../shared/people.ts'
import { dayKey, epochMs, type EpochMs } from '../../shared/time.ts'
import type { Text } from '../../shared/views.ts'
import { AT, wallStates } from './wallStates.ts'

/** What the mockups of the tablet show, as views. */

const ago = (seconds: number): EpochMs => epochMs(AT - seconds * 1000)
const text = (chinese: string, english: string): Text => ({ 'zh-CN': chinese, en: english })
const site = {
  id: 'default',
  name: text('华东客户服务中心', 'East China Service Centre'),
  timezone: 'Asia/Shanghai',
}

const names: Readonly<Record<string, Text>> = {
  chenxiao: text('陈晓', 'Xiao Chen'),
  hanyutong: text('韩雨桐', 'Yutong Han'),
  zhouye: text('周野', 'Ye Zhou'),
  xuzhiyuan: text('许志远', 'Zhiyuan Xu'),
  mahuilin: text('马会林', 'Huilin Ma'),
  hejing: text('何静', 'Jing He'),
  wutong: text('吴桐', 'Tong Wu'),
  zhengxin: text('郑欣', 'Xin Zheng'),
  tangyiming: text('唐一鸣', 'Yiming Tang'),
  linyue: text('林越', 'Yue Lin'),
  suqing: text('苏晴', 'Qing Su'),
  gaofan: text('高帆', 'Fan Gao'),
  dengchao: text('邓超', 'Chao Deng'),
  yaoxin: text('姚欣', 'Xin Yao'),
  luohao: text('罗浩', 'Hao Luo'),
  fangyi: text('方怡', 'Yi Fang'),
  jiangnan: text('江南', 'Nan Jiang'),
  shenlu: text('沈露', 'Lu Shen'),
}

const points: Readonly<Record<string, PointProgress>> = {
  chenxiao: [1, 1, 1, 1, 0.6],
  hanyutong: [1, 1, 0.75, 1, 0.3],
  zhouye: [1, 0.8, 1, 1, 1],
  xuzhiyuan: [1, 0.5, 0.9, 1, 1],
}
const pointsOf = (id: string): PointProgress => points[id] ?? [1, 0.4, 0.65, 1, 0]

const queue = (
  id: string,
  name: Text,
  waits: readonly number[],
  free: number,
): LeadView['queues'][number] => ({
  id,
  name,
  waiting: waits.length,
  longestSince: waits.length === 0 ? null : ago(Math.max(...waits)),
  callers: Object.fromEntries(waits.map((wait, index) => [String(index + 1), ago(wait)])),
  free,
  amberAfter: 60,
  redAfter: 120,
})

const calmQueues = [
  queue('billing', text('账单缴费', 'Billing'), [3, 14, 22, 40], 3),
  queue('faults', text('报修故障', 'Faults'), [6, 18, 27, 44], 1),
  queue('complaints', text('投诉关怀', 'Complaints'), [12, 70], 2),
  queue('moves', text('新装变更', 'New & moves'), [4, 9], 6),
  queue('premier', text('尊享专席', 'Premier'), [], 5),
]
const pressedQueues = calmQueues.map((own) =>
  own.id === 'faults'
    ? queue('faults', text('报修与故障', 'Faults'), [9, 21, 33, 47, 64, 88, 122, 131, 168], 0)
    : own,
)

const behaviours: LeadView['behaviours'] = [
  {
    id: 'solved',
    name: text('一次解决', 'Solved first time'),
    sentences: [
      text(
        '三段账单一次讲清，客户当场确认，没有再来电。',
        'Three bills explained in one call, confirmed on the spot, no call back.',
      ),
      text(
        '本周一次解决 {value}，稳稳过了标准线。',
        'First-call fix at {value} this week, safely past the line.',
      ),
      text(
        '听完先复述一遍再解答，老人家很放心。',
        'Repeated it back before answering; the caller felt sure.',
      ),
    ],
  },
  {
    id: 'clear',
    name: text('讲得清楚', 'Clear'),
    sentences: [
      text('把资费的三处变化说得明明白白。', 'Made all three changes to the plan plain.'),
      text('先说结论再说原因，客户一遍就懂。', 'Answer first, reason after: understood at once.'),
    ],
  },
  {
    id: 'patient',
    name: text('有耐心', 'Patient'),
    sentences: [text('一直很耐心，没有催客户一句。', 'Patient to the end, never hurried anyone.')],
  },
  {
    id: 'helped',
    name: text('帮同事', 'Helped a colleague'),
    sentences: [
      text(
        '连着接起新人的转接，让大家都稳住了。',
        'Took the newcomers’ transfers and steadied us.',
      ),
    ],
  },
  {
    id: 'followedUp',
    name: text('主动跟进', 'Followed up'),
    sentences: [text('答应的回电一个不落，都在当天。', 'Every promised call back, the same day.')],
  },
  {
    id: 'standard',
    name: text('守住规范', 'Kept the standard'),
    sentences: [
      text('质检 {value}，每一步都有交代。', 'Quality {value}, every step accounted for.'),
      text('核身一步不少，语气还是暖的。', 'Every check made, and still warm.'),
    ],
  },
]

const moments: LeadView['moments'] = [
  {
    id: 'm1',
    person: 'chenxiao',
    at: ago(60),
    behaviour: 'solved',
    fact: { kind: 'pointLit', point: 'firstContact', value: 84.2, target: 84 },
    points: pointsOf('chenxiao'),
    thanked: false,
  },
  {
    id: 'm2',
    person: 'hanyutong',
    at: ago(240),
    behaviour: 'standard',
    fact: { kind: 'newcomerBest', point: 'quality', value: 92, day: 38 },
    points: pointsOf('hanyutong'),
    thanked: false,
  },
  {
    id: 'm3',
    person: 'zhouye',
    at: ago(360),
    behaviour: 'patient',
    fact: { kind: 'satisfiedCustomer', count: 3 },
    points: pointsOf('zhouye'),
    thanked: true,
  },
  {
    id: 'm4',
    person: 'xuzhiyuan',
    at: ago(1080),
    behaviour: 'helped',
    fact: { kind: 'helped', count: 7, days: 2 },
    points: pointsOf('xuzhiyuan'),
    thanked: false,
  },
]

const audienceOf = (id: string): 'wall' | 'team' | 'me' =>
  id === 'hejing' ? 'team' : id === 'wutong' ? 'me' : 'wall'

const { metrics: calmMetrics } = wallStates.normal.view
const { metrics: pressedMetrics, alarms } = wallStates.alarmUnowned.view

const home: LeadView = {
  site,
  freshness: 'live',
  lead: { id: 'liwenjing', name: text('李文静', 'Wenjing Li') },
  team: { id: 'mumian', name: text('木棉组', 'Kapok team'), size: 18 },
  metrics: calmMetrics,
  queues: calmQueues,
  alarms: [],
  people: Object.entries(names).map(([id, name]) => ({
    id,
    name,
    points: pointsOf(id),
    audience: audienceOf(id),
    newcomerDay: id === 'hanyutong' ? 38 : null,
    behaviour: id === 'tangyiming' ? 'clear' : 'solved',
  })),
  moments,
  behaviours,
  coverage: {
    thanked: 11,
    of: 18,
    waiting: ['mahuilin', 'hejing', 'wutong', 'zhengxin', 'tangyiming', 'linyue', 'suqing'],
  },
  pending: [],
  darkScreens: [],
  publication: {
    schemeVersion: 3,
    period: { from: dayKey('2026-11-16'), to: dayKey('2026-11-22') },
    standards: [
      {
        point: 'satisfaction',
        target: { kind: 'atLeast', value: 95 },
        unit: 'percent',
        minimumSample: 20,
      },
      {
        point: 'firstContact',
        target: { kind: 'atLeast', value: 84 },
        unit: 'percent',
        minimumSample: 20,
      },
      { point: 'quality', target: { kind: 'atLeast', value: 95 }, unit: 'score', minimumSample: 3 },
      {
        point: 'handleTime',
        target: { kind: 'band', from: 270, to: 390 },
        unit: 'seconds',
        minimumSample: 20,
      },
      { point: 'teamwork', target: { kind: 'atLeast', value: 8 }, unit: 'count', minimumSample: 1 },
    ],
    weights: [
      { dimension: 'satisfaction', weight: 35 },
      { dimension: 'efficiency', weight: 30 },
      { dimension: 'quality', weight: 25 },
      { dimension: 'teamwork', weight: 10 },
    ],
    awards: [
      { name: text('周野', 'Ye Zhou'), award: text('服务之星', 'Service Star'), at: ago(86_400) },
      { name: text('许志远', 'Zhiyuan Xu'), award: text('互助', 'Teamwork'), at: ago(172_800) },
    ],
    corrections: [
      {
        at: ago(200_000),
        text: text(
          '11 月 16 日的质检分重新核对。',
          'Quality scores of 16 November were rechecked.',
        ),
      },
    ],
  },
}

const faultsAlarm = {
  ...alarms[0]!,
  reason: { kind: 'waitingPast', count: 3, seconds: 120 },
} as const

/** Boards of the tablet. */
export const leadStates = {
  calm: home,
  alarm: { ...home, metrics: pressedMetrics, queues: pressedQueues, alarms: [faultsAlarm] },
  alarmTaken: {
    ...home,
    metrics: pressedMetrics,
    queues: pressedQueues,
    alarms: [
      { ...faultsAlarm, owner: { name: { 'zh-CN': '李文静', en: 'Wenjing Li' }, at: ago(60) } },
    ],
  },
  slow: { ...home, freshness: 'slow' },
  stale: { ...home, freshness: 'stale' },
  lost: { ...home, freshness: 'lost' },
  quiet: {
    ...home,
    moments: [],
    coverage: { thanked: 18, of: 18, waiting: [] },
    darkScreens: ['3 号大屏'],
  },
} as const satisfies Record<string, LeadView>
