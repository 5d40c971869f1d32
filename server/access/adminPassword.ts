import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { after, type EpochMs } from '../../shared/time.ts'
import { HOUSE, Shelf, type AccessRecords } from './accessRecords.ts'
import type { Device, Devices } from './devices.ts'
import { Tries } from './tries.ts'

const PASSWORD = 'password'
/** Judging a password takes the threads that also write the journal. */
const MOST_AT_ONCE = 2
const SESSION_FOR = 12 * 3_600_000

type Entered = { readonly device: Device; readonly token: string } | { readonly waitMs: number }

/** The one admin: a password from the settings, or one made at the first start. [R7] */
export class AdminPassword {
  readonly #shelf: Shelf<string>
  readonly #devices: Devices
  readonly #tries: Tries
  readonly #now: () => EpochMs
  #judging = 0

  constructor(records: AccessRecords, devices: Devices, now: () => EpochMs) {
    this.#shelf = new Shelf(records, 'admin')
    this.#devices = devices
    this.#tries = new Tries(records, 'admin', { free: 5, firstWait: 30_000 }, now)
    this.#now = now
  }

  /**
   * Puts the password in force.
   * @param given ADMIN_PASSWORD; null to keep the one made before.
   * @returns a password made just now, to be printed once; null otherwise.
   */
  async keep(given: string | null): Promise<string | null> {
    const kept = await this.#shelf.get(HOUSE, PASSWORD)
    if (given !== null) {
      if (kept !== null && (await verify(kept, given))) return null
      const hashed = await hash(given)
      await this.#shelf.change(HOUSE, PASSWORD, () => hashed)
      return null
    }
    if (kept !== null) return null
    const made = randomBytes(15).toString('base64url')
    const hashed = await hash(made)
    const { written } = await this.#shelf.change(HOUSE, PASSWORD, (before) =>
      before === null ? hashed : undefined,
    )
    return written ? made : null
  }

  /** A session of twelve hours, or how long to wait after a wrong try, ms (0: try again at once). */
  async enter(password: string, name: string, address: string): Promise<Entered> {
    if (this.#judging >= MOST_AT_ONCE) return { waitMs: 1000 }
    this.#judging += 1
    try {
      return await this.#judge(password, name, address)
    } finally {
      this.#judging -= 1
    }
  }

  async #judge(password: string, name: string, address: string): Promise<Entered> {
    const waitMs = await this.#tries.waitFor(HOUSE, address)
    if (waitMs > 0) return { waitMs }
    const counted = await this.#tries.failed(HOUSE, address)
    const kept = await this.#shelf.get(HOUSE, PASSWORD)
    if (kept === null || !(await verify(kept, password))) return { waitMs: counted.wait }
    await this.#tries.cleared(HOUSE, address)
    return this.#devices.admit(HOUSE, {
      role: 'admin',
      site: null,
      person: null,
      screen: null,
      scopes: [],
      name,
      address,
      approvedBy: 'password',
      expiresAt: after(this.#now(), SESSION_FOR),
    })
  }
}
