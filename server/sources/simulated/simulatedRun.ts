import { createHash } from 'node:crypto'
import { type EpochMs, epochMs } from '../../../shared/time.ts'
import type { FloorPlan } from './floorPlan.ts'

/** Where a run keeps how far it came. */
export interface Checkpoints {
  loadCheckpoint(name: string): Promise<string | null>
  saveCheckpoint(name: string, value: string): Promise<void>
}

/** One simulation from an empty floor on, across restarts of the server. */
export interface SimulatedRun {
  /** Of the plan, the seed and the speed: with another key it is another floor. */
  readonly key: string
  readonly from: EpochMs
  /** All before this was admitted; null for a run that has told nothing. */
  readonly through: EpochMs | null
}

/** Grows when the model changes, so that a floor is not continued by another model. */
const MODEL = 1
const CHECKPOINT = 'simulated'

export function planKey(plan: FloorPlan, seed: number, speed: number): string {
  const { calendar: _, ...rest } = plan
  const text = JSON.stringify([MODEL, seed, speed, rest])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** The run of before, or null when there is none that can be read. */
export async function recallRun(
  checkpoints: Checkpoints | undefined,
  notice: ((text: string) => void) | undefined,
): Promise<SimulatedRun | null> {
  const text = (await checkpoints?.loadCheckpoint(CHECKPOINT)) ?? null
  if (text === null) return null
  const [key = '', from = '', through = ''] = text.split(' ')
  const [start, end] = [Number(from), Number(through)]
  if (key === '' || !Number.isSafeInteger(start) || !(Number.isSafeInteger(end) && end >= start)) {
    notice?.(`The checkpoint of the simulated floor cannot be read; a new floor begins: ${text}`)
    return null
  }
  return { key, from: epochMs(start), through: epochMs(end) }
}

/** A run that cannot be written down goes on; the next start then tells more of it again. */
export async function rememberRun(
  checkpoints: Checkpoints | undefined,
  run: SimulatedRun,
  notice: ((text: string) => void) | undefined,
): Promise<void> {
  try {
    await checkpoints?.saveCheckpoint(CHECKPOINT, `${run.key} ${run.from} ${run.through}`)
  } catch (error) {
    notice?.(`The simulated floor could not save how far it came: ${String(error)}`)
  }
}
