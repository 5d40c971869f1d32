import type { ActAnswer, Thank, ThankAnswer } from '../../shared/protocol/people.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { Language } from '../../shared/views.ts'
import { createAccess, type Access } from '../access/access.ts'
import type { UnlockResult } from '../access/pins.ts'
import type { Environment } from '../config/environment.ts'
import type { SiteConfig } from '../core/siteConfig.ts'
import type { AccessHouse } from '../http/accessHouse.ts'
import type { ThanksDesk } from '../http/thanksDesk.ts'
import { openAccessRecords } from '../store/accessRecordsInRedis.ts'
import type { StoreConnections } from '../store/connection.ts'

export interface HouseAccessOptions {
  readonly connections: StoreConnections
  readonly environment: Pick<
    Environment,
    'adminPassword' | 'openWalls' | 'metricsToken' | 'publicUrl' | 'defaultLanguage'
  >
  readonly ingestToken: string
  readonly now: () => EpochMs
  /** The default one first. */
  readonly sites: () => readonly SiteConfig[]
  /** Null until the site's ledger is open. */
  readonly thanks: (site: string) => ThanksDesk | null
}

/** A paired tablet, as the leads' sockets ask for it. */
export interface KnownTablet {
  readonly id: string
  readonly site: string
  readonly language: Language
}

/** An agent's device, as the agents' sockets ask for it. */
export interface KnownSession extends KnownTablet {
  readonly person: string
}

/** Access as the house has it: for the routes, the sockets and the command line. */
export interface HouseAccess {
  readonly access: Access
  /** For `createApp`. */
  readonly house: AccessHouse
  /** Made just now; print it once. Null: kept before, or given. */
  readonly madePassword: string | null
  tablet(token: string): Promise<KnownTablet | null>
  session(token: string): Promise<KnownSession | null>
  unlock(tablet: { readonly id: string; readonly site: string }, pin: string): Promise<UnlockResult>
  thank(site: string, lead: string, thank: Thank): Promise<ThankAnswer>
  withdraw(site: string, lead: string, kudos: string): Promise<ActAnswer>
  close(): void
}

/** @throws StoreUnavailable while Redis is away. */
export async function openHouseAccess(options: HouseAccessOptions): Promise<HouseAccess> {
  const { environment, ingestToken, now, sites } = options
  const { openWalls, metricsToken, publicUrl, defaultLanguage: language } = environment
  const records = openAccessRecords(options.connections)
  const access = createAccess({ records, now, ingestToken, metricsToken, openWalls })
  const house: AccessHouse = {
    access,
    sites: () => sites().map(({ id }) => id),
    person: (site, id) => {
      const config = sites().find((one) => one.id === site)
      return config?.people.people.find((one) => one.id === id) ?? null
    },
    publicUrl,
  }
  const found = async (token: string) => (await access.authenticate(token))?.identity ?? null
  return {
    access,
    house,
    madePassword: await access.admin.keep(environment.adminPassword),
    async tablet(token) {
      const identity = await found(token)
      if (identity?.role !== 'lead' || identity.site === null) return null
      return { id: identity.device, site: identity.site, language }
    },
    async session(token) {
      const identity = await found(token)
      if (identity?.role !== 'agent' || identity.site === null) return null
      const { device: id, site, person } = identity
      return person === null ? null : { id, site, person, language }
    },
    unlock: ({ id, site }, pin) => access.unlockTablet(site, id, pin),
    ...thanksByTablet(options),
    close: () => access.close(),
  }
}

/** What the desk says, in the words of the tablet's protocol. */
function thanksByTablet({ thanks }: HouseAccessOptions): Pick<HouseAccess, 'thank' | 'withdraw'> {
  return {
    async thank(site, lead, thank) {
      const given = await thanks(site)?.thank(lead, thank)
      if (given === undefined) return { code: 'UNAVAILABLE' }
      if (!('refused' in given)) return { ok: true, visibleAt: given.visibleAt }
      return { code: given.refused === 'BAD_ID' ? 'BAD_REQUEST' : given.refused }
    },
    async withdraw(site, lead, kudos) {
      const done = await thanks(site)?.withdraw({ person: lead, admin: false }, kudos)
      if (done === undefined) return { code: 'UNAVAILABLE' }
      return 'refused' in done ? { code: 'UNKNOWN_KUDOS' } : { ok: true }
    },
  }
}
