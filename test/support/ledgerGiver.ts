/**
 * Gives thanks on many sites at once, run as a process that is killed when all of them stand at one step.
 * Arguments: socket of Redis, directory of the journals, prefix of the sites, how many, the step ('' to
 * end what was begun, then go on to the end), the first and last thank-you.
 */
import { epochMs } from '../../shared/time.ts'
import { openConnections } from '../../server/store/connection.ts'
import type { FailPointName } from '../../server/store/failPoint.ts'
import { givenAt, openDesk } from './ledgerDesks.ts'

const [socket = '', directory = '', prefix = '', many = '1', step = '', first = '0', last = '0'] =
  process.argv.slice(2)
const connections = openConnections({ type: 'socket', path: socket })
await connections.command.whenReady(5000)
const desks: unknown[] = []
let standing = 0

function halt(name: FailPointName, wanted: boolean): Promise<void> {
  if (!wanted || name !== step) return Promise.resolve()
  standing += 1
  if (standing === Number(many)) process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

async function give(n: number): Promise<void> {
  let giving = 0
  const failPoint = (name: FailPointName): Promise<void> => halt(name, giving === Number(last))
  const desk = await openDesk(connections, `${prefix}${n}`, directory, failPoint)
  desks.push(desk)
  await desk.redrive('begun')
  for (giving = Number(first); giving <= Number(last); giving += 1) {
    const body = { to: 'ana', by: 'lin', kind: 'thanks', audience: 'wall', amount: 1 } as const
    const at = epochMs(givenAt() + giving)
    await desk.grant(
      `k${giving}`,
      { ...body, behaviour: 'helped', at, visibleAt: at },
      `words ${giving}`,
    )
  }
}

await Promise.all(Array.from({ length: Number(many) }, (_, n) => give(n)))
process.exit(0)
