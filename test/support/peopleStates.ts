import type {
  Giver,
  PeopleView,
  PointProgress,
  Stage,
  StageContent,
  StandardView,
} from '../../shared/people.ts'
import { epochMs, type EpochMs } from '../../shared/time.ts'
import type { Text, WallView } from '../../shared/views.ts'
import { AT, wallStates, type WallState } from './wallStates.ts'

/** The people's half of a wall, with the mockups' data to the figure. */

const text = (chinese: string, english: string): Text => ({ 'zh-CN': chinese, en: english })
const ago = (seconds: number): EpochMs => epochMs(AT - seconds * 1000)

const names = {
  chen: text('陈晓', 'Xiao Chen'),
  lin: text('林嘉禾', 'Jiahe Lin'),
  han: text('韩雨桐', 'Yutong Han'),
  zhou: text('周野', 'Ye Zhou'),
  xu: text('许志远', 'Zhiyuan Xu'),
  he: text('何静', 'Jing He'),
  li: text('李文静', 'Wenjing Li'),
  ouyang: text('欧阳明月', 'Mingyue Ouyang'),
} as const

const lead: Giver = { kind: 'lead', name: names.li }

export const people: PeopleView = {
  goal: 90,
  scale: [80, 100],
  teams: [
    { id: 'kapok', name: text('木棉组', 'Kapok'), score: 94.1, rise: 0.6 },
    { id: 'hills', name: text('远山组', 'Ridge'), score: 91.8, rise: null },
    { id: 'dawn', name: text('晨星组', 'Dawn'), score: 88.6, rise: null },
    { id: 'spring', name: text('清泉组', 'Spring'), score: 86.9, rise: 3.2 },
  ],
  week: 47,
  stars: [
    {
      key: 'chen',
      name: names.chen,
      points: [1, 0.7, 1, 1, 1],
      lit: 4,
      next: 'firstContact',
      nextValue: 81.2,
      nextTarget: 84,
      newcomerDay: null,
    },
    {
      key: 'lin',
      name: names.lin,
      points: [1, 1, 1, 1, 0.6],
      lit: 4,
      next: 'teamwork',
      nextValue: 2,
      nextTarget: 3,
      newcomerDay: null,
    },
    {
      key: 'han',
      name: names.han,
      points: [1, 1, 0.75, 1, 0.3],
      lit: 3,
      next: 'quality',
      nextValue: 92,
      nextTarget: 95,
      newcomerDay: 38,
    },
  ],
  lastThanks: {
    id: 'k1',
    to: names.zhou,
    from: lead,
    at: ago(360),
    sentence: text(
      '安抚住焦急的客户，还主动做了二次回访。',
      'Calmed an anxious caller, then rang back to check.',
    ),
  },
  held: 0,
  stage: null,
}

const points: PointProgress = [1, 1, 1, 1, 0.6]

const standard = (
  point: StandardView['point'],
  value: number,
  unit: StandardView['unit'],
): StandardView => ({
  point,
  value,
  unit,
  n: 120,
  provisional: false,
  target: { kind: 'atLeast', value: 84 },
  scale: [0, 100],
  progress: 1,
  lit: true,
})

export const contents = {
  pointLit: {
    kind: 'pointLit',
    name: names.chen,
    points,
    fresh: 'firstContact',
    value: 84.2,
    target: 84,
    more: 0,
    thanks: {
      sentence: text(
        '三段账单一次讲清，客户当场确认，没有再来电。',
        'Walked through three bills line by line. No call back needed.',
      ),
      from: lead,
    },
  },
  twoPoints: {
    kind: 'pointLit',
    name: names.ouyang,
    points,
    fresh: 'quality',
    value: 96.4,
    target: 90,
    more: 1,
    thanks: null,
  },
  personalBest: {
    kind: 'personalBest',
    name: names.lin,
    standard: 'satisfaction',
    value: 97.8,
    points,
  },
  thanks: {
    kind: 'thanks',
    name: names.zhou,
    from: lead,
    behaviour: text('有耐心', 'Patient'),
    sentence: text(
      '客户着急了二十分钟，你一句一句听完，又一步一步带着把设备重新连上，最后客户笑着挂的电话。',
      'The caller was upset for twenty minutes; you heard them out and walked them through every step until it worked.',
    ),
    points: null,
  },
  teamPastGoal: { kind: 'teamPastGoal', team: text('晨星组', 'Dawn'), score: 90.2 },
  queueRecovered: {
    kind: 'queueRecovered',
    queue: text('报修与故障', 'Faults'),
    tookMs: 240_000,
  },
  group: {
    kind: 'group',
    what: 'pointLit',
    names: [names.chen, names.lin, names.han, names.zhou],
    count: 4,
  },
  recap: {
    kind: 'recap',
    names: [names.chen, names.xu, names.he, names.ouyang],
    count: 4,
  },
  star: {
    kind: 'starEarned',
    name: names.chen,
    week: 47,
    year: 2025,
    standards: [
      standard('satisfaction', 97.8, 'percent'),
      standard('firstContact', 84.2, 'percent'),
      standard('quality', 96.4, 'score'),
      standard('handleTime', 342, 'seconds'),
      standard('teamwork', 12, 'count'),
    ],
  },
  starOfFour: { kind: 'starEarned', name: names.ouyang, week: 47, year: 2025, standards: [] },
  starOfThree: { kind: 'starEarned', name: names.lin, week: 47, year: 2025, standards: [] },
  honourWall: {
    kind: 'honourWall',
    week: 47,
    year: 2025,
    honours: [
      {
        award: text('服务之星', 'Service Star'),
        name: names.chen,
        reason: text('五项标准，五点齐亮', 'Five standards, all five lit'),
      },
      {
        award: text('服务之星', 'Service Star'),
        name: names.lin,
        reason: text('四周稳定，零升级投诉', 'Four steady weeks, no escalation'),
      },
      {
        award: text('最佳新人', 'Best newcomer'),
        name: names.han,
        reason: text('首次质检九十二分', 'First quality check: 92'),
      },
      {
        award: text('客户好评', 'Praised by customers'),
        name: names.zhou,
        reason: text('客户说，一直很耐心', 'Patient all the way'),
      },
      {
        award: text('互助协作', 'Teamwork'),
        name: names.xu,
        reason: text('帮新人接起转接七通', 'Took seven transfers for newcomers'),
      },
      {
        award: text('创新建议', 'Good idea'),
        name: names.he,
        reason: text('改写话术，来电更少', 'Rewrote a script, fewer calls back'),
      },
    ],
  },
} as const satisfies Record<string, StageContent>

