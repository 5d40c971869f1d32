import { hash, verify } from '@node-rs/argon2'
import type { EpochMs } from '../../shared/time.ts'
import { Shelf, type AccessRecords } from './accessRecords.ts'
import { Tries } from './tries.ts'

export type UnlockResult =
  | { readonly lead: string }
  | { readonly code: 'WRONG_PIN'; readonly triesLeft: number }
  | { readonly code: 'LOCKED_OUT'; readonly seconds: number }

export type PinFault = 'PIN_FORM' | 'PIN_TAKEN'

interface Unlocked {
  readonly person: string
  readonly activeAt: EpochMs
}

/** A tablet that nobody touches for this long is locked, ms. [R5] */
const IDLE_LOCK = 60_000
/** Touches are written down this often, ms; so a lock may come this much early, never late. */
const TOUCH_EVERY = 2000
const FORM = /^\d{6,12}$/

/** argon2id, as it is the package's default: 19 MB and two rounds, as OWASP names for it. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The leads' PINs and which tablets they have unlocked. A PIN alone opens nothing: it needs a paired tablet. [R5] */
export class Pins {
  readonly #pins: Shelf<string>
  readonly #unlocks: Shelf<Unlocked>
  readonly #tries: Tries
  readonly #now: () => EpochMs

  constructor(records: AccessRecords, now: () => EpochMs) {
    this.#pins = new Shelf(records, 'pins')
    this.#unlocks = new Shelf(records, 'unlocks')
    this.#tries = new Tries(records, 'pin', { free: 5, firstWait: 30_000 }, now)
    this.#now = now
  }

  /** Six to twelve digits, and nobody else's at this site: the PIN tells who it is. @returns null when set. */
  async set(site: string, lead: string, pin: string): Promise<PinFault | null> {
    if (!FORM.test(pin)) return 'PIN_FORM'
    const owner = await this.#owner(site, pin, null)
    if (owner !== null && owner !== lead) return 'PIN_TAKEN'
    const kept = await hash(pin, argon)
    await this.#pins.change(site, lead, () => kept)
    return null
  }

  async forget(site: string, lead: string): Promise<void> {
    await this.#pins.change(site, lead, (before) => (before === null ? undefined : null))
  }

  /** Leads of a site with a PIN. */
  async holders(site: string): Promise<readonly string[]> {
    return [...(await this.#pins.all(site)).keys()]
  }

  /** @param only the one lead this tablet belongs to; null for any. */
  async unlock(
    site: string,
    tablet: string,
    pin: string,
    only: string | null,
  ): Promise<UnlockResult> {
    const wait = await this.#tries.waitFor(site, tablet)
    if (wait > 0) return { code: 'LOCKED_OUT', seconds: Math.ceil(wait / 1000) }
    // Counted first: a hundred tries at once are a hundred tries.
    const counted = await this.#tries.failed(site, tablet)
    const lead = FORM.test(pin) ? await this.#owner(site, pin, only) : null
    if (lead === null) {
      return counted.wait > 0
        ? { code: 'LOCKED_OUT', seconds: Math.ceil(counted.wait / 1000) }
        : { code: 'WRONG_PIN', triesLeft: counted.left }
    }
    await this.#tries.cleared(site, tablet)
    const activeAt = this.#now()
    await this.#unlocks.change(site, tablet, () => ({ person: lead, activeAt }))
    return { lead }
  }

  async lock(site: string, tablet: string): Promise<void> {
    await this.#unlocks.change(site, tablet, (before) => (before === null ? undefined : null))
  }

  /** The lead who has this tablet open, if it was touched within the last minute. */
  async leadOf(site: string, tablet: string): Promise<string | null> {
    const unlocked = await this.#unlocks.get(site, tablet)
    if (unlocked === null || this.#now() - unlocked.activeAt >= IDLE_LOCK) return null
    return unlocked.person
  }

  /** Somebody uses the tablet; without effect on one that is locked. */
  async touch(site: string, tablet: string): Promise<void> {
    const now = this.#now()
    await this.#unlocks.change(site, tablet, (before) => {
      if (before === null) return undefined
      const idle = now - before.activeAt
      return idle < TOUCH_EVERY || idle >= IDLE_LOCK ? undefined : { ...before, activeAt: now }
    })
  }

  async #owner(site: string, pin: string, only: string | null): Promise<string | null> {
    const pins = await this.#pins.all(site)
    for (const [lead, kept] of pins) {
      if ((only === null || only === lead) && (await verify(kept, pin))) return lead
    }
    return null
  }
}
