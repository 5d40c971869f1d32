import { useSyncExternalStore } from 'react'
import { useWall } from './useWall.ts'

const less = matchMedia('(prefers-reduced-motion: reduce)')

const watch = (changed: () => void): (() => void) => {
  less.addEventListener('change', changed)
  return () => less.removeEventListener('change', changed)
}

/** Whether the screen's setting or the system asks for less motion. */
export function useReducedMotion(): boolean {
  const system = useSyncExternalStore(watch, () => less.matches)
  const setting = useWall((state) => state.settings?.reducedMotion ?? false)
  return system || setting
}
