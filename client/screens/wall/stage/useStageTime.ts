import { useState } from 'react'
import type { Stage } from '../../../../shared/people.ts'
import type { EpochMs } from '../../../../shared/time.ts'
import { reckon } from '../../../store/siteClock.ts'
import { useWall, useWallStore } from '../../../store/useWall.ts'
import type { WallStore } from '../../../store/wallStore.ts'

/** Where on its course a paper is, in the readers' own ms, for style sheets to begin in the middle. */
export interface StageTime {
  readonly '--into': number
  readonly '--length': number
  readonly '--play': 'running' | 'paused'
}

const since = (store: WallStore, from: EpochMs): { into: number; rate: number } => {
  const { clock } = store.getState()
  if (clock === null) return { into: 0, rate: 0 }
  const passed = reckon(clock, performance.now()) - from
  return { into: Math.max(0, passed / (clock.rate === 0 ? 1 : clock.rate)), rate: clock.rate }
}

/** One paper on one running of the clock: when this changes, motion starts over from the right place. */
export function useStageKey(stage: Stage | null): string {
  const era = useWall(({ clock }) => `${clock?.era ?? 0}/${clock?.rate ?? 0}`)
  return stage === null ? '' : `${stage.id}@${stage.startedAt}@${era}`
}

/**
 * The course of the paper as this place on the page joins it: begun in the middle after a reload, and the same
 * on every wall. It stays as it is until another paper comes.
 */
export function useStageTime(stage: Stage | null): StageTime | null {
  const store = useWallStore()
  const key = useStageKey(stage)
  const begin = () => ({ key, time: stage === null ? null : stageTime(store, stage) })
  const [begun, setBegun] = useState(begin)
  if (begun.key === key) return begun.time
  const next = begin()
  setBegun(next)
  return next.time
}

function stageTime(store: WallStore, { startedAt, endsAt }: Stage): StageTime {
  const { into, rate } = since(store, startedAt)
  return {
    '--into': Math.round(into),
    '--length': Math.round((endsAt - startedAt) / (rate === 0 ? 1 : rate)),
    '--play': rate === 0 ? 'paused' : 'running',
  }
}

/** Ms since the paper was told to leave, or null; taken once, when it is told. */
export function useLeaving(leavingAt: EpochMs | null): number | null {
  const store = useWallStore()
  const [begun, setBegun] = useState<{ at: EpochMs | null; into: number }>({ at: null, into: 0 })
  if (begun.at !== leavingAt) {
    const into = leavingAt === null ? 0 : since(store, leavingAt).into
    setBegun({ at: leavingAt, into })
  }
  return leavingAt === null ? null : begun.into
}
