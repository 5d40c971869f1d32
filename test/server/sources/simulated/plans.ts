import type { FloorEvent } from '../../../../shared/events.ts'
import { epochMs, millis, SECOND } from '../../../../shared/time.ts'
import { demoPlan } from '../../../../server/sources/simulated/demoPlan.ts'
import type { FloorPlan } from '../../../../server/sources/simulated/floorPlan.ts'
import { serviceHabits, serviceMarks } from '../../../../server/sources/simulated/serviceFloor.ts'
import { simulate } from '../../../../server/sources/simulated/simulate.ts'
import { plainCalendar } from '../../../support/floorScript.ts'

/** Sunday, 2026-11-22 03:10 UTC. */
export const FROM = epochMs(Date.UTC(2026, 10, 22, 3, 10))

export const demo: FloorPlan = demoPlan({ calendar: plainCalendar, backfill: millis(0) })
export const calmDemo: FloorPlan = { ...demo, incidents: null }

export interface PlainQueue {
  readonly erlangs: number
  readonly agents: number
  readonly handleSeconds: number
  readonly patienceSeconds: number | null
}

/** The textbook's floor: one queue, constant rates, nothing but waiting and talking. */
export function plainQueue({
  erlangs,
  agents,
  handleSeconds,
  patienceSeconds,
}: PlainQueue): FloorPlan {
  return {
    ...calmDemo,
    queues: [
      {
        id: 'only',
        contactsPerHour: (erlangs / handleSeconds) * 3600,
        patience:
          patienceSeconds === null
            ? { kind: 'never' }
            : { kind: 'exponential', mean: patienceSeconds * SECOND },
        talk: { kind: 'exponential', mean: handleSeconds * SECOND },
        wrap: { kind: 'fixed', value: 0 },
        overflow: null,
        transfersTo: null,
      },
    ],
    agents: Array.from({ length: agents }, (_, index) => ({
      id: `p${index}`,
      queues: ['only'],
      reserve: [],
      presence: { kind: 'always' },
    })),
    profile: 'constant',
    habits: {
      ...serviceHabits,
      ring: { kind: 'fixed', value: 0 },
      missedShare: 0,
      holdShare: 0,
      transferShare: 0,
      keyShare: 0,
      callbackShare: 0,
      paceSpread: 0,
      support: null,
      pauses: [],
    },
    marks: {
      ...serviceMarks,
      csatShare: 0,
      npsShare: 0,
      judgedShare: 0,
      assessedShare: 0,
      complaintShare: 0,
      contributionEvery: { kind: 'never' },
    },
    heartbeatEvery: null,
  }
}

/** The floor's events of so many hours. */
export function* hoursOf(plan: FloorPlan, seed: number, hours: number): Generator<FloorEvent> {
  const end = FROM + hours * 3_600_000
  for (const event of simulate(plan, seed, FROM)) {
    if (event.time >= end) return
    yield event
  }
}
