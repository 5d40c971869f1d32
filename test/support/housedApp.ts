import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { pino } from 'pino'
import type { Access, AccessDeps } from '../../server/access/access.ts'
import { createApp } from '../../server/http/app.ts'
import { createMonitoring } from '../../server/http/monitoring.ts'
import type { ThanksDesk } from '../../server/http/thanksDesk.ts'
import { createDoor } from '../../server/sources/door.ts'
import { epochMs } from '../../shared/time.ts'
import { accessFor, ingestToken, metricsToken, tokensOf } from './accesses.ts'
import { memorySiteStore } from './memorySiteStore.ts'

export interface HousedApp {
  readonly app: Express
  readonly server: Server
  readonly url: string
  readonly access: Access
  readonly tokens: ReadonlyMap<string, string>
  readonly pass: (ms: number) => void
  /** Lines of the log so far. */
  readonly log: readonly string[]
  ask(method: string, path: string, options?: Asking): Promise<Response>
  close(): Promise<void>
}

export interface Asking {
  readonly token?: string | undefined
  readonly body?: object | undefined
  readonly headers?: Readonly<Record<string, string>>
}

const people = new Map([
  ['lin', { lead: true }],
  ['wei', { lead: true }],
  ['ana', { lead: false }],
])

/** The whole HTTP interface with access in force, listening on loopback, on records in memory. */
export async function housedApp(
  changes: Partial<AccessDeps> = {},
  thanks?: ThanksDesk,
): Promise<HousedApp> {
  const { access, pass } = accessFor(changes)
  const monitoring = createMonitoring(() => Promise.resolve([]))
  const log: string[] = []
  const site = {
    door: createDoor(memorySiteStore('main'), () => epochMs(Date.now()), monitoring.site('main')),
    view: () => ({ site: 'main' }),
    definitions: () => ({ language: 'en' }),
    ...(thanks ? { thanks } : {}),
  }
  const app = createApp({
    sites: (id) => (id === null || id === 'main' ? site : null),
    readiness: () => ({ ready: true, reasons: [] }),
    monitoring,
    log: pino({ level: 'debug' }, { write: (line: string) => log.push(line) }),
    build: { version: '0.0.0', build: 'test' },
    client: { type: 'built', directory: '/nowhere' },
    ingestToken,
    metricsToken,
    publicUrl: null,
    trustProxy: false,
    defaultLanguage: 'zh-CN',
    house: {
      access,
      sites: () => ['main'],
      person: (_, id) => people.get(id) ?? null,
      publicUrl: null,
    },
  })
  const server = createServer(app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = (method: string, path: string, { token, body, headers }: Asking = {}) =>
    fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const close = async () => {
    access.close()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { app, server, url, access, tokens: await tokensOf(access, 'main'), pass, log, ask, close }
}

export async function codeOf(response: Response): Promise<unknown> {
  const body = (await response.json()) as { readonly error?: { readonly code?: unknown } }
  return body.error?.code
}
