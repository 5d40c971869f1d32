import type { FloorEvent } from '../../../shared/events.ts'
import { after } from '../../../shared/time.ts'
import { runName, sourceName, type Telling } from './floor.ts'
import type { FloorPlan } from './floorPlan.ts'
import type { SimulatedRun } from './simulatedRun.ts'

/**
 * What a run says first, a moment before its floor: that its own clock rules [T6], and, when it is another
 * floor than before, that whoever was waiting in that one is gone [E6] and nobody is at work yet.
 */
export function opening(
  run: SimulatedRun,
  plan: FloorPlan,
  seed: number,
  speed: number,
): readonly FloorEvent[] {
  const time = run.through ?? after(run.from, -1)
  const tellings: Telling[] = []
  if (speed !== 1) {
    const data = { file: sourceName, from: time, speed }
    tellings.push({ type: 'replay.started', data })
  }
  if (run.through === null) {
    tellings.push({ type: 'source.restarted', data: { reason: 'a new simulated floor' } })
    tellings.push(...emptyDesks(plan))
  }
  const name = `${runName(seed, run.from)}:${time.toString(36)}`
  return tellings.map(
    ({ type, data }, place) =>
      ({ id: `${name}:${place}`, source: sourceName, type, time, data }) as FloorEvent,
  )
}

/** A floor that was cut off leaves people in queues and on breaks, and a restart says nothing of them. */
function emptyDesks(plan: FloorPlan): Telling[] {
  return plan.agents.flatMap(({ id: agent }): Telling[] => [
    ...plan.queues.map(({ id: queue }): Telling => ({
      type: 'agent.leftQueue',
      data: { agent, queue },
    })),
    { type: 'agent.unpaused', data: { agent } },
  ])
}
