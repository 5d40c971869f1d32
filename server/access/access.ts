import { timingSafeEqual } from 'node:crypto'
import type { EpochMs } from '../../shared/time.ts'
import { HOUSE, type AccessRecords } from './accessRecords.ts'
import { AdminPassword } from './adminPassword.ts'
import { Devices, type Authenticated, type Device } from './devices.ts'
import { standingsOf, type Identity, type Open, type Scope, type Standing } from './identity.ts'
import { LatelySeen, onlyLooks } from './latelySeen.ts'
import { Links } from './links.ts'
import { Pairings } from './pairings.ts'
import { Pins, type UnlockResult } from './pins.ts'
import { hashOf } from './token.ts'
import { Watch } from './watch.ts'

export {
  PAIRING_EXPIRES_IN,
  PAIRING_INTERVAL,
  type Approval,
  type PairingAnswer,
  type PairingGrant,
} from './pairings.ts'
export { shownCode, typedCode } from './token.ts'

export interface AccessDeps {
  readonly records: AccessRecords
  readonly now: () => EpochMs
  /** INGEST_TOKEN, which sends events to every site. */
  readonly ingestToken: string
  /** Null: whoever reaches the port may read /metrics. */
  readonly metricsToken: string | null
  /** OPEN_WALLS: whoever reaches the port may see a wall. */
  readonly openWalls: boolean
  /** How often open sockets are looked after, ms. Default: 1000, so that a revoked one ends within 2 s. [P17] */
  readonly every?: number
}

/** Who may come in, and who is in. */
export interface Access {
  readonly pairings: Pairings
  readonly links: Links
  readonly pins: Pins
  readonly admin: AdminPassword
  readonly devices: Devices
  /** Null for a token that is unknown, expired or revoked. Throws `StoreUnavailable`. */
  authenticate(
    token: string,
    options?: { readonly rotate?: boolean },
  ): Promise<Authenticated | null>
  /** The same identity as it is now: a lead's tablet may have been locked or unlocked. Null: let in no more. */
  current(identity: Identity): Promise<Identity | null>
  standings(identity: Identity | null): readonly Standing[]
  /** Unlocks a tablet by a lead's PIN. */
  unlock(tablet: Identity, pin: string): Promise<UnlockResult>
  unlockTablet(site: string, device: string, pin: string): Promise<UnlockResult>
  /** Ends a device everywhere. @returns whether there was one. */
  revoke(site: string | null, device: string): Promise<boolean>
  /** Calls `ended` once, as soon as the device is revoked or expires, here or on another server. @returns what ends the watch. */
  watch(identity: Identity, ended: () => void): () => void
  /** A token for a program: of one site, or with null of all. */
  issueToken(grant: TokenGrant): Promise<{ readonly device: Device; readonly token: string }>
  close(): void
}

export interface TokenGrant {
  readonly site: string | null
  readonly name: string
  readonly scopes: readonly Scope[]
  /** In whose name it gives thanks; needed for the scope `kudos`. */
  readonly person: string | null
  readonly approvedBy: string
}

const noTablet = { code: 'WRONG_PIN', triesLeft: 0 } as const

/** Devices that stand for a setting, not for a record. */
const SETTING = 'setting:'

const scopeOf = (site: string | null): string => site ?? HOUSE

class HouseAccess implements Access {
  readonly devices: Devices
  readonly pins: Pins
  readonly pairings: Pairings
  readonly links: Links
  readonly admin: AdminPassword
  readonly #watch: Watch
  readonly #settings: (token: string) => Identity | null
  readonly #open: readonly Open[]
  readonly #lately = new LatelySeen()

