import { useSyncExternalStore } from 'react'
import type { AlarmView } from '../../../shared/views.ts'
import type { GeometryName } from '../../parts/geometry.ts'
import { urgentQueues } from '../../parts/alarmsOfWall.ts'
import { freshnessOf, isHollow } from '../../store/freshness.ts'
import { useWall } from '../../store/useWall.ts'

const NO_ALARMS: readonly AlarmView[] = []

const upright = matchMedia('(orientation: portrait)')

const watch = (changed: () => void): (() => void) => {
  upright.addEventListener('change', changed)
  return () => upright.removeEventListener('change', changed)
}

/**
 * Which geometry to draw. `auto` makes room for people where a site names somebody, and else fills the wall
 * with operations. `compact` belongs to the pages of recognition and otherwise stands as `standard`.
 */
export function useLayout(): GeometryName {
  const isUpright = useSyncExternalStore(watch, () => upright.matches)
  const chosen = useWall((state) => state.settings?.layout ?? 'auto')
  const people = useWall((state) => (state.view?.people ?? null) !== null)
  const alarmed = useWall(
    (state) =>
      !isHollow(freshnessOf(state)) && urgentQueues(state.view?.alarms ?? NO_ALARMS).length > 0,
  )
  if (isUpright) return 'portrait'
  if (chosen === 'standard' || chosen === 'compact') return 'standard'
  if (chosen === 'auto' && people) return 'standard'
  return alarmed ? 'focusAlarm' : 'focus'
}
