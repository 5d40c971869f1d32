import type { Identity } from './identity.ts'
import { hashOf } from './token.ts'

/** Enough for every screen of a large house. */
const MOST = 5000

/** Walls and agents' pages show what they are sent; what they do is an event, which needs the store anyway. */
export const onlyLooks = ({ role }: Identity): boolean => role === 'wall' || role === 'agent'

/**
 * Screens that were let in before: while the store is away they may come back and go on showing the floor.
 * Nobody can be revoked meanwhile, as that needs the store too. [P6]
 */
export class LatelySeen {
  readonly #identities = new Map<string, Identity>()

  note(token: string, identity: Identity | null): void {
    const key = hashOf(token)
    this.#identities.delete(key)
    if (identity === null || !onlyLooks(identity)) return
    this.#identities.set(key, identity)
    const [oldest] = this.#identities.keys()
    if (this.#identities.size > MOST && oldest !== undefined) this.#identities.delete(oldest)
  }

  find(token: string): Identity | null {
    return this.#identities.get(hashOf(token)) ?? null
  }

  forget(device: string): void {
    for (const [key, identity] of this.#identities) {
      if (identity.device === device) this.#identities.delete(key)
    }
  }
}
