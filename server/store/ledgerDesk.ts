import type { FloorEvent } from '../../shared/events.ts'
import { epochMs, HOUR, elapsed, type EpochMs } from '../../shared/time.ts'
import type { Door } from '../sources/source.ts'
import { brokenOnPurpose, type BrokenOnPurpose, type FailPointName } from './failPoint.ts'
import type { Journal } from './journal.ts'
import {
  reversalId,
  type GrantAnswer,
  type Ledger,
  type LedgerBody,
  type LedgerEntry,
} from './ledger.ts'
import type { StoreLog } from './storeFault.ts'

/** What is written down before it is begun. */
export type LedgerIntent =
  | {
      readonly type: 'grant'
      readonly id: string
      readonly body: LedgerBody
      readonly words: string
    }
  | { readonly type: 'reverse'; readonly id: string; readonly by: string; readonly at: EpochMs }

export interface LedgerDeskPorts {
  readonly site: string
  readonly ledger: Ledger
  readonly journal: Journal<LedgerIntent>
  readonly door: Pick<Door, 'admit'>
  readonly now: () => EpochMs
  readonly log: StoreLog
  readonly failPoint?: (name: FailPointName) => void | Promise<void>
  readonly broken?: BrokenOnPurpose
}

/** Well inside the window in which an event's identity is remembered. [E1] */
const EVENT_MAY_REPEAT_FOR = 90 * HOUR

/**
 * The one way to the ledger: journal on this disk, ledger and words in one step, then the event. What was
 * begun and not ended, because the process or Redis died, is done by `redrive`. [P2]
 */
export class LedgerDesk {
  readonly #ports: LedgerDeskPorts
  readonly #broken: BrokenOnPurpose
  /** Somebody waits for these: not to be ended by a redrive. */
  readonly #underWay = new Set<string>()

  constructor(ports: LedgerDeskPorts) {
    this.#ports = ports
    this.#broken = ports.broken ?? brokenOnPurpose(process.env.FAILPOINT_BREAK)
  }

  get ledger(): Ledger {
    return this.#ports.ledger
  }

  /** Resolves when it is on disk in Redis and, for a thank-you, in the event log. Throws `StoreUnavailable`, `Overloaded`. */
  async grant(id: string, body: LedgerBody, words = ''): Promise<GrantAnswer> {
    const answer = await this.#through({ type: 'grant', id, body, words })
    if (answer === null) throw new Error(`${id} takes back what is not there`)
    return answer
  }

  /** Takes a grant back by a reversing entry, once; null when there is no such grant. [K4] */
  async reverse(id: string, by: string): Promise<GrantAnswer | null> {
    const begun = this.#ports.journal.open().find(([key]) => key === keyOf({ type: 'grant', id }))
    if (begun) await this.#carryOut(begun[1])
    return this.#through({ type: 'reverse', id, by, at: this.#ports.now() })
  }

  /**
   * Ends what was begun. With `lost`, when another Redis answers than before, also what was ended within the
   * last minutes. Doing it again changes nothing. Throws `StoreUnavailable`; call it again later.
   * @returns how many intents were carried out.
   */
  async redrive(which: 'begun' | 'lost'): Promise<number> {
    const { journal, log, site } = this.#ports
    const intents = which === 'lost' ? journal.recent() : journal.open()
    for (const [key, intent] of intents) {
      if (!this.#underWay.has(key)) await this.#carryOut(intent)
    }
    if (intents.length > 0) log.info({ site, intents: intents.length }, 'Journal carried out again')
    return intents.length
  }

  async #through(intent: LedgerIntent): Promise<GrantAnswer | null> {
    const key = keyOf(intent)
    await this.#step('grant.beforeJournal')
    this.#underWay.add(key)
    try {
      if (!this.#broken.journalOff) await this.#ports.journal.write(key, intent)
      await this.#step('grant.afterJournal')
      return await this.#carryOut(intent)
    } finally {
      this.#underWay.delete(key)
    }
  }

  async #carryOut(intent: LedgerIntent): Promise<GrantAnswer | null> {
    const answer = await this.#entered(intent)
    await this.#step('grant.afterLedger')
    if (answer !== null && answer.type !== 'conflict') await this.#announce(answer.entry)
    await this.#step('grant.afterEvent')
    await this.#ports.journal.done(keyOf(intent))
    await this.#step('grant.afterDone')
    return answer
  }

  #entered(intent: LedgerIntent): Promise<GrantAnswer | null> {
    const { ledger } = this.#ports
    return intent.type === 'grant'
      ? ledger.grant(intent.id, intent.body, intent.words)
      : ledger.reverse(intent.id, intent.by, intent.at)
  }

  async #announce(entry: LedgerEntry): Promise<void> {
    const { site, door, now } = this.#ports
    if (elapsed(entry.body.at, now()) > EVENT_MAY_REPEAT_FOR) return
    const event = eventOf(site, entry)
    if (event) await door.admit([event])
  }

  async #step(name: FailPointName): Promise<void> {
    await this.#ports.failPoint?.(name)
  }
}

const keyOf = ({ type, id }: Pick<LedgerIntent, 'type' | 'id'>): string => `${type}:${id}`

/** What the fold hears of an entry; what the fold itself found out it knows already. */
function eventOf(site: string, { id, body }: LedgerEntry): FloorEvent | null {
  const head = { source: `starboard:${site}`, time: epochMs(body.at) }
  if (body.reverses !== undefined) {
    const data = { kudos: body.reverses, by: body.by }
    return { ...head, id: reversalId(body.reverses), type: 'kudos.withdrawn', data }
  }
  if (body.kind === 'automatic') return null
  const { to, by, audience, visibleAt, behaviour = '' } = body
  const data = { kudos: id, to, by, behaviour, audience, visibleAt }
  return { ...head, id: `kudos:${id}`, type: 'kudos.given', data }
}
