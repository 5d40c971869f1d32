import type { Devices } from './devices.ts'

interface Watched {
  readonly scope: string
  readonly device: string
  readonly ended: Set<() => void>
}

/** Looks after devices that are connected, so that one revoked on any server is cut off. [P17] */
export class Watch {
  readonly #devices: Devices
  readonly #watched = new Map<string, Watched>()
  readonly #timer: NodeJS.Timeout
  #looking = false

  constructor(devices: Devices, every: number) {
    this.#devices = devices
    this.#timer = setInterval(() => void this.#look(), every)
    this.#timer.unref()
  }

  add(scope: string, device: string, ended: () => void): () => void {
    const key = keyOf(scope, device)
    const found = this.#watched.get(key) ?? { scope, device, ended: new Set() }
    this.#watched.set(key, found)
    found.ended.add(ended)
    return () => {
      found.ended.delete(ended)
      if (found.ended.size === 0 && this.#watched.get(key) === found) this.#watched.delete(key)
    }
  }

  /** Known here and now: no need to wait for the next look. */
  end(scope: string, device: string): void {
    const key = keyOf(scope, device)
    const found = this.#watched.get(key)
    this.#watched.delete(key)
    for (const ended of found?.ended ?? []) ended()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#watched.clear()
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#watched.size === 0) return
    this.#looking = true
    try {
      for (const [scope, watched] of grouped(this.#watched.values())) {
        const standing = await this.#devices.standing(
          scope,
          watched.map(({ device }) => device),
        )
        for (const [n, { device }] of watched.entries()) {
          if (standing[n] === false) this.end(scope, device)
        }
      }
    } catch {
      // The store is away: nobody can be revoked meanwhile, and the next look comes in a second.
    } finally {
      this.#looking = false
    }
  }
}

const keyOf = (scope: string, device: string): string => `${scope}\n${device}`

function grouped(all: Iterable<Watched>): ReadonlyMap<string, Watched[]> {
  const groups = new Map<string, Watched[]>()
  for (const one of all) {
    const group = groups.get(one.scope)
    if (group) group.push(one)
    else groups.set(one.scope, [one])
  }
  return groups
}
