/**
 * A source in miniature, run as a process that tests may kill: sends events in batches and prints
 * the id of each one once it is acknowledged. Arguments: socket of Redis, site, first and last number.
 */
import type { FloorEvent } from '../../shared/events.ts'
import { epochMs } from '../../shared/time.ts'
import { openConnections } from '../../server/store/connection.ts'
import { openSiteStore } from '../../server/store/redisSiteStore.ts'

const [socket = '', site = '', first = '0', last = '0'] = process.argv.slice(2)
const connections = openConnections({ type: 'socket', path: socket })
await connections.command.whenReady(5000)
const store = openSiteStore(connections, site)
const event = (n: number): FloorEvent => ({
  id: `s${n}`,
  source: 'sender',
  type: 'contact.queued',
  time: epochMs(1_700_000_000_000 + n),
  data: { contact: `s${n}`, queue: 'sales' },
})
for (let from = Number(first); from <= Number(last); from += 20) {
  const batch = Array.from({ length: Math.min(20, Number(last) + 1 - from) }, (_, i) =>
    event(from + i),
  )
  await store.ingest(batch)
  process.stdout.write(`${batch.map(({ id }) => id).join('\n')}\n`)
}
await store.close()
connections.close()
