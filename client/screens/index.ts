import type { ComponentType } from 'react'

/** What every screen is given. */
export interface ScreenProps {
  /** Its name in the address. */
  readonly name: string
}

interface ScreenEntry {
  /** First part of the address, before the screen's name. */
  readonly path: string
  readonly load: () => Promise<ComponentType<ScreenProps>>
}

/** A screen is one folder beside this file and one line here. */
const screens: readonly ScreenEntry[] = [
  { path: 'wall', load: async () => (await import('./wall/WallScreen.tsx')).WallScreen },
  { path: 'lead', load: async () => (await import('./lead/LeadScreen.tsx')).LeadScreen },
  { path: 'me', load: async () => (await import('./agent/AgentScreen.tsx')).AgentScreen },
]

/** The screen an address without a name leads to. */
export const FIRST_SCREEN = '/wall/main'

/** The entry and the name for `/wall/main`; null when no screen lives there. */
export function screenAt(
  path: string,
): { readonly entry: ScreenEntry; readonly name: string } | null {
  const [first, name, ...more] = path.split('/').filter((part) => part !== '')
  const entry = screens.find((candidate) => candidate.path === first)
  if (!entry || more.length > 0) return null
  return { entry, name: name === undefined ? 'main' : decodeURIComponent(name) }
}
