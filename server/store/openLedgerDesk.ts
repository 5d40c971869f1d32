import path from 'node:path'
import type { EpochMs } from '../../shared/time.ts'
import type { Door } from '../sources/source.ts'
import type { StoreConnections } from './connection.ts'
import { failPointsFrom } from './failPoint.ts'
import { Journal } from './journal.ts'
import { LedgerDesk, type LedgerIntent } from './ledgerDesk.ts'
import { openLedger } from './ledgerInRedis.ts'
import type { StoreLog } from './storeFault.ts'

export interface OpenLedgerDeskOptions {
  readonly connections: StoreConnections
  readonly site: string
  /** DATA_DIR. */
  readonly dataDirectory: string
  readonly door: Pick<Door, 'admit'>
  readonly now: () => EpochMs
  readonly log: StoreLog
  /** How often what was begun and not ended is tried again, ms. Default: 2000. */
  readonly every?: number
}

export interface OpenLedgerDesk {
  readonly desk: LedgerDesk
  /** Ends what is begun as far as possible and closes the journal. */
  close(): Promise<void>
}

const EVERY = 2000

/** Site ids come from files and may hold anything: the journal's name may not leave the directory. */
const journalFile = (dataDirectory: string, site: string): string =>
  path.join(dataDirectory, `journal-${encodeURIComponent(site)}.log`)

/**
 * The ledger's desk of a site, which looks after its journal: ends at the start what was begun, and again
 * when another Redis answers than before, which may have lost its last seconds. [P2] [P4]
 */
export async function openLedgerDesk(options: OpenLedgerDeskOptions): Promise<OpenLedgerDesk> {
  const { connections, site, dataDirectory, log } = options
  const journal = await Journal.open<LedgerIntent>(journalFile(dataDirectory, site), {
    unreadable: (line) => log.warn({ site, line }, 'A line of the journal cannot be read'),
  })
  const ledger = openLedger(connections, site)
  const failPoint = failPointsFrom(process.env.FAILPOINT)
  const { door, now } = options
  const desk = new LedgerDesk({ site, ledger, journal, door, now, log, failPoint })
  const care = new JournalCare(desk, connections)
  const timer = setInterval(() => care.look(), options.every ?? EVERY)
  timer.unref()
  connections.command.redis.on('ready', care.look)
  care.look()
  return {
    desk,
    close: async () => {
      clearInterval(timer)
      connections.command.redis.off('ready', care.look)
      await care.idle()
      await journal.close()
    },
  }
}

/** Carries out again what has to be, one round at a time. */
class JournalCare {
  readonly #desk: LedgerDesk
  readonly #connections: StoreConnections
  #runId: string | null = null
  #round: Promise<void> | null = null

  constructor(desk: LedgerDesk, connections: StoreConnections) {
    this.#desk = desk
    this.#connections = connections
  }

  readonly look = (): void => {
    // What fails now, because the store is away or the site not live yet, is tried at the next look.
    this.#round ??= this.#carryOut()
      .catch(() => {})
      .finally(() => {
        this.#round = null
      })
  }

  idle(): Promise<void> {
    return this.#round ?? Promise.resolve()
  }

  async #carryOut(): Promise<void> {
    const { command } = this.#connections
    if (!command.ready) return
    const facts = await command.settle(command.redis.info('server'))
    const runId = /^run_id:(\S+)/m.exec(facts)?.[1] ?? ''
    const another = this.#runId !== null && runId !== this.#runId
    await this.#desk.redrive(another || this.#runId === null ? 'lost' : 'begun')
    this.#runId = runId
  }
}
