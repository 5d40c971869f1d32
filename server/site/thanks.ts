import type { Audience } from '../../shared/people.ts'
import type { Thank } from '../../shared/protocol/people.ts'
import { cleanReason, reasonFault } from '../../shared/reasonFault.ts'
import { after, type Calendar, type EpochMs } from '../../shared/time.ts'
import type { PeopleConfig } from '../core/peopleConfig.ts'
import type {
  Thanked,
  ThanksDesk,
  ThanksRefusal,
  Withdrawer,
  Withdrawn,
} from '../http/thanksDesk.ts'
import { reversalId, type LedgerBody, type LedgerEntry } from '../store/ledger.ts'
import type { LedgerDesk } from '../store/ledgerDesk.ts'

/** How many thank-yous one lead may give, in a business day. */
export interface ThanksQuota {
  readonly perDay: number
  readonly perPersonPerDay: number
}

const defaultThanksQuota: ThanksQuota = { perDay: 30, perPersonPerDay: 5 }

export interface ThanksPorts {
  readonly desk: LedgerDesk
  readonly people: () => Pick<PeopleConfig, 'people' | 'behaviours'>
  /** Whether somebody works here whom the site file does not name. */
  readonly knows: (person: string) => boolean
  /** How far this person's recognition may be seen; null until they have chosen. [K6] */
  readonly consent: (person: string) => Audience | null
  readonly now: () => EpochMs
  readonly calendar: () => Calendar
  readonly quota?: ThanksQuota
}

/** Time to take a thank-you back before anybody else sees it, ms. [K7] */
const UNDO_FOR = 10_000
const ID = /^[\w-]{8,64}$/
const AT_ONCE = 1000
const widths: readonly Audience[] = ['me', 'team', 'wall']

/** A lead's thank-you, from the words on the tablet to the ledger. [K7] */
export class Thanks implements ThanksDesk {
  readonly #ports: ThanksPorts
  /** One at a time, so that a quota cannot be passed by many at once. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(ports: ThanksPorts) {
    this.#ports = ports
  }

  thank(by: string, thank: Thank): Promise<Thanked> {
    const next = this.#last.then(() => this.#thank(by, thank))
    this.#last = next.catch(() => {})
    return next
  }

  async #thank(by: string, thank: Thank): Promise<Thanked> {
    const { desk, now } = this.#ports
    const { id, behaviour } = thank
    const to = this.#personOf(thank.to)
    const words = cleanReason(thank.reason)
    if (!ID.test(id)) return { refused: 'BAD_ID' }
    const known = await desk.ledger.find(id)
    // What was taken once was right then: quota, consent and words are not judged again.
    const refused = known === null ? await this.#refusal(by, to, behaviour, words) : null
    if (refused !== null) return { refused }
    const at = now()
    const asked = thank.audience
    const audience = narrower(asked, this.#ports.consent(to) ?? 'me')
    const body: LedgerBody = {
      to,
      by,
      kind: 'thanks',
      behaviour,
      audience,
      ...(asked === audience ? {} : { asked }),
      at,
      visibleAt: after(at, UNDO_FOR),
      amount: 1,
    }
    const answer = await desk.grant(id, body, words)
    if (answer.type === 'conflict') return { refused: 'OTHER_CONTENT' }
    return this.#thanked(answer.entry)
  }

  async withdraw(by: Withdrawer, id: string): Promise<Withdrawn> {
    const { desk, now } = this.#ports
    const entry = await desk.ledger.find(id)
    if (entry === null || entry.body.amount !== 1) return { refused: 'UNKNOWN_KUDOS' }
    if (!by.admin && entry.body.by !== by.person) return { refused: 'NOT_YOURS' }
    const answer = await desk.reverse(id, by.person ?? 'admin')
    if (answer === null) return { refused: 'UNKNOWN_KUDOS' }
    const seen = Math.min(now(), answer.entry.body.at) >= entry.body.visibleAt
    return { id, seen }
  }

  async #thanked({ id, body }: LedgerEntry): Promise<Thanked> {
    const { audience, at, visibleAt } = body
    const withdrawn = (await this.#ports.desk.ledger.find(reversalId(id))) !== null
    return { id, audience, at, visibleAt, withdrawn }
  }

  async #refusal(
    by: string,
    to: string,
    behaviour: string,
    words: string,
  ): Promise<ThanksRefusal | null> {
    const { people, knows } = this.#ports
    if (to === this.#personOf(by)) return 'SELF'
    const { people: named, behaviours } = people()
    if (!named.some(({ id }) => id === to) && !knows(to)) return 'UNKNOWN_PERSON'
    if (!behaviours.some(({ id }) => id === behaviour)) return 'UNKNOWN_BEHAVIOUR'
    return reasonFault(words) ?? ((await this.#quotaLeft(by, to)) ? null : 'QUOTA')
  }

  /** Counted on the ledger itself: nothing else to keep true. What was taken back counts for nothing. */
  async #quotaLeft(by: string, to: string): Promise<boolean> {
    const { perDay, perPersonPerDay } = this.#ports.quota ?? defaultThanksQuota
    const given = await this.#givenToday(by)
    const toPerson = [...given.values()].filter((person) => person === to)
    return given.size < perDay && toPerson.length < perPersonPerDay
  }

  /** Thank-yous of this lead today: id → to whom. */
  async #givenToday(by: string): Promise<ReadonlyMap<string, string>> {
    const { desk, now, calendar } = this.#ports
    const days = calendar()
    const given = new Map<string, string>()
    let place = String(days.startOf(days.dayOf(now())))
    for (let full = true; full;) {
      const part = await desk.ledger.entries(place, AT_ONCE)
      for (const { id, body } of part) {
        if (body.reverses !== undefined) given.delete(body.reverses)
        else if (body.kind === 'thanks' && body.by === by) given.set(id, body.to)
      }
      full = part.length === AT_ONCE
      place = part.at(-1)?.place ?? place
    }
    return given
  }

  /** Sources call people by other names than the site file does. */
  #personOf(name: string): string {
    const { people } = this.#ports.people()
    const named = people.find(({ id, agents }) => id === name || agents.includes(name))
    return named?.id ?? name
  }
}

const narrower = (a: Audience, b: Audience): Audience =>
  widths.indexOf(a) < widths.indexOf(b) ? a : b
