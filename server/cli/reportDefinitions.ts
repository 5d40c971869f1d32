import type { Definitions } from '../../shared/events.ts'
import { metricById } from '../../shared/metrics/index.ts'
import type { MetricId } from '../../shared/metrics/index.ts'
import type { Language } from '../../shared/views.ts'

type Words = Readonly<Record<Language, string>>

/** What one column of the report means. */
export interface FigureDefinition {
  readonly name: Words
  readonly unit: 'count' | 'ratio 0–1' | 'score' | 'seconds'
  readonly meaning: Words
  readonly rule: string
}

/** Everything one must know to compare these figures with somebody else's. [M22] */
export interface ReportDefinitions {
  readonly version: number
  readonly timezone: string
  /** Local time at which a business day starts. [T3] */
  readonly dayStart: string
  readonly serviceLevelWithinSeconds: number
  readonly queueServiceLevelWithinSeconds: Readonly<Record<string, number>>
  readonly shortAbandonWithinSeconds: number
  readonly lostAfterSeconds: number
  readonly figures: Readonly<Record<string, FigureDefinition>>
  /** Where other reports commonly differ. */
  readonly differences: readonly string[]
}

const count = (rule: string, name: Words, meaning: Words): FigureDefinition => ({
  name,
  unit: 'count',
  meaning,
  rule,
})

/** A metric of the house; shares are printed as ratios here, not as percent. */
function metric(id: MetricId): FigureDefinition {
  const found = metricById.get(id)
  if (found === undefined) throw new Error(`No metric ${id}`)
  const unit = found.unit === 'percent' ? 'ratio 0–1' : found.unit
  return { name: found.name, unit, meaning: found.text, rule: found.rule }
}

const figures: Readonly<Record<string, FigureDefinition>> = {
  offered: metric('offered'),
  answered: metric('answered'),
  abandoned: metric('abandoned'),
  timedOut: count(
    'E3',
    { en: 'Timed out', 'zh-CN': '超时离开' },
    {
      en: 'Visits that the queue let go after its time-out.',
      'zh-CN': '排队超时后离开队列的人次。',
    },
  ),
  leftEmpty: count(
    'E3',
    { en: 'Left empty', 'zh-CN': '无人值守离开' },
    {
      en: 'Visits turned away because no agent was there, or because the queue was closed.',
      'zh-CN': '队列无坐席或已关闭而离开的人次。',
    },
  ),
  leftByKey: count(
    'E3',
    { en: 'Left by key', 'zh-CN': '按键离开' },
    { en: 'Visits that ended by a key the caller pressed.', 'zh-CN': '来电者按键离开队列的人次。' },
  ),
  withdrawn: count(
    'E3',
    { en: 'Withdrawn', 'zh-CN': '撤出' },
    {
      en: 'Visits taken out of the queue by the system: withdrawn, redirected or turned into a callback.',
      'zh-CN': '由系统撤出、转走或转为预约回拨的人次。',
    },
  ),
  transferred: count(
    'M19',
    { en: 'Transferred', 'zh-CN': '转接' },
    {
      en: 'Handled legs that the agent passed on, by the time the work ended. Part of handled.',
      'zh-CN': '由坐席转出的处理量，按处理结束时间计，已含在处理量内。',
    },
  ),
  lost: count(
    'E6',
    { en: 'Lost', 'zh-CN': '去向不明' },
    {
      en: 'Waiting visits cut off by a restart, by age, or by the end of the file. In no other figure.',
      'zh-CN': '因重启、超龄或文件结束而不知去向的排队人次，不计入其他任何数字。',
    },
  ),
  connectionRate: metric('connectionRate'),
  abandonRate: metric('abandonRate'),
  asaSeconds: metric('asa'),
  ahtSeconds: metric('aht'),
  serviceLevel: metric('serviceLevel'),
  longestWaitSeconds: {
    name: { en: 'Longest wait', 'zh-CN': '最长等待' },
    unit: 'seconds',
    meaning: {
      en: 'Longest wait of a visit that ended, abandoned ones included; whole seconds.',
      'zh-CN': '已结束的排队中最长的等待，含放弃，取整秒。',
    },
    rule: 'M11',
  },
  handled: metric('handled'),
  talkSeconds: {
    name: { en: 'Talk time', 'zh-CN': '通话时长' },
    unit: 'seconds',
    meaning: {
      en: 'Talk time of handled legs, added up.',
      'zh-CN': '处理量的通话时长合计。',
    },
    rule: 'M6',
  },
  missed: count(
    'E5',
    { en: 'Missed rings', 'zh-CN': '未接振铃' },
    {
      en: 'Rings that this agent let pass; one a member and round. Says nothing about visits.',
      'zh-CN': '该坐席未接的振铃次数，每轮每人一次，与接通无关。',
    },
  ),
}

const differences: readonly string[] = [
  'offered leaves out lost visits, so that offered = answered + abandoned + timedOut + leftEmpty + leftByKey + withdrawn. [M1] [E6]',
  'connectionRate counts withdrawn visits on neither side, so answered ÷ offered is lower where visits were withdrawn. [M5]',
  'serviceLevel leaves short abandons out of its divisor; other reports keep them in, or leave out every abandon within T. [M7]',
  'A call that enters a second queue, or one queue twice, is one visit each time: offered counts visits, not calls. [E2]',
  'days: a visit is offered on the day it entered, answered on the day it was answered, left on the day it left, and a leg is handled on the day its work ended. [T5]',
  'A call answered and then cut off by a restart was answered, but is not handled: nobody knows how long it took. [E6]',
  'ahtSeconds is talk time alone: queue_log records neither hold nor after-contact work. [M6]',
  'asaSeconds includes ringing and answers at once (0 s), and no wait of anybody who gave up. [M4]',
  'Waits and talks are those the log states, in whole seconds; clock differences are used only where it states none.',
]

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const seconds = (ms: number): number => ms / 1000

export function reportDefinitions(definitions: Definitions): ReportDefinitions {
  const perQueue = Object.entries(definitions.queueServiceLevelWithin)
  return {
    version: definitions.version,
    timezone: definitions.timezone,
    dayStart: clock(definitions.dayStart),
    serviceLevelWithinSeconds: seconds(definitions.serviceLevelWithin),
    queueServiceLevelWithinSeconds: Object.fromEntries(
      perQueue.map(([queue, within]) => [queue, seconds(within)]),
    ),
    shortAbandonWithinSeconds: seconds(definitions.shortAbandonWithin),
    lostAfterSeconds: seconds(definitions.lostAfter),
    figures,
    differences,
  }
}
