import { HOUR, type Millis, millis, MINUTE, SECOND } from '../../../shared/time.ts'
import type { Habits, MarkPlan, QueuePlan } from './floorPlan.ts'

export const seconds = (value: number): Millis => millis(value * SECOND)
export const minutes = (value: number): Millis => millis(value * MINUTE)

/** Share of all contacts, mean talk, wrap-up and patience in seconds. Together 5:30 of handling. */
const mix: readonly (readonly [string, number, number, number, number])[] = [
  ['billing', 0.35, 265, 30, 270],
  ['faults', 0.26, 325, 40, 300],
  ['complaints', 0.12, 355, 55, 340],
  ['newmoves', 0.19, 290, 35, 270],
  ['premier', 0.08, 280, 35, 340],
]

const transfersTo: Readonly<Record<string, string>> = {
  billing: 'complaints',
  faults: 'newmoves',
  complaints: 'billing',
  newmoves: 'billing',
  premier: 'faults',
}

/** Callers of these are passed on when they have waited too long, seconds. */
const overflows: Readonly<Record<string, readonly [to: string, after: number]>> = {
  billing: ['newmoves', 120],
  faults: ['newmoves', 180],
}

/** The five queues of the demonstration, for so many contacts an hour in all. */
export function serviceQueues(contactsPerHour: number): readonly QueuePlan[] {
  return mix.map(([id, share, talk, wrap, patience]) => {
    const overflow = overflows[id]
    return {
      id,
      contactsPerHour: contactsPerHour * share,
      patience: { kind: 'exponential', mean: patience * SECOND },
      talk: { kind: 'logNormal', mean: talk * SECOND, spread: 0.7 },
      wrap: { kind: 'logNormal', mean: wrap * SECOND, spread: 0.5 },
      overflow: overflow === undefined ? null : { to: overflow[0], after: seconds(overflow[1]) },
      transfersTo: transfersTo[id] ?? null,
    }
  })
}

/** People who share an own queue, a second one, and those they know well enough to help out in. */
export interface SkillGroup {
  readonly people: number
  readonly own: string
  readonly second: string | null
  readonly reserve: readonly string[]
}

export const skillGroups: readonly SkillGroup[] = [
  { people: 7, own: 'billing', second: 'newmoves', reserve: ['premier', 'faults'] },
  { people: 7, own: 'billing', second: null, reserve: ['complaints', 'faults'] },
  { people: 9, own: 'faults', second: null, reserve: ['newmoves', 'billing'] },
  { people: 4, own: 'newmoves', second: 'billing', reserve: ['faults'] },
  { people: 3, own: 'newmoves', second: null, reserve: ['faults', 'complaints'] },
  { people: 6, own: 'complaints', second: null, reserve: ['premier'] },
  { people: 4, own: 'premier', second: null, reserve: ['complaints'] },
]

/** `a01`, `a02` … */
export const agentId = (index: number): string => `a${String(index + 1).padStart(2, '0')}`

export const serviceHabits: Habits = {
  ring: { kind: 'logNormal', mean: 4 * SECOND, spread: 0.4 },
  missedShare: 0.02,
  missedRing: seconds(15),
  holdShare: 0.12,
  hold: { kind: 'logNormal', mean: 45 * SECOND, spread: 0.6 },
  transferShare: 0.04,
  keyShare: 0.06,
  callbackShare: 0.08,
  paceSpread: 0.1,
  overdueAfter: seconds(120),
  support: { after: seconds(140), helpers: 8 },
  pauses: [
    { reason: 'break', every: minutes(150), lasting: minutes(10) },
    { reason: 'lunch', every: minutes(480), lasting: minutes(30) },
    { reason: 'coaching', every: minutes(600), lasting: minutes(15) },
  ],
  awayAtMost: 0.2,
}

export const serviceMarks: MarkPlan = {
  csatShare: 0.34,
  npsShare: 0.08,
  judgedShare: 0.7,
  assessedShare: 0.08,
  complaintShare: 0.008,
  contributionEvery: { kind: 'exponential', mean: 2.5 * HOUR },
}
