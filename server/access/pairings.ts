import { after, type EpochMs } from '../../shared/time.ts'
import { HOUSE, Shelf, type AccessRecords } from './accessRecords.ts'
import type { Device, Devices } from './devices.ts'
import type { Identity } from './identity.ts'
import { hashOf, newToken, newUserCode } from './token.ts'
import { Tries } from './tries.ts'

/** What a device is let in as; fixed by whoever approves, never by the device. [R3] */
export interface PairingGrant {
  readonly role: 'wall' | 'lead'
  readonly site: string
  /** Of a wall: which screen. */
  readonly screen: string | null
  /** Of a tablet: the one lead who may unlock it; null for every lead of the site. */
  readonly person: string | null
}

/** What the approver sees of a device that asks. */
export interface WaitingDevice {
  readonly userCode: string
  readonly name: string
  readonly address: string
  readonly askedAt: EpochMs
  readonly expiresAt: EpochMs
}

interface Pairing extends WaitingDevice {
  readonly state: 'waiting' | 'approved' | 'denied' | 'used'
  readonly polledAt: EpochMs | null
  readonly grant: PairingGrant | null
  readonly approvedBy: string | null
}

export type PairingAnswer =
  | { readonly type: 'pending' | 'slowDown' | 'expired' | 'denied' }
  | { readonly type: 'paired'; readonly token: string; readonly device: Device }

export type Approval = 'done' | 'unknownCode' | 'throttled'

/** Seconds. */
export const PAIRING_EXPIRES_IN = 600
export const PAIRING_INTERVAL = 5
const MOST_WAITING = 1000

/** Screens and tablets that ask to be let in, in the manner of RFC 8628. [R3] */
export class Pairings {
  readonly #shelf: Shelf<Pairing>
  readonly #userCodes: Shelf<string>
  readonly #devices: Devices
  readonly #tries: Tries
  readonly #now: () => EpochMs

  constructor(records: AccessRecords, devices: Devices, now: () => EpochMs) {
    this.#shelf = new Shelf(records, 'pairings')
    this.#userCodes = new Shelf(records, 'userCodes')
    this.#devices = devices
    this.#tries = new Tries(records, 'pairing', { free: 5, firstWait: 600_000 }, now)
    this.#now = now
  }

  /** @returns null when too many wait already. */
  async ask(
    name: string,
    address: string,
  ): Promise<{ readonly deviceCode: string; readonly userCode: string } | null> {
    if ((await this.#sweep()) >= MOST_WAITING) return null
    const deviceCode = newToken(HOUSE)
    const hash = hashOf(deviceCode)
    const userCode = await this.#freeCode(hash)
    const askedAt = this.#now()
    await this.#shelf.change(HOUSE, hash, () => ({
      userCode,
      name,
      address,
      askedAt,
      expiresAt: after(askedAt, PAIRING_EXPIRES_IN * 1000),
      state: 'waiting',
      polledAt: null,
      grant: null,
      approvedBy: null,
    }))
    return { deviceCode, userCode }
  }

  async #freeCode(hash: string): Promise<string> {
    for (;;) {
      const code = newUserCode()
      const { written } = await this.#userCodes.change(HOUSE, code, (taken) =>
        taken === null ? hash : undefined,
      )
      if (written) return code
    }
  }

  /** What asks under this code. Wrong codes are counted against whoever tries them. */
  async look(userCode: string, by: Identity): Promise<WaitingDevice | Exclude<Approval, 'done'>> {
    if ((await this.#tries.waitFor(HOUSE, by.device)) > 0) return 'throttled'
    const found = await this.#waiting(userCode)
    if (found === null) {
      await this.#tries.failed(HOUSE, by.device)
      return 'unknownCode'
    }
    const { name, address, askedAt, expiresAt } = found.pairing
    return { userCode, name, address, askedAt, expiresAt }
  }

  /** Lets the device in as `grant`, or turns it away with null. */
  async decide(userCode: string, grant: PairingGrant | null, by: Identity): Promise<Approval> {
    const seen = await this.look(userCode, by)
    if (typeof seen === 'string') return seen
    const hash = await this.#userCodes.get(HOUSE, userCode)
    if (hash === null) return 'unknownCode'
    const { written } = await this.#shelf.change(HOUSE, hash, (pairing) =>
      pairing?.state === 'waiting'
        ? {
            ...pairing,
            state: grant === null ? 'denied' : 'approved',
            grant,
            approvedBy: by.person ?? by.device,
          }
        : undefined,
    )
    // The code has done its work: nobody can use it a second time.
    await this.#userCodes.change(HOUSE, userCode, () => null)
    await this.#tries.cleared(HOUSE, by.device)
    return written ? 'done' : 'unknownCode'
  }

  /** Asked by the device until it is let in; the token is handed out once. */
  async poll(deviceCode: string): Promise<PairingAnswer> {
    const hash = hashOf(deviceCode)
    const now = this.#now()
    const { before, after: pairing } = await this.#shelf.change(HOUSE, hash, (found) => {
      if (found === null || found.expiresAt <= now) return undefined
      if (found.state === 'approved') return { ...found, state: 'used' }
      return { ...found, polledAt: now }
    })
    if (before === null || pairing === null || before.expiresAt <= now) return { type: 'expired' }
    if (before.state === 'used') return { type: 'expired' }
    if (before.state === 'denied') return { type: 'denied' }
    if (before.state === 'approved') return this.#admit(before)
    const tooSoon =
      before.polledAt !== null && now - before.polledAt < (PAIRING_INTERVAL - 1) * 1000
    return { type: tooSoon ? 'slowDown' : 'pending' }
  }

  async #admit({ grant, name, address, approvedBy }: Pairing): Promise<PairingAnswer> {
    if (grant === null) return { type: 'denied' }
    const { device, token } = await this.#devices.admit(grant.site, {
      ...grant,
      scopes: [],
      name,
      address,
      approvedBy: approvedBy ?? '',
      expiresAt: null,
    })
    return { type: 'paired', token, device }
  }

  async #waiting(userCode: string): Promise<{ readonly pairing: Pairing } | null> {
    const hash = await this.#userCodes.get(HOUSE, userCode)
    const pairing = hash === null ? null : await this.#shelf.get(HOUSE, hash)
    if (pairing?.state !== 'waiting' || pairing.expiresAt <= this.#now()) return null
    return { pairing }
  }

  /** Forgets what has expired. @returns how many are left. */
  async #sweep(): Promise<number> {
    const now = this.#now()
    let left = 0
    for (const [hash, pairing] of await this.#shelf.all(HOUSE)) {
      if (pairing.expiresAt > now) {
        left += 1
        continue
      }
      await this.#shelf.change(HOUSE, hash, () => null)
      await this.#userCodes.change(HOUSE, pairing.userCode, (held) =>
        held === hash ? null : undefined,
      )
    }
    return left
  }
}
