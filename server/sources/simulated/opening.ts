import type { FloorEvent } from '../../../shared/events.ts'
import { runName, sourceName } from './floor.ts'
import type { SimulatedRun } from './simulatedRun.ts'

/**
 * What a run says first: that its own clock rules [T6], and, when it is another floor than before, that
 * whoever was waiting in that one is gone [E6].
 */
export function opening(run: SimulatedRun, seed: number, speed: number): readonly FloorEvent[] {
  const time = run.through ?? run.from
  const name = `${runName(seed, run.from)}:${time.toString(36)}`
  const events: FloorEvent[] = []
  if (speed !== 1) {
    events.push({
      id: `${name}:replay`,
      source: sourceName,
      type: 'replay.started',
      time,
      data: { file: sourceName, from: time, speed },
    })
  }
  if (run.through === null) {
    const reason = 'a new simulated floor'
    events.push({
      id: `${name}:restart`,
      source: sourceName,
      type: 'source.restarted',
      time,
      data: { reason },
    })
  }
  return events
}