  constructor(deps: AccessDeps) {
    const { records, now } = deps
    this.devices = new Devices(records, now)
    this.pins = new Pins(records, now)
    this.pairings = new Pairings(records, this.devices, now)
    this.links = new Links(records, this.devices, now)
    this.admin = new AdminPassword(records, this.devices, now)
    this.#watch = new Watch(this.devices, deps.every ?? 1000)
    this.#settings = settingTokens(deps)
    this.#open = [
      ...(deps.openWalls ? (['passer:wall'] as const) : []),
      ...(deps.metricsToken === null ? (['passer:metrics'] as const) : []),
    ]
  }

  async authenticate(
    token: string,
    { rotate = false }: { readonly rotate?: boolean } = {},
  ): Promise<Authenticated | null> {
    const setting = this.#settings(token)
    if (setting) return { identity: setting, renewed: null }
    try {
      const found = await this.devices.authenticate(token, rotate)
      this.#lately.note(token, found?.identity ?? null)
      return found && { ...found, identity: await this.#withLead(found.identity) }
    } catch (error) {
      const known = this.#lately.find(token)
      if (known) return { identity: known, renewed: null }
      throw error
    }
  }

  async current(identity: Identity): Promise<Identity | null> {
    if (identity.device.startsWith(SETTING)) return identity
    try {
      const [stands] = await this.devices.standing(scopeOf(identity.site), [identity.device])
      return stands ? await this.#withLead(identity) : null
    } catch (error) {
      if (onlyLooks(identity)) return identity
      throw error
    }
  }

  standings(identity: Identity | null): readonly Standing[] {
    return standingsOf(identity, this.#open)
  }

  async unlock({ site, device }: Identity, pin: string): Promise<UnlockResult> {
    return site === null ? noTablet : this.unlockTablet(site, device, pin)
  }

  async unlockTablet(site: string, device: string, pin: string): Promise<UnlockResult> {
    const tablet = await this.devices.find(site, device)
    if (tablet?.role !== 'lead') return noTablet
    return this.pins.unlock(site, device, pin, tablet.person)
  }

  async revoke(site: string | null, device: string): Promise<boolean> {
    const was = await this.devices.revoke(scopeOf(site), device)
    this.#lately.forget(device)
    this.#watch.end(scopeOf(site), device)
    return was
  }

  watch({ site, device }: Identity, ended: () => void): () => void {
    if (device.startsWith(SETTING)) return () => {}
    return this.#watch.add(scopeOf(site), device, ended)
  }

  issueToken(grant: TokenGrant): Promise<{ readonly device: Device; readonly token: string }> {
    const kept = { role: 'integrator', screen: null, address: '', expiresAt: null } as const
    return this.devices.admit(scopeOf(grant.site), { ...kept, ...grant })
  }

  close(): void {
    this.#watch.close()
  }

  /** A lead's tablet speaks for the lead who has it open, and else for nobody. */
  async #withLead(identity: Identity): Promise<Identity> {
    const { role, site, device } = identity
    if (role !== 'lead' || site === null) return identity
    return { ...identity, person: await this.pins.leadOf(site, device) }
  }
}

/** Access on records that survive restarts; `close` stops its timer. */
export const createAccess = (deps: AccessDeps): Access => new HouseAccess(deps)

/** Tokens that stand in the settings, compared in constant time. */
function settingTokens({ ingestToken, metricsToken }: AccessDeps) {
  const known = [
    { token: ingestToken, name: 'ingest', scope: 'events' as const },
    ...(metricsToken === null
      ? []
      : [{ token: metricsToken, name: 'metrics', scope: 'metrics' as const }]),
  ].map(({ token, name, scope }) => ({ digest: Buffer.from(hashOf(token)), name, scope }))
  return (token: string): Identity | null => {
    const digest = Buffer.from(hashOf(token))
    const held = known.filter((one) => timingSafeEqual(one.digest, digest))
    const [first] = held
    if (!first) return null
    return {
      device: `${SETTING}${first.name}`,
      role: 'integrator',
      site: null,
      person: null,
      screen: null,
      scopes: held.map(({ scope }) => scope),
    }
  }
}
