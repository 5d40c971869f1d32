/** Opens the store of a data directory, takes the site, says so and stays until it is killed. */
import { leaseOwner } from '../../server/store/leaseOwner.ts'
import { openStore } from '../../server/store/openStore.ts'
import { openSiteStore } from '../../server/store/redisSiteStore.ts'

const [dataDir = '', site = ''] = process.argv.slice(2)
const opened = await openStore({ dataDir })
const store = openSiteStore(opened.connections, site)
await store.acquire(leaseOwner())
process.stdout.write('holding\n')
