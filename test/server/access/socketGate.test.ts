import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io as connect, type Socket as ClientSocket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Access } from '../../../server/access/access.ts'
import { eventPermissions } from '../../../server/access/permissions.ts'
import { socketGate } from '../../../server/access/socketGate.ts'
import { accessFor, identityOf, leadPin, tokensOf } from '../../support/accesses.ts'

let access: Access
let other: Access
let tokens: ReadonlyMap<string, string>
let url = ''
let close: () => Promise<void>
const clients: ClientSocket[] = []

const events = new Set([...eventPermissions.keys()].map((key) => key.split(' ')[1] ?? ''))
events.delete('connect')

/** Every namespace and event of the table, each event answered by a handler that lets it be known. */
beforeAll(async () => {
  const made = accessFor()
  ;({ access } = made)
  other = accessFor({}, made.records).access
  tokens = await tokensOf(access, 'main')
  const server = createServer()
  const io = new Server(server, { transports: ['websocket'], serveClient: false })
  for (const namespace of ['/wall', '/lead', '/me']) {
    io.of(namespace).use(socketGate(access, (name) => (name === '' ? 'main' : name)))
    io.of(namespace).on('connection', (socket) => {
      const served = (...[, answer]: unknown[]) => {
        if (typeof answer === 'function') (answer as (told: object) => void)({ served: true })
      }
      for (const event of [...events, 'forgotten']) socket.on(event, served)
    })
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => io.close()
})
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect()
})
afterAll(async () => {
  access.close()
  other.close()
  await close()
})

/** Connected, or the message it was turned away with. */
async function enter(namespace: string, auth: object): Promise<ClientSocket | string> {
  const options = { transports: ['websocket'], forceNew: true, reconnection: false, auth }
  const client = connect(url + namespace, options)
  clients.push(client)
  return new Promise((resolve) => {
    client.once('connect', () => resolve(client))
    client.once('connect_error', (error) => resolve(error.message))
  })
}

async function send(client: ClientSocket, event: string, question: object = {}): Promise<string> {
  const none = {}
  const asking = client.timeout(event === 'resync' ? 1000 : 5000).emitWithAck(event, question)
  const told = (await asking.catch(() => none)) as {
    readonly served?: true
    readonly code?: string
    readonly refused?: string
  }
  return told.served ? 'served' : (told.code ?? told.refused ?? 'no answer')
}

async function unlockAgain(): Promise<void> {
  await access.unlock(await identityOf(access, tokens.get('lead')!), leadPin)
}

const askers = [...(await tokensOf(accessFor().access, 'main')).keys(), 'anyone']
const count = (asker: string): readonly string[] =>
  asker === 'lead' ? ['anyone', 'tablet', 'lead'] : ['anyone', asker]

test('[P16, R1] the matrix: every socket event × everybody, and no event that the table does not name', async () => {
  const unexpected: string[] = []
  const namespaces = new Set([...eventPermissions.keys()].map((key) => key.split(' ')[0] ?? ''))
  for (const namespace of namespaces) {
    const events = [...eventPermissions].filter(([key]) => key.startsWith(`${namespace} `))
    for (const asker of askers) {
      const token = tokens.get(asker)
      const client = await enter(namespace, token === undefined ? {} : { token })
      for (const [key, allowed] of [...events, [`${namespace} forgotten`, []] as const]) {
        const event = key.split(' ')[1] ?? ''
        const may = allowed.some((one) => count(asker).includes(one))
        const told =
          event === 'connect' || typeof client === 'string'
            ? typeof client === 'string'
              ? 'turned away'
              : 'served'
            : await send(client, event)
        if (asker === 'lead' && event === 'lock') await unlockAgain()
        if ((told === 'served') !== may) unexpected.push(`${key} as ${asker}: ${told}`)
      }
    }
  }
  expect(unexpected).toEqual([])
}, 30_000)

test('[R2] a wall joins as the screen of the site that it was let in for, and as no other', async () => {
  const common = { role: 'wall', person: null, scopes: [], name: 'TV', address: '' } as const
  const grant = { ...common, site: 'main', screen: 'floor-1', approvedBy: 'lin', expiresAt: null }
  const { token } = await access.devices.admit('main', grant)
  const client = await enter('/wall', { token })
  if (typeof client === 'string') throw new Error(client)
  const join = (site: string, screen: string) => send(client, 'join', { site, screen })
  expect(await join('main', 'floor-1')).toBe('served')
  expect(await join('', 'floor-1')).toBe('served')
  expect(await join('main', 'floor-2')).toBe('UNKNOWN_SCREEN')
  expect(await join('other', 'floor-1')).toBe('UNKNOWN_SCREEN')
})

test.each([
  ['no token', {}],
  ['a wrong one', { token: 'wrong' }],
  ['one that is no text', { token: { toString: 'x' } }],
  ['one in the query alone', { query: 'token=x' }],
])('[P16] %s is turned away', async (_, auth) => {
  expect(await enter('/lead', auth)).toBe('NOT_PAIRED')
})

test('[R5] a tablet is told that it is locked, and is served once a PIN has opened it', async () => {
  const client = await enter('/lead', { token: tokens.get('tablet') })
  if (typeof client === 'string') throw new Error(client)
  expect(await send(client, 'thank')).toBe('LOCKED')
  const tablet = await identityOf(access, tokens.get('tablet')!)
  await access.unlock(tablet, leadPin)
  expect(await send(client, 'thank')).toBe('served')
  await access.pins.lock('main', tablet.device)
  expect(await send(client, 'thank')).toBe('LOCKED')
})

test('[P17] a device revoked on another server loses its sockets, and comes in no more', async () => {
  const token = (
    await access.devices.admit('main', {
      role: 'agent',
      site: 'main',
      person: 'ana',
      screen: null,
      scopes: [],
      name: 'Phone',
      address: '',
      approvedBy: 'lin',
      expiresAt: null,
    })
  ).token
  const sockets = await Promise.all([1, 2].map(() => enter('/me', { token })))
  const gone = vi.fn<() => void>()
  for (const socket of sockets) if (typeof socket !== 'string') socket.on('disconnect', gone)
  const { device } = await identityOf(other, token)
  await other.revoke('main', device)
  await vi.waitUntil(() => gone.mock.calls.length === 2, { timeout: 2000, interval: 5 })
  expect(await enter('/me', { token })).toBe('NOT_PAIRED')
})
