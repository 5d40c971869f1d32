import type { Definitions, MillisBand } from '../../../shared/events.ts'
import { millis, SECOND } from '../../../shared/time.ts'
import type { StandardView, StarPoint } from '../../../shared/people.ts'
import { starPoints } from '../../../shared/people.ts'

/** What a scorecard weighs. [S1] */
export const dimensions = ['satisfaction', 'efficiency', 'quality', 'teamwork'] as const
export type Dimension = (typeof dimensions)[number]

/** What a standard may be measured by; each is one sum over one count of a person's contacts. */
export const standardMeasures = [
  'csat',
  'nps',
  'fcr',
  'quality',
  'handleTimeInBand',
  'followUpRate',
  'contributions',
] as const
export type StandardMeasure = (typeof standardMeasures)[number]

/** A published line through points `[value, points of 100]`; level before the first and after the last. [S2] */
export type Curve = readonly (readonly [value: number, points: number])[]

/** One standard: a point of the star, and its share of the scorecard. [S2] [S7] */
export interface Standard {
  readonly measure: StandardMeasure
  readonly dimension: Dimension
  /** Points of 100 on the scorecard. */
  readonly weight: number
  /** As the person sees it. Handle time is shown as its average in seconds beside the band. */
  readonly unit: StandardView['unit']
  /** In the measure's own unit (percent of contacts, score, count; for handle time the share in band). Lights the point; 100 on the curve. */
  readonly target: number
  /** 0 on the curve; for satisfaction and quality also the gate. [S3] */
  readonly floor: number
  /** Between floor and target, where a straight line is not meant. */
  readonly curve?: Curve
  /** K of the shrinkage, where one of what is counted says more or less than one contact does. [S4] */
  readonly shrinkage?: number
  /** Ends of the needle's line, in `unit`. */
  readonly scale: readonly [from: number, to: number]
  /** Under so many of what is counted the point is provisional. [M21] */
  readonly minimumSample: number
}

/** The gates before the score. [S3] */
export interface Gates {
  /** Satisfaction under this, in percent. */
  readonly satisfactionFloor: number
  readonly qualityFloor: number
  /** Transfers or repeats above this many times the cohort's rate. */
  readonly timesCohort: number
}

/** Seconds of talk, hold and after-contact work that are neither hurried nor drawn out. */
export interface HandleTimeBand {
  readonly from: number
  readonly to: number
}

/** A star's or a rank's stretch of the site's calendar; weeks start on Monday. [T4] */
export type SchemePeriod = 'day' | 'week' | 'month'

/** The site's recognition scheme: all that is published and can be set. [S1]–[S8] */
export interface Scheme {
  /** Grows with every change; what is lit stays lit. [M22] */
  readonly version: number
  readonly standards: Readonly<Record<StarPoint, Standard>>
  readonly gates: Gates
  /** K of the shrinkage, where a standard has none of its own. [S4] */
  readonly shrinkage: number
  /** Scores this close share a place. [S6] */
  readonly sameWithin: number
  /** Under so many contacts in the period nobody is ranked. [M21] */
  readonly minimumContacts: number
  readonly handleTimeBand: HandleTimeBand
  readonly queueHandleTimeBands: Readonly<Record<string, HandleTimeBand>>
  readonly newcomers: {
    /** Under so many days in the job. [S5] */
    readonly days: number
    /** Their own targets, where they differ. */
    readonly targets: Readonly<Partial<Record<StarPoint, number>>>
  }
  readonly starPeriod: SchemePeriod
  readonly rankPeriod: SchemePeriod
  readonly teams: {
    /** Score a team passes at. [S8] */
    readonly goal: number
    readonly scale: readonly [from: number, to: number]
    /** Members with fewer contacts do not count. */
    readonly minimumContacts: number
  }
  /** Teams that have switched on an individual top board, with how many places; none by default. [S8] */
  readonly topBoards: Readonly<Record<string, number>>
}

/** Satisfaction, efficiency, quality, and the rest. [S1] */
export const weightRanges: Readonly<Record<Dimension, readonly [least: number, most: number]>> = {
  satisfaction: [30, 40],
  efficiency: [25, 35],
  quality: [20, 30],
  teamwork: [0, 15],
}

export const defaultScheme: Scheme = {
  version: 1,
  standards: {
    satisfaction: {
      measure: 'csat',
      dimension: 'satisfaction',
      weight: 35,
      unit: 'percent',
      target: 90,
      floor: 70,
      scale: [70, 100],
      minimumSample: 20,
    },
    firstContact: {
      measure: 'fcr',
      dimension: 'efficiency',
      weight: 20,
      unit: 'percent',
      target: 85,
      floor: 60,
      scale: [60, 100],
      minimumSample: 30,
    },
    quality: {
      measure: 'quality',
      dimension: 'quality',
      weight: 25,
      unit: 'score',
      target: 90,
      floor: 75,
      // Half a dozen assessments tell people apart as well as forty ratings do.
      shrinkage: 5,
      scale: [75, 100],
      minimumSample: 3,
    },
    handleTime: {
      measure: 'handleTimeInBand',
      dimension: 'efficiency',
      weight: 10,
      unit: 'seconds',
      target: 60,
      floor: 20,
      scale: [0, 900],
      minimumSample: 30,
    },
    teamwork: {
      measure: 'contributions',
      dimension: 'teamwork',
      weight: 10,
      unit: 'count',
      target: 3,
      floor: 0,
      scale: [0, 5],
      minimumSample: 0,
    },
  },
  gates: { satisfactionFloor: 70, qualityFloor: 75, timesCohort: 1.5 },
  shrinkage: 40,
  sameWithin: 0.5,
  minimumContacts: 30,
  handleTimeBand: { from: 120, to: 600 },
  queueHandleTimeBands: {},
  newcomers: { days: 90, targets: { firstContact: 80, quality: 85 } },
  starPeriod: 'week',
  rankPeriod: 'week',
  teams: { goal: 90, scale: [80, 100], minimumContacts: 20 },
  topBoards: {},
}

/** What a dimension weighs: the sum of its standards. */
export const weightOf = (scheme: Scheme, dimension: Dimension): number =>
  starPoints
    .map((point) => scheme.standards[point])
    .filter((standard) => standard.dimension === dimension)
    .reduce((sum, { weight }) => sum + weight, 0)

/** What the site's definitions take from the scheme, so that a change of band is a change of definition. [M22] */
export const bandDefinitions = (
  scheme: Scheme,
): Required<Pick<Definitions, 'handleTimeBand' | 'queueHandleTimeBands'>> => ({
  handleTimeBand: inMillis(scheme.handleTimeBand),
  queueHandleTimeBands: Object.fromEntries(
    Object.entries(scheme.queueHandleTimeBands).map(([queue, band]) => [queue, inMillis(band)]),
  ),
})

const inMillis = ({ from, to }: HandleTimeBand): MillisBand => ({
  from: millis(from * SECOND),
  to: millis(to * SECOND),
})

/** A point of a star as someone's tenure asks for it. [S5] */
export function standardFor(scheme: Scheme, point: StarPoint, newcomer: boolean): Standard {
  const standard = scheme.standards[point]
  const own = newcomer ? scheme.newcomers.targets[point] : undefined
  if (own === undefined) return standard
  const { curve: _published, ...straight } = standard
  return { ...straight, target: own }
}
