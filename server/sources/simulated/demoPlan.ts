import { type Calendar, type Millis, millis, SECOND } from '../../../shared/time.ts'
import type { AgentPlan, FloorPlan, IncidentPlan, Surge } from './floorPlan.ts'
import {
  agentId,
  minutes,
  seconds,
  serviceHabits,
  serviceMarks,
  serviceQueues,
  type SkillGroup,
  skillGroups,
} from './serviceFloor.ts'

export interface DemoPlanOptions {
  readonly calendar: Calendar
  /** History before the live part: undisturbed. The first incident comes 75 s after it. */
  readonly backfill: Millis
}

/**
 * A floor of 40 people and five queues that is worth looking at whatever the hour: a slow wave between
 * calm and pressed, and every seven and a half minutes more callers than one queue can take.
 */
export function demoPlan({ calendar, backfill }: DemoPlanOptions): FloorPlan {
  return {
    queues: serviceQueues(230),
    agents: skillGroups.flatMap(peopleOf).map(turning),
    profile: 'alwaysBusy',
    wave: { period: minutes(20), swing: 0.2 },
    hours: [],
    calendar,
    habits: serviceHabits,
    marks: serviceMarks,
    incidents: demoIncidents(backfill),
    heartbeatEvery: seconds(5),
  }
}

const peopleOf = (group: SkillGroup): SkillGroup[] =>
  Array.from({ length: group.people }, () => group)

/** Everybody goes home now and then, at moments spread evenly (by the golden ratio) over four hours. */
function turning({ own, second, reserve }: SkillGroup, index: number): AgentPlan {
  return {
    id: agentId(index),
    queues: second === null ? [own] : [own, second],
    reserve,
    presence: {
      kind: 'rotation',
      on: minutes(225),
      off: minutes(15),
      ahead: minutes((index * 240 * 0.618) % 240),
    },
  }
}

/**
 * Sized so that nobody is free with five waiting for over a minute, whatever the floor was like before:
 * a P1 alarm. Support comes at two minutes and ends it.
 */
function demoIncidents(backfill: Millis): IncidentPlan {
  const surge = (queue: string): Surge => ({
    queue,
    untilWaiting: 7,
    between: seconds(2),
    lasting: seconds(100),
  })
  return {
    firstAfter: millis(backfill + 75 * SECOND),
    every: minutes(7.5),
    giveOrTake: seconds(15),
    surges: [surge('faults'), surge('complaints'), surge('premier')],
  }
}
