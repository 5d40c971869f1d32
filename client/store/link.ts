/**
 * What the silence between server and screen means. [P6]
 * No tick for 3 s: stale. More than 5 minutes: lost. Two good updates in a row heal it.
 */
export interface Link {
  readonly state: 'waiting' | 'good' | 'stale' | 'lost'
  /** The page's steady counter at the last update, ms; null before the first one. */
  readonly updatedAt: number | null
  /** Good updates in a row since it went stale. */
  readonly healing: number
}

const STALE_AFTER = 3000
const LOST_AFTER = 300_000
const UPDATES_TO_HEAL = 2

export const noLink: Link = { state: 'waiting', updatedAt: null, healing: 0 }

/** A page that starts with the last board it knew: marked from the first moment. [P13] */
export const rememberedLink = (local: number): Link => ({
  state: 'stale',
  updatedAt: local - STALE_AFTER,
  healing: 0,
})

/** A tick or a welcome came. */
export function updated(link: Link, local: number): Link {
  if (link.state === 'waiting' || link.state === 'good') {
    return { state: 'good', updatedAt: local, healing: 0 }
  }
  const healing = link.healing + 1
  return healing >= UPDATES_TO_HEAL
    ? { state: 'good', updatedAt: local, healing: 0 }
    : { ...link, updatedAt: local, healing }
}

/** Time passed. Returns the same object when nothing changes. */
export function passed(link: Link, local: number): Link {
  if (link.updatedAt === null) return link
  const silent = local - link.updatedAt
  const state = link.state !== 'waiting' && silent > LOST_AFTER ? 'lost' : link.state
  if (silent > STALE_AFTER) {
    const worse = state === 'good' ? 'stale' : state
    return worse === link.state && link.healing === 0 ? link : { ...link, state: worse, healing: 0 }
  }
  return link
}
