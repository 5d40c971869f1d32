import type { ReloadOrder } from '../../shared/protocol/messages.ts'

const RELOADED_FOR = 'starboard.reloaded-for'

/** What a reload needs of the browser; a fake in tests. */
export interface ReloadPort {
  /** The build this page was already reloaded for, or null. */
  readonly remembered: () => string | null
  readonly remember: (build: string) => void
  readonly reload: () => void
  /** Between 0 and 1. */
  readonly random: () => number
  readonly later: (work: () => void, delay: number) => void
}

export const browserReload: ReloadPort = {
  remembered: () => sessionStorage.getItem(RELOADED_FOR),
  remember: (build) => sessionStorage.setItem(RELOADED_FOR, build),
  reload: () => location.reload(),
  random: () => Math.random(),
  later: (work, delay) => void setTimeout(work, delay),
}

/**
 * Loads the new build once, after a random part of `within`, so that a hall of screens does not ask at the
 * same moment. A page that was reloaded for this build already stays as it is: no loop. [P12]
 * @returns whether a reload is on its way
 */
export function followReload(order: ReloadOrder, port: ReloadPort): boolean {
  if (port.remembered() === order.build) return false
  port.remember(order.build)
  port.later(port.reload, Math.round(port.random() * Math.max(0, order.within)))
  return true
}
