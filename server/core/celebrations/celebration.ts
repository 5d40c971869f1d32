import type { PointProgress, StandardView, StarPoint } from '../../../shared/people.ts'
import type { EpochMs } from '../../../shared/time.ts'
import type { Text } from '../../../shared/views.ts'

/**
 * What is celebrated, by ids alone: names and texts are looked up when it is drawn, so that they can be
 * changed, hidden or erased at any moment. [K6] There is no kind for volume or for short handle times. [10]
 */
export type CelebrationFact =
  | {
      readonly kind: 'pointLit'
      readonly points: PointProgress
      readonly fresh: StarPoint
      readonly value: number | null
      readonly target: number | null
    }
  | {
      readonly kind: 'personalBest'
      readonly standard: StarPoint
      readonly value: number
      readonly points: PointProgress
    }
  | {
      /** Its sentence is found by the celebration's id. */
      readonly kind: 'thanks'
      readonly from: ThanksFrom
      readonly behaviour: string
      readonly points: PointProgress | null
    }
  | { readonly kind: 'teamPastGoal'; readonly team: string; readonly score: number }
  | { readonly kind: 'queueRecovered'; readonly queue: string; readonly tookMs: number }
  | {
      readonly kind: 'starEarned'
      readonly week: number
      readonly year: number
      readonly standards: readonly StandardView[]
    }

export type ThanksFrom =
  | { readonly kind: 'lead' | 'colleague'; readonly person: string }
  | { readonly kind: 'system' }

/** T1: the thanks line; T2: a slip of paper; T3: a page. [section 8] */
export type Tier = 'T1' | 'T2' | 'T3'

export interface Celebration {
  /** The same on every replay: the grant's identity or the kudos id. [K3] */
  readonly id: string
  readonly tier: Tier
  /** When it happened. Nothing older than 15 minutes plays. [7] */
  readonly at: EpochMs
  /** Whom it is about; null for a team or a queue. */
  readonly person: string | null
  /** Earned by figures, or said by somebody. */
  readonly by: 'system' | 'person'
  readonly fact: CelebrationFact
}

/** One column of the honour wall, by ids. */
export interface Honour {
  readonly person: string
  readonly award: Text
  readonly reason: Text
}

/** The names of ids at the moment of drawing. Null: may not be named on a wall now, or is gone. */
export interface Names {
  person(id: string): Text | null
  team(id: string): Text | null
  queue(id: string): Text | null
  behaviour(id: string): Text | null
  /** What was said with a thank-you. */
  sentence(kudos: string): Text | null
}

/** Whom or what a celebration is about; the same subject is named once on a slip. */
export function subjectOf({ person, fact }: Celebration): string {
  if (person !== null) return `person:${person}`
  if (fact.kind === 'teamPastGoal') return `team:${fact.team}`
  return fact.kind === 'queueRecovered' ? `queue:${fact.queue}` : 'nobody'
}
