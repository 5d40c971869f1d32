import { after, type EpochMs } from '../../shared/time.ts'
import { Shelf, type AccessRecords } from './accessRecords.ts'
import type { Device, Devices } from './devices.ts'
import { hashOf, newToken, scopeOfToken } from './token.ts'

interface Link {
  readonly person: string
  readonly madeBy: string
  readonly expiresAt: EpochMs
}

/** Ms. */
const LINK_FOR = 15 * 60_000
const SESSION_FOR = 90 * 86_400_000

/** Links by which an agent's own device is let in, once. [R6] */
export class Links {
  readonly #shelf: Shelf<Link>
  readonly #devices: Devices
  readonly #now: () => EpochMs

  constructor(records: AccessRecords, devices: Devices, now: () => EpochMs) {
    this.#shelf = new Shelf(records, 'links')
    this.#devices = devices
    this.#now = now
  }

  async make(
    site: string,
    person: string,
    madeBy: string,
  ): Promise<{ readonly code: string; readonly expiresAt: EpochMs }> {
    const now = this.#now()
    for (const [hash, { expiresAt }] of await this.#shelf.all(site)) {
      if (expiresAt <= now) await this.#shelf.change(site, hash, () => null)
    }
    const code = newToken(site)
    const expiresAt = after(now, LINK_FOR)
    await this.#shelf.change(site, hashOf(code), () => ({ person, madeBy, expiresAt }))
    return { code, expiresAt }
  }

  /** Uses the link up. @returns null for one that is unknown, used or expired. */
  async use(
    code: string,
    name: string,
    address: string,
  ): Promise<{ readonly device: Device; readonly token: string } | null> {
    const site = scopeOfToken(code)
    if (site === null) return null
    const { before: link } = await this.#shelf.change(site, hashOf(code), (found) =>
      found === null ? undefined : null,
    )
    const now = this.#now()
    if (link === null || link.expiresAt <= now) return null
    return this.#devices.admit(site, {
      role: 'agent',
      site,
      person: link.person,
      screen: null,
      scopes: [],
      name,
      address,
      approvedBy: link.madeBy,
      expiresAt: after(now, SESSION_FOR),
    })
  }
}
