import type { Look } from './kudosLook.ts'
import type { KudosMemory } from './kudosMemory.ts'
import type { PersonReading, QueueRecovery, TeamReading } from './kudosReading.ts'
import type { KudosKind, KudosRule } from './kudosRule.ts'
import { milestone } from './milestone.ts'
import { personalBest } from './personalBest.ts'
import { queueRecovered } from './queueRecovered.ts'
import { starEarned } from './starEarned.ts'
import { starPointLit } from './starPointLit.ts'
import { streak } from './streak.ts'
import { teamPastGoal } from './teamPastGoal.ts'
import { thresholdHeld } from './thresholdHeld.ts'

/** Every kind of recognition. [K2] */
export const kudosKinds = {
  thresholdHeld,
  milestone,
  streak,
  personalBest,
  starPointLit,
  starEarned,
  teamPastGoal,
  queueRecovered,
} as const satisfies { readonly [K in KudosKind]: { readonly kind: K } }

/** Where a person stands to a rule; nothing for a rule about something else. */
export function lookAtPerson(
  rule: KudosRule,
  reading: PersonReading,
  memory: KudosMemory,
): readonly Look[] {
  switch (rule.kind) {
    case 'thresholdHeld':
      return thresholdHeld.look(rule, reading, memory)
    case 'milestone':
      return milestone.look(rule, reading, memory)
    case 'streak':
      return streak.look(rule, reading, memory)
    case 'personalBest':
      return personalBest.look(rule, reading, memory)
    case 'starPointLit':
      return starPointLit.look(rule, reading, memory)
    case 'starEarned':
      return starEarned.look(rule, reading, memory)
    case 'teamPastGoal':
    case 'queueRecovered':
      return []
    default:
      return rule satisfies never
  }
}

export const lookAtTeam = (
  rule: KudosRule,
  reading: TeamReading,
  memory: KudosMemory,
): readonly Look[] => (rule.kind === 'teamPastGoal' ? teamPastGoal.look(rule, reading, memory) : [])

export const lookAtQueue = (
  rule: KudosRule,
  reading: QueueRecovery,
  memory: KudosMemory,
): readonly Look[] =>
  rule.kind === 'queueRecovered' ? queueRecovered.look(rule, reading, memory) : []
