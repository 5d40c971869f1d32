import type { Logger } from 'pino'
import { epochMs } from '../../shared/time.ts'
import type { KudosCrossing } from '../core/kudos/kudosCrossing.ts'
import { SYSTEM, type LedgerBody } from '../store/ledger.ts'
import type { LedgerDesk } from '../store/ledgerDesk.ts'
import type { SiteRun } from './siteRun.ts'

const LOOK_EVERY = 250
/** Asked for at once; the rest with the next look. */
const AT_ONCE = 200

/**
 * Carries to the ledger what the fold found out, and fetches the words of thank-yous. What is not done now is
 * done later: crossings are part of the saved state until the ledger has them. [P2] [K3]
 */
export class RecognitionDesk {
  readonly #run: SiteRun
  readonly #desk: LedgerDesk
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #busy = false

  constructor(run: SiteRun, desk: LedgerDesk, log: Logger) {
    this.#run = run
    this.#desk = desk
    this.#log = log
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY)
  }

  async look(): Promise<void> {
    if (this.#busy || !this.#run.live) return
    this.#busy = true
    try {
      await this.#grant()
      await this.#fetchWords()
    } catch (error) {
      this.#log.warn({ err: error }, 'Recognition waits for the ledger; tried again')
    } finally {
      this.#busy = false
    }
  }

  async #grant(): Promise<void> {
    const { toGrant } = this.#run.recognition
    for (const crossing of [...toGrant.values()].slice(0, AT_ONCE)) {
      const answer = await this.#desk.grant(crossing.id, bodyOf(crossing))
      if (answer.type === 'conflict') {
        this.#log.error(
          { kudos: crossing.id },
          'The ledger holds something else under this identity',
        )
      }
      toGrant.delete(crossing.id)
    }
  }

  async #fetchWords(): Promise<void> {
    const { wanted } = this.#run.recognition
    const ids = [...wanted].slice(0, AT_ONCE)
    if (ids.length === 0) return
    for (const [id, words] of await this.#desk.ledger.words(ids)) this.#run.words.set(id, words)
    for (const id of ids) wanted.delete(id)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}

/** Ids alone; when it crossed is the floor's time, the same on every replay. */
function bodyOf({ subject, rule, behaviour, audienceDefault, at }: KudosCrossing): LedgerBody {
  const to = subject.kind === 'person' ? subject.id : `${subject.kind}/${subject.id}`
  return {
    to,
    by: SYSTEM,
    kind: 'automatic',
    rule,
    behaviour,
    audience: audienceDefault,
    at,
    visibleAt: epochMs(at),
    amount: 1,
  }
}
