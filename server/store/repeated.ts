import { setTimeout as pause } from 'node:timers/promises'
import { faultOf, type StoreConnection } from './connection.ts'
import { StoreUnavailable } from './storeFault.ts'

const RETRY_PAUSE = 10

/** How long a repeatable call is tried again before the caller hears of it, ms. */
export const PATIENCE = 4000

/**
 * Asks again until the deadline, on the clock of `performance.now()`. Only for what changes nothing when done twice.
 * @throws StoreUnavailable
 */
export async function repeated<T>(
  connection: StoreConnection,
  doing: string,
  ask: (connection: StoreConnection) => Promise<T>,
  deadline: number = performance.now() + PATIENCE,
): Promise<T> {
  for (;;) {
    await connection.whenReady(deadline - performance.now())
    if (!connection.ready) {
      throw new StoreUnavailable('STORE_UNREACHABLE', `Redis: ${connection.lastError}.`)
    }
    try {
      return await connection.settle(ask(connection))
    } catch (error) {
      const fault = faultOf(error, doing)
      if (fault.code === 'STORE_REFUSED' || performance.now() >= deadline) throw fault
    }
    // A socket that just broke is refused at once until its end is noticed: let that happen.
    await pause(RETRY_PAUSE)
  }
}
