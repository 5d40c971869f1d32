import path from 'node:path'
import { epochMs, type EpochMs } from '../../shared/time.ts'
import { createDoor } from '../../server/sources/door.ts'
import type { StoreConnections } from '../../server/store/connection.ts'
import type { FailPointName } from '../../server/store/failPoint.ts'
import { Journal } from '../../server/store/journal.ts'
import { LedgerDesk, type LedgerIntent } from '../../server/store/ledgerDesk.ts'
import { openLedger } from '../../server/store/ledgerInRedis.ts'
import { openSiteStore } from '../../server/store/redisSiteStore.ts'
import { silentLog } from '../../server/store/storeFault.ts'

/** A moment of today: events are remembered for days only. */
export const givenAt = (): EpochMs => epochMs(Date.now() - 60_000)

/** A desk over a real Redis and a real journal, as the server has it. */
export async function openDesk(
  connections: StoreConnections,
  site: string,
  directory: string,
  failPoint: (name: FailPointName) => void | Promise<void> = () => {},
): Promise<LedgerDesk> {
  const now = (): EpochMs => epochMs(Date.now())
  const counts = { admitted: () => {}, skewed: () => {}, setAside: () => {} }
  return new LedgerDesk({
    site,
    ledger: openLedger(connections, site, { between: () => failPoint('grant.between') }),
    journal: await Journal.open<LedgerIntent>(path.join(directory, `journal-${site}.log`)),
    door: createDoor(openSiteStore(connections, site), now, counts),
    now,
    log: silentLog,
    failPoint,
  })
}
