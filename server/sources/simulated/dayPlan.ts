import type { Calendar } from '../../../shared/time.ts'
import type { AgentPlan, FloorPlan, Presence } from './floorPlan.ts'
import {
  agentId,
  minutes,
  seconds,
  serviceHabits,
  serviceMarks,
  serviceQueues,
} from './serviceFloor.ts'

/** Minutes of the local day; a quarter of an hour of overlap hands the floor over. */
const shifts: readonly (readonly [people: number, Presence])[] = [
  [15, { kind: 'shift', from: 6 * 60, to: 14 * 60 + 15 }],
  [6, { kind: 'shift', from: 9 * 60, to: 17 * 60 }],
  [14, { kind: 'shift', from: 14 * 60, to: 22 * 60 + 15 }],
  [5, { kind: 'shift', from: 22 * 60, to: 30 * 60 + 15 }],
]

/** Demand by the hour, from midnight, sized by Erlang A for the people present less a seventh away. */
const hours: readonly number[] = [
  0.13, 0.12, 0.11, 0.11, 0.12, 0.14, 0.48, 0.6, 0.67, 0.92, 1, 1, 0.94, 0.92, 0.93, 0.95, 0.92,
  0.64, 0.62, 0.6, 0.56, 0.46, 0.16, 0.14,
]

const ownQueues = ['billing', 'faults', 'newmoves', 'billing', 'complaints', 'faults', 'premier']

/**
 * An ordinary day of 40 people in three shifts and a day duty, round the clock. Everybody knows every
 * queue and serves the own one first.
 */
export function dayPlan(calendar: Calendar): FloorPlan {
  const queues = serviceQueues(178)
  const presences = shifts.flatMap(([people, presence]) =>
    Array.from({ length: people }, () => presence),
  )
  return {
    queues,
    agents: presences.map((presence, index): AgentPlan => {
      const own = ownQueues[index % ownQueues.length] ?? 'billing'
      const others = queues.map((queue) => queue.id).filter((id) => id !== own)
      return { id: agentId(index), queues: [own, ...others], reserve: [], presence }
    }),
    profile: 'day',
    wave: { period: minutes(20), swing: 0 },
    hours,
    calendar,
    habits: { ...serviceHabits, support: null },
    marks: serviceMarks,
    incidents: null,
    heartbeatEvery: seconds(5),
  }
}
