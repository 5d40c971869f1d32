import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createApp, type AppDeps } from '../../server/http/app.ts'
import { createMonitoring, type ReadSites } from '../../server/http/monitoring.ts'
import { createDoor } from '../../server/sources/door.ts'
import { epochMs } from '../../shared/time.ts'
import { memorySiteStore, type MemorySiteStore } from './memorySiteStore.ts'

export interface ListeningApp {
  readonly url: string
  readonly port: number
  readonly store: MemorySiteStore
  readonly second: MemorySiteStore
  /** Lines of the log so far. */
  readonly log: string[]
  close(): Promise<void>
}

export const token = 'a-token-for-the-tests-only'

/** The HTTP interface listening on loopback, with two sites over stores in memory. */
export async function listeningApp(
  changes: Partial<AppDeps> = {},
  readSites: ReadSites = () => Promise.resolve([]),
): Promise<ListeningApp> {
  const log: string[] = []
  const store = memorySiteStore('default')
  const second = memorySiteStore('second')
  const monitoring = createMonitoring(readSites)
  const siteOf = (one: MemorySiteStore): ReturnType<AppDeps['sites']> => ({
    door: createDoor(one, () => epochMs(Date.now()), monitoring.site(one.site)),
    view: () => ({ site: one.site }),
    definitions: (language) => ({ language }),
  })
  const sites = new Map([store, second].map((one) => [one.site, siteOf(one)]))
  const app = createApp({
    sites: (id) => sites.get(id ?? 'default') ?? null,
    readiness: () => ({ ready: true, reasons: [] }),
    monitoring,
    log: pino({ level: 'debug' }, { write: (line: string) => log.push(line) }),
    build: { version: '0.0.0', build: 'test' },
    client: { type: 'built', directory: '/nowhere' },
    ingestToken: token,
    metricsToken: null,
    publicUrl: null,
    trustProxy: false,
    defaultLanguage: 'zh-CN',
    ...changes,
  })
  const server = createServer(app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    store,
    second,
    log,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
