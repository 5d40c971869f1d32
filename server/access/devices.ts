import type { EpochMs } from '../../shared/time.ts'
import { Shelf, type AccessRecords } from './accessRecords.ts'
import type { Identity, Role, Scope } from './identity.ts'
import { hashOf, newId, newToken, scopeOfToken } from './token.ts'

/** What was let in: a screen, a tablet, an agent's device, an admin's session, a token. */
export interface Device {
  readonly id: string
  readonly role: Role
  readonly site: string | null
  readonly person: string | null
  readonly screen: string | null
  readonly scopes: readonly Scope[]
  /** How the device called itself, and where from. */
  readonly name: string
  readonly address: string
  /** Device or person that let it in. */
  readonly approvedBy: string
  readonly createdAt: EpochMs
  readonly seenAt: EpochMs
  /** Null: until revoked. */
  readonly expiresAt: EpochMs | null
}

export type NewDevice = Omit<Device, 'id' | 'createdAt' | 'seenAt'>

interface Kept extends Device {
  readonly hash: string
  readonly rotatedAt: EpochMs
  /** Still valid until the new token is used for the first time, at most a day. */
  readonly previous: { readonly hash: string; readonly until: EpochMs } | null
}

export interface Authenticated {
  readonly identity: Identity
  /** A new token that takes the place of the one shown; hand it to the device. */
  readonly renewed: string | null
}

const ROTATE_AFTER = 7 * 86_400_000
const PREVIOUS_FOR = 86_400_000
/** The new token did not arrive, or else the old one would not be shown any more. */
const ROTATE_AGAIN_AFTER = 60_000
const SEEN_EVERY = 60_000

/** Everything that was let in, by tokens that are kept hashed. [R4] */
export class Devices {
  readonly #shelf: Shelf<Kept>
  readonly #tokens: Shelf<string>
  readonly #now: () => EpochMs

  constructor(records: AccessRecords, now: () => EpochMs) {
    this.#shelf = new Shelf(records, 'devices')
    this.#tokens = new Shelf(records, 'tokens')
    this.#now = now
  }

  async admit(
    scope: string,
    fresh: NewDevice,
  ): Promise<{ readonly device: Device; readonly token: string }> {
    const id = newId()
    const at = this.#now()
    const token = newToken(scope)
    const hash = hashOf(token)
    const kept = { ...fresh, id, createdAt: at, seenAt: at, rotatedAt: at, hash, previous: null }
    await this.#shelf.change(scope, id, () => kept)
    await this.#tokens.change(scope, hash, () => id)
    return { device: publicPart(kept), token }
  }

  /** @returns null for a token that is unknown, expired, replaced or revoked. */
  async authenticate(token: string, mayRotate: boolean): Promise<Authenticated | null> {
    const scope = scopeOfToken(token)
    if (scope === null) return null
    const hash = hashOf(token)
    const id = await this.#tokens.get(scope, hash)
    const kept = id === null ? null : await this.#shelf.get(scope, id)
    const now = this.#now()
    if (kept === null || !isValid(kept, hash, now)) return null
    const due = now - kept.rotatedAt > (hash === kept.hash ? ROTATE_AFTER : ROTATE_AGAIN_AFTER)
    if (mayRotate && due) return this.#rotate(scope, kept, hash)
    if (hash !== kept.hash) return { identity: identityOf(kept), renewed: null }
    if (kept.previous !== null) await this.#drop(scope, kept)
    else if (now - kept.seenAt > SEEN_EVERY) await this.#seen(scope, kept)
    return { identity: identityOf(kept), renewed: null }
  }

  /** The token shown stays good until the new one is used: an answer may be lost on its way. */
  async #rotate(scope: string, kept: Kept, shown: string): Promise<Authenticated> {
    const token = newToken(scope)
    const fresh = hashOf(token)
    const now = this.#now()
    const until = (now + PREVIOUS_FOR) as EpochMs
    await this.#tokens.change(scope, fresh, () => kept.id)
    const { written } = await this.#shelf.change(scope, kept.id, (before) =>
      before?.hash === kept.hash
        ? {
            ...before,
            hash: fresh,
            rotatedAt: now,
            seenAt: now,
            previous: { hash: shown, until },
          }
        : undefined,
    )
    const replaced = [kept.hash, kept.previous?.hash ?? shown].filter((hash) => hash !== shown)
    for (const gone of written ? replaced : [fresh]) await this.#forget(scope, gone)
    return { identity: identityOf(kept), renewed: written ? token : null }
  }

  /** The new token has arrived: the old one ends. */
  async #drop(scope: string, kept: Kept): Promise<void> {
    await this.#shelf.change(scope, kept.id, (before) =>
      before?.hash === kept.hash && before.previous !== null
        ? { ...before, previous: null }
        : undefined,
    )
    if (kept.previous) await this.#forget(scope, kept.previous.hash)
  }

  async #seen(scope: string, kept: Kept): Promise<void> {
    const seenAt = this.#now()
    await this.#shelf.change(scope, kept.id, (before) =>
      before ? { ...before, seenAt } : undefined,
    )
  }

  async #forget(scope: string, hash: string): Promise<void> {
    await this.#tokens.change(scope, hash, (before) => (before === null ? undefined : null))
  }

  /** @returns whether there was such a device. */
  async revoke(scope: string, id: string): Promise<boolean> {
    const { before } = await this.#shelf.change(scope, id, (found) => (found ? null : undefined))
    if (before === null) return false
    await this.#forget(scope, before.hash)
    if (before.previous) await this.#forget(scope, before.previous.hash)
    return true
  }

  async find(scope: string, id: string): Promise<Device | null> {
    const kept = await this.#shelf.get(scope, id)
    return kept && !isExpired(kept, this.#now()) ? publicPart(kept) : null
  }

  /** Without those that have expired, which are removed on the way. */
  async list(scope: string): Promise<readonly Device[]> {
    const found: Device[] = []
    for (const kept of (await this.#shelf.all(scope)).values()) {
      if (isExpired(kept, this.#now())) await this.revoke(scope, kept.id)
      else found.push(publicPart(kept))
    }
    return found.toSorted((a, b) => a.createdAt - b.createdAt)
  }

  /** Which of these are still let in. */
  async standing(scope: string, ids: readonly string[]): Promise<readonly boolean[]> {
    const now = this.#now()
    const found = await this.#shelf.many(scope, ids)
    return found.map((kept) => kept !== null && !isExpired(kept, now))
  }
}

const isExpired = (kept: Kept, now: EpochMs): boolean =>
  kept.expiresAt !== null && kept.expiresAt <= now

const isValid = (kept: Kept, hash: string, now: EpochMs): boolean =>
  !isExpired(kept, now) &&
  (hash === kept.hash || (hash === kept.previous?.hash && now < kept.previous.until))

const identityOf = ({ id, role, site, person, screen, scopes }: Kept): Identity => ({
  device: id,
  role,
  site,
  person,
  screen,
  scopes,
})

function publicPart(kept: Kept): Device {
  const { hash: _hash, previous: _previous, rotatedAt: _rotatedAt, ...device } = kept
  return device
}
