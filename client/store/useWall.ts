import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { WallState, WallStore } from './wallStore.ts'

export const WallContext = createContext<WallStore | null>(null)

export function useWallStore(): WallStore {
  const store = use(WallContext)
  if (store === null)
    throw new Error('No wall store here: render inside <WallContext value={store}>.')
  return store
}

/**
 * One value of the wall. Choose primitives or branches of the view: an unchanged branch keeps its identity
 * through a delta, so only what changed renders again.
 */
export const useWall = <T>(select: (state: WallState) => T): T => useStore(useWallStore(), select)
