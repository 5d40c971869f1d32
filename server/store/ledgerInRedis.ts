import type { EpochMs } from '../../shared/time.ts'
import type { StoreConnection, StoreConnections } from './connection.ts'
import { brokenOnPurpose, type BrokenOnPurpose } from './failPoint.ts'
import {
  canonical,
  chained,
  contentDigest,
  readEntry,
  reversalId,
  type GrantAnswer,
  type Ledger,
  type LedgerBody,
  type LedgerEntry,
  type PlacedEntry,
} from './ledger.ts'
import { repeated } from './repeated.ts'
import { runScript } from './scripts.ts'
import { siteKeys, type SiteKeys } from './siteKeys.ts'

export interface LedgerOptions {
  readonly broken?: BrokenOnPurpose
  /** Negative control: called between the steps of a ledger written in steps. */
  readonly between?: () => void | Promise<void>
}

interface Wanted {
  readonly id: string
  readonly body: LedgerBody
  readonly words: string
}

class LedgerInRedis implements Ledger {
  readonly #connection: StoreConnection
  readonly #keys: SiteKeys
  readonly #broken: BrokenOnPurpose
  readonly #between: () => void | Promise<void>
  /** Entries of this server wait for each other, so that only another server can be quicker. */
  #last: Promise<unknown> = Promise.resolve()
  #head = ''

  constructor(connections: StoreConnections, site: string, options: LedgerOptions) {
    this.#connection = connections.command
    this.#keys = siteKeys(site)
    this.#broken = options.broken ?? brokenOnPurpose(process.env.FAILPOINT_BREAK)
    this.#between = options.between ?? (() => {})
  }

  async grant(id: string, body: LedgerBody, words = ''): Promise<GrantAnswer> {
    const answer = await this.#queue({ id, body, words })
    if (answer === null)
      throw new Error(`${id} takes back ${body.reverses ?? ''}, which is not there`)
    return answer
  }

  async reverse(id: string, by: string, at: EpochMs): Promise<GrantAnswer | null> {
    const granted = await this.find(id)
    if (granted === null) return null
    const { rule: _rule, asked: _asked, ...kept } = granted.body
    const amount = granted.body.amount === 1 ? -1 : 1
    const body: LedgerBody = { ...kept, by, at, visibleAt: at, reverses: id, amount }
    const answer = await this.#queue({ id: reversalId(id), body, words: '' })
    // Whoever takes back second finds it done.
    return answer?.type === 'conflict' ? { ...answer, type: 'known' } : answer
  }

  async find(id: string): Promise<LedgerEntry | null> {
    const { ledger, ledgerIds } = this.#keys
    const known = await this.#ask('finding a grant', ({ redis }) => redis.hget(ledgerIds, id))
    if (known === null) return null
    const [place = ''] = known.split(' ')
    const [found] = await this.#ask('reading a grant', ({ redis }) =>
      redis.xrange(ledger, place, place),
    )
    return found === undefined ? null : placed(found)
  }

  async words(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map()
    const found = await this.#ask('reading words', ({ redis }) =>
      redis.hmget(this.#keys.texts, ...ids),
    )
    return new Map(ids.flatMap((id, n) => (found[n] == null ? [] : [[id, found[n]]])))
  }

  async forgetWords(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#ask('erasing words', ({ redis }) => redis.hdel(this.#keys.texts, ...ids))
  }

  async balances(): Promise<ReadonlyMap<string, number>> {
    const found = await this.#ask('reading balances', ({ redis }) =>
      redis.hgetall(this.#keys.balances),
    )
    return new Map(Object.entries(found).map(([person, sum]) => [person, Number(sum)]))
  }

  async entries(after: string | null, count: number): Promise<readonly PlacedEntry[]> {
    const from = after === null ? '-' : `(${after}`
    const found = await this.#ask('reading the ledger', ({ redis }) =>
      redis.xrange(this.#keys.ledger, from, '+', 'COUNT', count),
    )
    return found.map(placed)
  }

  #queue(wanted: Wanted): Promise<GrantAnswer | null> {
    const next = this.#last.then(() => this.#append(wanted))
    this.#last = next.catch(() => {})
    return next
  }

  async #append(wanted: Wanted): Promise<GrantAnswer | null> {
    const { id, body, words } = wanted
    const text = canonical(id, body)
    const digest = contentDigest(body)
    for (;;) {
      const hash = chained(this.#head, text)
      const chain = [this.#head, text, hash]
      const rest = [body.to, body.amount, words, body.reverses ?? '']
      if (this.#broken.grantApart) await this.#appendApart([id, digest, ...chain, ...rest])
      const [type, entry = '', entryHash = ''] = await this.#script('grant', [
        id,
        digest,
        ...chain,
        ...rest,
      ])
      if (type === 'nothing') return null
      if (type === 'known' || type === 'conflict')
        return { type, entry: readEntry(entry, entryHash) }
      this.#head = type === 'moved' ? entry : hash
      if (type === 'granted') return { type, entry: { id, body, hash } }
    }
  }

  /** Negative control: the entry goes first, and what tells that it is there only afterwards. */
  async #appendApart(args: readonly (string | number)[]): Promise<void> {
    await this.#script('grantApart', args)
    await this.#between()
    const newest = await this.#connection.redis.xrevrange(this.#keys.ledger, '+', '-', 'COUNT', 1)
    if (newest[0]) await this.#connection.redis.xdel(this.#keys.ledger, newest[0][0])
  }

  async #script(
    name: 'grant' | 'grantApart',
    args: readonly (string | number)[],
  ): Promise<string[]> {
    const { ledger, ledgerIds, balances, texts } = this.#keys
    const keys = [ledger, ledgerIds, balances, texts]
    const reply = await this.#ask(name, ({ redis }) => runScript(redis, name, keys, args))
    return (reply as unknown[]).map(String)
  }

  #ask<T>(doing: string, ask: (connection: StoreConnection) => Promise<T>): Promise<T> {
    return repeated(this.#connection, doing, ask)
  }
}

const placed = ([place, [, entry = '', , hash = '']]: [string, string[]]): PlacedEntry => ({
  ...readEntry(entry, hash),
  place,
})

/** The ledger of a site, on connections that stay open. */
export const openLedger = (
  connections: StoreConnections,
  site: string,
  options: LedgerOptions = {},
): Ledger => new LedgerInRedis(connections, site, options)
