import { z } from 'zod'
import { audiences, type StarPoint } from '../../shared/people.ts'
import { celebratedStandards, kudosTiers, milestoneCounts } from '../core/kudos/kudosRule.ts'
import { dimensions, type StandardMeasure } from '../core/people/scheme.ts'
import {
  choice,
  list,
  number,
  says,
  scale,
  section,
  sentence,
  shortId,
  stretch,
  text,
  whole,
} from './siteFields.ts'

/** What each point of the star may be measured by. [S7] */
const measuresOf = {
  satisfaction: ['csat', 'nps'],
  firstContact: ['fcr', 'followUpRate'],
  quality: ['quality'],
  handleTime: ['handleTimeInBand'],
  teamwork: ['contributions', 'followUpRate'],
} as const satisfies Record<StarPoint, readonly StandardMeasure[]>

const value = number(-100, 1e6, '')

const standard = <const M extends readonly [StandardMeasure, ...StandardMeasure[]]>(measures: M) =>
  section({
    measure: choice(measures).optional(),
    dimension: choice(dimensions).optional(),
    weight: number(0, 100, ' (of 100)').optional(),
    target: value.optional(),
    floor: value.optional(),
    curve: z
      .array(
        z.tuple([value, number(0, 100, '')], says('must be a pair such as [85, 50]')),
        says('must be a list of pairs such as [[70, 0], [90, 100]]'),
      )
      .min(2, 'must have at least two pairs')
      .max(20, 'must have at most 20 pairs')
      .optional(),
    shrinkage: number(0, 10_000, '').optional(),
    scale: scale.optional(),
    minimumSample: whole(0, 10_000).optional(),
  }).optional()

const band = section({ from: whole(0, 86_400, ' (seconds)'), to: whole(0, 86_400, ' (seconds)') })
const period = choice(['day', 'week', 'month'])

const ruleBase = {
  id: shortId,
  behaviour: shortId,
  tier: choice(kudosTiers).optional(),
  audience: choice(audiences).optional(),
  sentence: sentence.optional(),
}
const steps = list(whole(1, 10_000), 20)
  .min(1, 'must have at least one number')
  .refine(
    (given) => given.every((one, place) => place === 0 || one > (given[place - 1] ?? 0)),
    'must go from the smaller number to the larger',
  )
const celebrated = choice(celebratedStandards)
const minimumSample = whole(1, 10_000).optional()

const kinds = [
  'thresholdHeld',
  'milestone',
  'streak',
  'personalBest',
  'starPointLit',
  'starEarned',
  'teamPastGoal',
  'queueRecovered',
] as const
const kudosRule = z.discriminatedUnion(
  'kind',
  [
    section({
      ...ruleBase,
      kind: z.literal('thresholdHeld'),
      standard: celebrated,
      atLeast: value,
      minimumSample,
    }),
    section({
      ...ruleBase,
      kind: z.literal('milestone'),
      counts: choice(milestoneCounts),
      at: steps,
    }),
    section({
      ...ruleBase,
      kind: z.literal('streak'),
      standard: celebrated,
      lengths: steps,
      minimumSample,
    }),
    section({
      ...ruleBase,
      kind: z.literal('personalBest'),
      standard: celebrated,
      betterBy: number(0, 1e6, '').optional(),
      minimumSample,
    }),
    section({
      ...ruleBase,
      kind: z.literal('starPointLit'),
      standard: choice(['satisfaction', 'firstContact', 'quality', 'handleTime', 'teamwork']),
    }),
    section({ ...ruleBase, kind: z.literal('starEarned') }),
    section({ ...ruleBase, kind: z.literal('teamPastGoal') }),
    section({
      ...ruleBase,
      kind: z.literal('queueRecovered'),
      longerThan: whole(0, 86_400, ' (seconds)').optional(),
    }),
  ],
  {
    error: ({ input }) =>
      typeof input === 'object'
        ? `must be one of ${kinds.join(', ')}`
        : 'must be a section such as `{ id: star, kind: starEarned, behaviour: standard }`',
  },
)

/** The recognition scheme as a site file writes it; what is left out is as by default. [S1]–[S8] [K1] [K2] */
export const schemeShape = {
  standards: section({
    satisfaction: standard(measuresOf.satisfaction),
    firstContact: standard(measuresOf.firstContact),
    quality: standard(measuresOf.quality),
    handleTime: standard(measuresOf.handleTime),
    teamwork: standard(measuresOf.teamwork),
  }).optional(),
  gates: section({
    satisfactionFloor: value.optional(),
    qualityFloor: number(0, 100, '').optional(),
    timesCohort: number(0, 100, '').optional(),
  }).optional(),
  shrinkage: number(0, 10_000, '').optional(),
  sameWithin: number(0, 100, '').optional(),
  minimumContacts: whole(1, 10_000).optional(),
  handleTimeBand: band.optional(),
  queueHandleTimeBands: z
    .record(text(128), band, says('must be lines like `billing: { from: 120, to: 600 }`'))
    .optional(),
  newcomers: section({
    days: whole(0, 1000, ' (days)').optional(),
    targets: section({
      satisfaction: value.optional(),
      firstContact: value.optional(),
      quality: value.optional(),
      handleTime: value.optional(),
      teamwork: value.optional(),
    }).optional(),
  }).optional(),
  starPeriod: period.optional(),
  rankPeriod: period.optional(),
  teams: section({
    goal: number(0, 100, '').optional(),
    scale: scale.optional(),
    minimumContacts: whole(1, 10_000).optional(),
  }).optional(),
  topBoards: z
    .record(shortId, whole(1, 20, ' (places)'), says('must be lines like `kapok: 3`'))
    .optional(),
  kudosRules: list(kudosRule, 100).optional(),
  kudosLimits: section({
    dwellSeconds: whole(1, 3600, ' (seconds)').optional(),
    cooldownMinutes: whole(0, 1440, ' (minutes)').optional(),
    perShift: whole(1, 100).optional(),
  }).optional(),
  quietHours: list(section(stretch), 20).optional(),
}
