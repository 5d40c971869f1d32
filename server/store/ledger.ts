import { createHash } from 'node:crypto'
import type { Audience } from '../../shared/people.ts'
import type { EpochMs } from '../../shared/time.ts'

/** What one entry says: ids only, neither names nor words. [K4] */
export interface LedgerBody {
  /** The person recognised. */
  readonly to: string
  /** Who gave it: a person's id, or `system`. */
  readonly by: string
  readonly kind: 'thanks' | 'automatic'
  /** Of an automatic grant. [K2] */
  readonly rule?: string
  readonly behaviour?: string
  /** Where it may be seen. [K6] */
  readonly audience: Audience
  /** What the giver asked for, where consent allowed less. */
  readonly asked?: Audience
  readonly at: EpochMs
  /** Before this moment nobody else sees it. [K7] */
  readonly visibleAt: EpochMs
  /** The entry that this one takes back. [K4] */
  readonly reverses?: string
  readonly amount: 1 | -1
}

export interface LedgerEntry {
  readonly id: string
  readonly body: LedgerBody
  readonly hash: string
}

/** `known`: the same id with the same content was there before; the first entry is the answer. [K3] */
export interface GrantAnswer {
  readonly type: 'granted' | 'known' | 'conflict'
  /** The entry that stands under this id. */
  readonly entry: LedgerEntry
}

/** What a site has granted. Entries are only ever added. [K4] */
export interface Ledger {
  /** @param words kept apart from the entry. Throws `StoreUnavailable`; asking again with the same id is safe. */
  grant(id: string, body: LedgerBody, words?: string): Promise<GrantAnswer>
  /** Takes an entry back by a reversing one, once; null when there is no such entry. */
  reverse(id: string, by: string, at: EpochMs): Promise<GrantAnswer | null>
  find(id: string): Promise<LedgerEntry | null>
  /** The words of these entries, where they still exist. */
  words(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Erases what was written to these people; every sum stays true. */
  forgetWords(ids: readonly string[]): Promise<void>
  balances(): Promise<ReadonlyMap<string, number>>
  /** Entries after this place in their order, at most `count`. */
  entries(after: string | null, count: number): Promise<readonly PlacedEntry[]>
}

export interface PlacedEntry extends LedgerEntry {
  /** Place in the ledger, to go on from. */
  readonly place: string
}

/** Who grants without being a person. */
export const SYSTEM = 'system'

/** The reversing entry of an entry. */
export const reversalId = (id: string): string => `reverse:${id}`

/** One text for one value, whatever the order of its members. */
export const canonical = (id: string, body: LedgerBody): string => ordered({ ...body, id })

const ordered = (value: object): string =>
  JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))))

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Links an entry to the one before; '' before the first. [K4] */
export const chained = (previous: string, entry: string): string => sha256(`${previous}\n${entry}`)

/**
 * What makes two grants the same: all that the giver said. Not when it came in, nor what consent made of it,
 * both of which may differ when the same grant is sent again. [K3]
 */
export function contentDigest(body: LedgerBody): string {
  const { at: _at, visibleAt: _visibleAt, audience, asked, ...said } = body
  return sha256(ordered({ ...said, asked: asked ?? audience }))
}

/** @throws Error when the text is no entry of a ledger. */
export function readEntry(text: string, hash: string): LedgerEntry {
  const { id, ...body } = JSON.parse(text) as LedgerBody & { readonly id: string }
  if (typeof id !== 'string' || typeof body.to !== 'string' || Math.abs(body.amount) !== 1) {
    throw new Error('is no ledger entry')
  }
  return { id, body, hash }
}
