/**
 * A server in miniature, run as a process that tests may kill: counts events by queue, state and
 * offset committed through the store. `FAILPOINT` and `FAILPOINT_BREAK` are read by the store.
 * Arguments: socket of Redis, site.
 */
import { openConnections } from '../../server/store/connection.ts'
import { leaseOwner } from '../../server/store/leaseOwner.ts'
import { openSiteStore } from '../../server/store/redisSiteStore.ts'

const [socket = '', site = ''] = process.argv.slice(2)
const connections = openConnections({ type: 'socket', path: socket })
await connections.command.whenReady(5000)
const store = openSiteStore(connections, site)
const owner = leaseOwner()
const fence = await store.acquire(owner)
if (typeof fence !== 'number') throw new Error(`The site is held by ${fence.heldBy}.`)

const saved = await store.load()
const counts = new Map([...(saved?.rows ?? [])].map(([queue, count]) => [queue, Number(count)]))
let offset = saved?.offset ?? '0-0'
const newest = await store.newest()
while (offset !== newest) {
  const batch = await store.read(offset, 50, 100)
  const changed = new Map<string, string>()
  for (const { event } of batch.entries) {
    const queue = 'queue' in event.data ? (event.data.queue ?? '') : ''
    const count = (counts.get(queue) ?? 0) + 1
    counts.set(queue, count)
    changed.set(queue, String(count))
  }
  ;({ offset } = batch)
  if ((await store.commit(fence, { offset, changed, gone: [] })) === 'fenced') process.exit(3)
}
await store.release(owner, fence)
await store.close()
connections.close()
