import type { Audience, StarPoint } from '../../../shared/people.ts'
import type { Text } from '../../../shared/views.ts'
import type { EpochMs } from '../../../shared/time.ts'
import type { KudosKind, KudosTier, MilestoneCount } from './kudosRule.ts'

/** The number behind a recognition, what was asked for, and over which stretch. [K5] */
export interface KudosFact {
  readonly standard: StarPoint | MilestoneCount | 'star' | 'teamScore' | 'recovery'
  readonly value: number
  readonly target: number | null
  readonly unit: 'percent' | 'score' | 'count' | 'shifts' | 'points' | 'seconds'
  /** What it rests on; null where nothing is sampled. */
  readonly n: number | null
  readonly window: {
    readonly kind: 'period' | 'shift' | 'alarm'
    /** First business day of it. */
    readonly from: string
  }
}

export interface KudosSubject {
  readonly kind: 'person' | 'team' | 'queue'
  readonly id: string
}

/** A rule was crossed: something to grant, once for each id. */
export interface KudosCrossing {
  readonly id: string
  readonly rule: string
  readonly kind: KudosKind
  readonly subject: KudosSubject
  readonly behaviour: string
  readonly fact: KudosFact
  /** How far it would go; a person's own choice caps it. [K6] */
  readonly audienceDefault: Audience
  readonly tier: KudosTier
  /** The rule's own words, where it has some; names nobody. */
  readonly sentence?: Text
  readonly at: EpochMs
}

const plain = (part: string): string => part.replaceAll('%', '%25').replaceAll(':', '%3A')

/** `rule:version:subject:period:n`; the same crossing has the same one on every replay. [K3] */
export const crossingId = (
  rule: string,
  version: number,
  subject: KudosSubject,
  period: string,
  n: number,
): string =>
  [rule, String(version), `${subject.kind}/${subject.id}`, period, String(n)].map(plain).join(':')
