import { useState } from 'react'
import type { Stage } from '../../../../shared/people.ts'
import type { EpochMs } from '../../../../shared/time.ts'
import type { AlarmView } from '../../../../shared/views.ts'
import { hasSiteAlarm, urgentQueues } from '../../../parts/alarmsOfWall.ts'
import { useWall, useWallStore } from '../../../store/useWall.ts'
import type { WallState } from '../../../store/wallStore.ts'

const NO_ALARMS: readonly AlarmView[] = []

/** An urgent alarm is on: nothing else may ask for attention. */
export const isUrgentNow = ({ view }: WallState): boolean => {
  const alarms = view?.alarms ?? NO_ALARMS
  return urgentQueues(alarms).length > 0 || hasSiteAlarm(alarms)
}

/** A board from before a restart shows its figures, marked, but never celebrates again. */
const isRemembered = ({ link, clock }: WallState): boolean =>
  link.state !== 'good' && clock?.rate === 0

/**
 * What plays now. Should an alarm reach the screen before the word to leave does, the paper leaves all the
 * same: an alarm outranks a celebration, always.
 */
export function useStage(): Stage | null {
  const stage = useWall((state) =>
    isRemembered(state) ? null : (state.view?.people?.stage ?? null),
  )
  const urgent = useWall(isUrgentNow)
  const store = useWallStore()
  const [alarmedAt, setAlarmedAt] = useState<EpochMs | null>(null)
  const since = urgent ? (alarmedAt ?? store.getState().now) : null
  if (since !== alarmedAt) setAlarmedAt(since)
  if (stage === null || stage.leavingAt !== null || since === null) return stage
  return { ...stage, leavingAt: since }
}
