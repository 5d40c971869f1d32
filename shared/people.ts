import type { DayKey, EpochMs } from './time.ts'
import type { Text } from './views.ts'

/** Where a person's recognition may be seen; nobody has chosen until they do. [K6] */
export const audiences = ['wall', 'team', 'me'] as const
export type Audience = (typeof audiences)[number]

export interface Team {
  readonly id: string
  readonly name: Text
}

/** Names and texts live here and nowhere in events or ledger, which hold ids only. */
export interface Person {
  readonly id: string
  readonly name: Text
  /** Shown instead of the name on a wall, where the person wants that. */
  readonly alias: Text | null
  readonly team: string
  readonly startedOn: DayKey
  /** What sources call this person, besides the id. */
  readonly agents: readonly string[]
  readonly lead: boolean
}

/** What a thank-you can be for. */
export interface Behaviour {
  readonly id: string
  readonly name: Text
  /** Sentences offered; `{value}` and `{target}` are filled in from the fact. */
  readonly sentences: readonly Text[]
}

/** The five standards of the star, in the order of its points, clockwise from the top. [S7] */
export const starPoints = [
  'satisfaction',
  'firstContact',
  'quality',
  'handleTime',
  'teamwork',
] as const
export type StarPoint = (typeof starPoints)[number]

/** How far each point has come, 0…1 in steps of 0.05; 1 is lit. */
export type PointProgress = readonly [number, number, number, number, number]

/** A person's standing in one standard. */
export interface StandardView {
  readonly point: StarPoint
  /** Rounded as displayed; null: nothing measured yet. */
  readonly value: number | null
  readonly unit: 'percent' | 'score' | 'seconds' | 'count'
  readonly n: number
  readonly provisional: boolean
  readonly target:
    | { readonly kind: 'atLeast'; readonly value: number }
    | { readonly kind: 'band'; readonly from: number; readonly to: number }
  readonly scale: readonly [from: number, to: number]
  readonly progress: number
  readonly lit: boolean
}

/** The people's half of a wall: never an individual rank, only names that agreed. */
export interface PeopleView {
  /** Score a team passes at. [S8] */
  readonly goal: number
  readonly scale: readonly [from: number, to: number]
  readonly teams: readonly TeamRow[]
  /** ISO week of the star period. */
  readonly week: number
  readonly stars: readonly StarRow[]
  readonly lastThanks: ThanksLine | null
  /** Good moments kept for after an alarm. */
  readonly held: number
  /** What plays now; the same on every wall, because the server says when it began. */
  readonly stage: Stage | null
}

export interface TeamRow {
  readonly id: string
  readonly name: Text
  /** One decimal; null: too few contacts. */
  readonly score: number | null
  /** Against the team's own four-week mean; only rises are told. */
  readonly rise: number | null
}

export interface StarRow {
  readonly key: string
  readonly name: Text
  readonly points: PointProgress
  readonly lit: number
  /** The point nearest to being lit. */
  readonly next: StarPoint | null
  readonly nextValue: number | null
  readonly nextTarget: number | null
  /** Day in the job, for newcomers. */
  readonly newcomerDay: number | null
}

export interface ThanksLine {
  readonly id: string
  readonly to: Text
  readonly from: Giver
  readonly at: EpochMs
  readonly sentence: Text
}

export type Giver =
  | { readonly kind: 'lead' | 'colleague'; readonly name: Text }
  | { readonly kind: 'system' }

/** Something to celebrate, as the wall draws it. [section 8] */
export type StageContent =
  | {
      readonly kind: 'pointLit'
      readonly name: Text
      readonly points: PointProgress
      readonly fresh: StarPoint
      readonly value: number | null
      readonly target: number | null
      /** Further points lit at the same time. */
      readonly more: number
      /** What somebody said about it, when they did. */
      readonly thanks: { readonly sentence: Text; readonly from: Giver } | null
    }
  | {
      readonly kind: 'personalBest'
      readonly name: Text
      readonly standard: StarPoint
      readonly value: number
      readonly points: PointProgress
    }
  | {
      readonly kind: 'thanks'
      readonly name: Text
      readonly from: Giver
      readonly sentence: Text
      readonly behaviour: Text
      readonly points: PointProgress | null
    }
  | { readonly kind: 'teamPastGoal'; readonly team: Text; readonly score: number }
  | { readonly kind: 'queueRecovered'; readonly queue: Text; readonly tookMs: number }
  | {
      readonly kind: 'starEarned'
      readonly name: Text
      readonly week: number
      readonly year: number
      readonly standards: readonly StandardView[]
    }
  | {
      readonly kind: 'group'
      readonly what: 'pointLit' | 'personalBest' | 'starEarned' | 'thanks' | 'teamPastGoal'
      readonly names: readonly Text[]
      readonly count: number
    }
  | { readonly kind: 'recap'; readonly names: readonly Text[]; readonly count: number }
  | {
      readonly kind: 'honourWall'
      readonly week: number
      readonly year: number
      readonly honours: readonly {
        readonly award: Text
        readonly name: Text
        readonly reason: Text
      }[]
    }

export interface Stage {
  readonly id: string
  readonly tier: 'T2' | 'T3' | 'honour'
  readonly startedAt: EpochMs
  readonly endsAt: EpochMs
  /** Set when it must leave early (an alarm): out within 400 ms from then. */
  readonly leavingAt: EpochMs | null
  readonly content: StageContent
}
