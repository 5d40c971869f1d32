import type { Language } from '../../shared/views.ts'
import type { Door } from '../sources/source.ts'
import { Problem } from './problem.ts'
import type { ThanksDesk } from './thanksDesk.ts'

/** What the HTTP interface asks of a running site. */
export interface HttpSite {
  readonly door: Door
  /** The snapshot that a wall gets, as plain data; null until the fold has caught up. */
  view(role: 'wall'): object | null
  /** What each figure means and what is set, in words of one language. [M20] [M22] */
  definitions(language: Language): object
  /** Absent until the ledger is open. */
  readonly thanks?: ThanksDesk | undefined
}

/** The site of this id, or the default site for null. */
export type SiteLookup = (id: string | null) => HttpSite | null

/** @throws Problem UNKNOWN_SITE */
export function siteNamed(sites: SiteLookup, id: unknown): HttpSite {
  const name = typeof id === 'string' ? id : null
  const site = sites(name)
  if (site) return site
  throw new Problem(
    'UNKNOWN_SITE',
    name === null ? 'No site is running' : `No site ${name.slice(0, 64)}`,
  )
}
