import type { Audience, StarPoint } from '../../../shared/people.ts'
import type { Text } from '../../../shared/views.ts'

/** Standards that recognition beyond the star may look at: never handle time, however it is measured. [K5] */
export const celebratedStandards = [
  'satisfaction',
  'firstContact',
  'quality',
  'teamwork',
] as const satisfies readonly StarPoint[]
export type CelebratedStandard = (typeof celebratedStandards)[number]

/** What a milestone may count: what was done for customers and colleagues, never how much was handled. [K5] */
export const milestoneCounts = [
  'helped',
  'contributions',
  'satisfiedCustomers',
  'followUpsDone',
] as const
export type MilestoneCount = (typeof milestoneCounts)[number]

/** How much a wall makes of it: a line, a slip of paper, a page of its own. [section 8] */
export const kudosTiers = ['T1', 'T2', 'T3'] as const
export type KudosTier = (typeof kudosTiers)[number]

interface RuleBase {
  /** Part of every identity that the rule grants; letters, digits, `-`, `_` and `.`. [K3] */
  readonly id: string
  /** What it is a thank-you for: the id of a behaviour. [K5] */
  readonly behaviour: string
  readonly tier: KudosTier
  /** How far it would go; a person's own choice caps it. [K6] */
  readonly audience: Audience
  /** Its own words, with `{value}` and `{target}`, where the behaviour's first sentence does not fit its fact. */
  readonly sentence?: Text
}

/** One automatic recognition, as data of the scheme. [K2] */
export type KudosRule = RuleBase &
  (
    | {
        readonly kind: 'thresholdHeld'
        readonly standard: CelebratedStandard
        /** In the measure's own unit. */
        readonly atLeast: number
        readonly minimumSample: number
      }
    | {
        readonly kind: 'milestone'
        readonly counts: MilestoneCount
        /** Counts within the star's period, from the smaller to the larger. */
        readonly at: readonly number[]
      }
    | {
        readonly kind: 'streak'
        readonly standard: CelebratedStandard
        readonly minimumSample: number
        /** Shifts worked in a row, from the smaller to the larger. */
        readonly lengths: readonly number[]
      }
    | {
        readonly kind: 'personalBest'
        readonly standard: CelebratedStandard
        /** In the measure's own unit: less than this over the best so far is noise. */
        readonly betterBy: number
        readonly minimumSample: number
      }
    | { readonly kind: 'starPointLit'; readonly standard: StarPoint }
    | { readonly kind: 'starEarned' }
    | { readonly kind: 'teamPastGoal' }
    | {
        readonly kind: 'queueRecovered'
        /** An alarm shorter than this was not worth a word, seconds. */
        readonly longerThan: number
      }
  )

export type KudosKind = KudosRule['kind']
export type RuleOf<K extends KudosKind> = Extract<KudosRule, { readonly kind: K }>

/** What holds recognition back from being noise. [K1] */
export interface KudosLimits {
  /** How long a condition must hold, seconds; seen at both ends of it. */
  readonly dwellSeconds: number
  /** Nothing more from the same rule for the same subject for so long, minutes. */
  readonly cooldownMinutes: number
  /** Most crossings of one person in one shift; the star's own are a criterion and stay outside. [S7] */
  readonly perShift: number
}

/** Left when this share of the threshold is no longer reached: 20 % easier than it was entered. [K1] */
export const LEAVE_SHARE = 0.8

export const defaultKudosLimits: KudosLimits = {
  dwellSeconds: 60,
  cooldownMinutes: 15,
  perShift: 4,
}

const lit = (standard: StarPoint, behaviour: string): KudosRule => ({
  kind: 'starPointLit',
  id: `lit-${standard}`,
  standard,
  behaviour,
  tier: 'T2',
  audience: 'wall',
})

/** Recognition without any line in a site file. [K2] */
export const defaultKudosRules: readonly KudosRule[] = [
  lit('satisfaction', 'patient'),
  lit('firstContact', 'solved'),
  lit('quality', 'standard'),
  lit('handleTime', 'clear'),
  lit('teamwork', 'helped'),
  { kind: 'starEarned', id: 'star', behaviour: 'standard', tier: 'T3', audience: 'wall' },
  {
    kind: 'thresholdHeld',
    id: 'delighted',
    standard: 'satisfaction',
    atLeast: 98,
    minimumSample: 30,
    behaviour: 'patient',
    tier: 'T1',
    audience: 'wall',
  },
  {
    kind: 'milestone',
    id: 'helping',
    counts: 'helped',
    at: [3, 10],
    behaviour: 'helped',
    tier: 'T1',
    audience: 'wall',
  },
  {
    kind: 'streak',
    id: 'steady-satisfaction',
    standard: 'satisfaction',
    minimumSample: 5,
    lengths: [3, 5, 10, 20],
    behaviour: 'patient',
    tier: 'T1',
    audience: 'wall',
    sentence: {
      'zh-CN': '连续 {value} 满意度达标，稳稳的，谢谢你。',
      en: '{value} in a row with satisfied customers. Steady work, thank you.',
    },
  },
  {
    kind: 'personalBest',
    id: 'best-satisfaction',
    standard: 'satisfaction',
    betterBy: 1,
    minimumSample: 20,
    behaviour: 'patient',
    tier: 'T2',
    audience: 'wall',
  },
  {
    kind: 'personalBest',
    id: 'best-first-contact',
    standard: 'firstContact',
    betterBy: 1,
    minimumSample: 30,
    behaviour: 'solved',
    tier: 'T2',
    audience: 'wall',
  },
  { kind: 'teamPastGoal', id: 'team-goal', behaviour: 'helped', tier: 'T2', audience: 'wall' },
  {
    kind: 'queueRecovered',
    id: 'recovered',
    longerThan: 120,
    behaviour: 'helped',
    tier: 'T1',
    audience: 'wall',
  },
]
