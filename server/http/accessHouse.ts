import type { Request } from 'express'
import type { Access } from '../access/access.ts'
import type { Identity } from '../access/identity.ts'
import { Problem } from './problem.ts'

/** What the routes of access need of the house. */
export interface AccessHouse {
  readonly access: Access
  /** Ids of the sites, the default one first. */
  readonly sites: () => readonly string[]
  /** Whether a site names somebody, and as a lead. */
  readonly person: (site: string, id: string) => { readonly lead: boolean } | null
  /** How browsers reach the server; null: as this one did. */
  readonly publicUrl: URL | null
}

/** The site that is meant, which this identity may act on. Throws Problem UNKNOWN_SITE, FORBIDDEN. */
export function siteMeant(house: AccessHouse, identity: Identity, named: string | null): string {
  const site = named ?? identity.site ?? house.sites()[0]
  if (site === undefined || !house.sites().includes(site)) {
    throw new Problem('UNKNOWN_SITE', 'No such site')
  }
  if (identity.site !== null && identity.site !== site) {
    throw new Problem('FORBIDDEN', 'Not let in to this site')
  }
  return site
}

/** Throws Problem UNKNOWN_PERSON where the site names nobody so, or no lead. */
export function needPerson(house: AccessHouse, site: string, person: string, lead: boolean): void {
  const found = house.person(site, person)
  if (found && (found.lead || !lead)) return
  throw new Problem('UNKNOWN_PERSON', lead ? 'No lead has this id' : 'Nobody has this id')
}

/** Such as `http://10.0.0.5:8080`, without a slash at the end. */
export const addressOfHouse = ({ publicUrl }: AccessHouse, request: Request): string =>
  publicUrl === null
    ? `${request.protocol}://${request.headers.host ?? 'localhost'}`
    : publicUrl.origin

const UNSEEN = /[\p{Cc}\p{Cf}]/gu

/** How a device calls itself, for whoever looks at the list: short and without unseen characters. */
export const deviceName = (request: Request, given?: string): string =>
  (given ?? request.headers['user-agent'] ?? '').replaceAll(UNSEEN, '').slice(0, 120)
