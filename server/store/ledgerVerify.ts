import type { Redis } from 'ioredis'
import { canonical, chained, contentDigest, readEntry } from './ledger.ts'
import { siteKeys } from './siteKeys.ts'

export interface LedgerVerdict {
  readonly site: string
  readonly entries: number
  /** Hash of the newest entry: two ledgers with the same are the same. */
  readonly head: string
  /** Each names the entry or person and what is wrong; empty: all is well. */
  readonly faults: readonly string[]
}

type StreamEntry = [place: string, fields: string[]]

const AT_ONCE = 1000
const MOST_FAULTS = 100

/** Recomputes chain, index and balances from the entries alone. [K4] [P2] */
export async function verifyLedger(redis: Redis, site: string): Promise<LedgerVerdict> {
  const keys = siteKeys(site)
  const check = new Recount()
  for (let full = true; full;) {
    const part = await redis.xrange(keys.ledger, check.next, '+', 'COUNT', AT_ONCE)
    for (const entry of part) check.take(entry)
    full = part.length === AT_ONCE
  }
  // The rest in one step with what it is compared to: the server may be granting meanwhile.
  const last = await redis
    .multi()
    .xrange(keys.ledger, check.next, '+')
    .hgetall(keys.ledgerIds)
    .hgetall(keys.balances)
    .exec()
  const [rest, ids, balances] = (last ?? []).map(([error, value]) => {
    if (error) throw error
    return value
  })
  for (const entry of (rest ?? []) as StreamEntry[]) check.take(entry)
  check.compare(ids as Record<string, string>, balances as Record<string, string>)
  return { site, entries: check.count, head: check.head, faults: check.faults }
}

/** Sites that have a ledger. */
export async function sitesWithLedger(redis: Redis): Promise<readonly string[]> {
  const found = new Set<string>()
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', '{*}:ledger', 'COUNT', 1000)
    cursor = next
    for (const key of keys) found.add(key.slice(1, -'}:ledger'.length))
  } while (cursor !== '0')
  return [...found].toSorted()
}

class Recount {
  count = 0
  head = ''
  /** Where reading goes on. */
  next = '-'
  readonly faults: string[] = []
  readonly #index = new Map<string, string>()
  readonly #sums = new Map<string, number>()
  readonly #reversed = new Set<string>()

  take([place, fields]: StreamEntry): void {
    this.count += 1
    this.next = `(${place}`
    const [name, text = '', hashName, hash = ''] = fields
    if (name !== 'entry' || hashName !== 'hash' || fields.length !== 4) {
      this.#fault(place, 'has other fields than entry and hash')
    }
    if (chained(this.head, text) !== hash) {
      this.#fault(place, 'does not follow from the entry before: it or its order was changed')
    }
    this.head = hash
    try {
      this.#read(place, text, hash)
    } catch (error) {
      this.#fault(place, `cannot be read (${error instanceof Error ? error.message : 'no JSON'})`)
    }
  }

  #read(place: string, text: string, hash: string): void {
    const { id, body } = readEntry(text, hash)
    if (canonical(id, body) !== text) this.#fault(place, 'is not written as the ledger writes')
    if (this.#index.has(id)) this.#fault(place, `is ${id} a second time`)
    if (body.reverses !== undefined) {
      if (!this.#index.has(body.reverses))
        this.#fault(place, `takes back ${body.reverses}, unknown`)
      if (this.#reversed.has(body.reverses)) this.#fault(place, `takes back ${body.reverses} again`)
      this.#reversed.add(body.reverses)
    }
    this.#index.set(id, `${place} ${contentDigest(body)}`)
    this.#sums.set(body.to, (this.#sums.get(body.to) ?? 0) + body.amount)
  }

  compare(ids: Readonly<Record<string, string>>, balances: Readonly<Record<string, string>>): void {
    for (const [id, expected] of this.#index) {
      if (ids[id] === expected) continue
      this.#fault(expected.split(' ')[0] ?? '', `(${id}) is not indexed as it should be`)
    }
    for (const id of Object.keys(ids)) {
      if (!this.#index.has(id)) this.#say(`The index knows ${id}, but no entry has this id.`)
    }
    for (const person of new Set([...this.#sums.keys(), ...Object.keys(balances)])) {
      const sum = this.#sums.get(person) ?? 0
      const kept = balances[person] ?? 'none'
      if (String(sum) === kept) continue
      this.#say(`The balance of ${person} is ${kept}, the entries add up to ${sum}.`)
    }
  }

  #fault(place: string, what: string): void {
    this.#say(`Entry ${place} ${what}.`)
  }

  #say(fault: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(fault)
  }
}
