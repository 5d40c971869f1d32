import type { LastBoard, WallStore } from './wallStore.ts'

/** Bump when the shape of a board changes: an older one is then forgotten. */
const VERSION = 1
const SAVE_EVERY = 30_000

const keyOf = (site: string, screen: string): string =>
  `starboard.board.${VERSION}.${site}.${screen}`

/** The board this screen showed last, or null. Storage may be full or forbidden: then there is none. [P13] */
export function readLastBoard(site: string, screen: string): LastBoard | null {
  try {
    const text = localStorage.getItem(keyOf(site, screen))
    return text === null ? null : (JSON.parse(text) as LastBoard)
  } catch {
    return null
  }
}

function writeLastBoard(site: string, screen: string, store: WallStore): void {
  const { snapshot, settings, link } = store.getState()
  if (snapshot === null || settings === null || link.state !== 'good') return
  try {
    localStorage.setItem(keyOf(site, screen), JSON.stringify({ snapshot, settings }))
  } catch {
    // Without storage the screen starts empty next time; nothing else depends on it.
  }
}

/** Keeps the board now and then and when the page goes. Returns the way to stop. */
export function keepLastBoard(site: string, screen: string, store: WallStore): () => void {
  const keep = (): void => writeLastBoard(site, screen, store)
  const timer = setInterval(keep, SAVE_EVERY)
  addEventListener('pagehide', keep)
  return () => {
    clearInterval(timer)
    removeEventListener('pagehide', keep)
  }
}