type ContentName = keyof typeof contents

const lengths = { T2: 10_000, T3: 14_000, honour: 60_000 } as const

/** Something on the stage that began so many ms ago. */
function staged(content: StageContent, into: number, more: Partial<Stage> = {}): Stage {
  const tier =
    content.kind === 'starEarned' ? 'T3' : content.kind === 'honourWall' ? 'honour' : 'T2'
  const startedAt = epochMs(AT - into)
  return {
    id: content.kind,
    tier,
    startedAt,
    endsAt: epochMs(startedAt + lengths[tier]),
    leavingAt: null,
    content,
    ...more,
  }
}

export const withPeople = (view: WallView, more: Partial<PeopleView> = {}): WallView => ({
  ...view,
  people: { ...people, ...more },
})

/** A wall with that on its stage, so far into its time. */
export const stageState = (
  name: ContentName,
  into: number,
  view = wallStates.normal.view,
): WallState => ({
  view: withPeople(view, { stage: staged(contents[name], into, { id: name }) }),
})

/** More and longer than the mockups: six teams, names of machines, a sentence of three lines. */
const full: Partial<PeopleView> = {
  teams: [
    ...people.teams,
    { id: 'night', name: text('夜航特别支援组', 'Night support'), score: null, rise: null },
    { id: 'south', name: text('南风组', 'South Wind'), score: 80, rise: null },
  ],
  stars: [
    { ...people.stars[0]!, name: text('agent-4711-overnight', 'agent-4711-overnight') },
    { ...people.stars[2]!, name: names.ouyang, next: 'handleTime', newcomerDay: 9 },
    { ...people.stars[1]!, points: [0.2, 0, 0, 0.4, 0], lit: 0, next: 'satisfaction' },
  ],
  lastThanks: {
    ...people.lastThanks!,
    sentence: text(
      '客户着急了二十分钟，你一句一句听完，又一步一步带着把设备重新连上，最后客户笑着挂的电话。',
      'The caller was upset for twenty minutes; you heard them out and walked them through it.',
    ),
  },
}

export const peopleStates = {
  normal: { view: withPeople(wallStates.normal.view) },
  full: { view: withPeople(wallStates.normal.view, full) },
  alarm: { view: withPeople(wallStates.alarm.view, { held: 2 }) },
  stale: { ...wallStates.stale, view: withPeople(wallStates.stale.view) },
  // Where a life bar of 8.6 s has 62 % left, as in the mockup.
  kudos: stageState('pointLit', 700 + 8600 * 0.38),
  star: stageState('star', 700 + 12_600 * 0.3),
  starOfFour: stageState('starOfFour', 6000),
  starOfThree: stageState('starOfThree', 6000),
  honour: stageState('honourWall', 20_000),
  twoPoints: stageState('twoPoints', 5000),
  personalBest: stageState('personalBest', 5000),
  thanks: stageState('thanks', 5000),
  team: stageState('teamPastGoal', 5000),
  queue: stageState('queueRecovered', 5000),
  group: stageState('group', 5000),
  recap: stageState('recap', 5000),
} as const satisfies Record<string, WallState>
export type PeopleStateName = keyof typeof peopleStates
