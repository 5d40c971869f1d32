import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { socketGate } from '../../../server/access/socketGate.ts'
import { createCalendar } from '../../../server/config/calendar.ts'
import { readEnvironment } from '../../../server/config/environment.ts'
import { nobodyNamed } from '../../../server/core/peopleConfig.ts'
import { createApp } from '../../../server/http/app.ts'
import { createMonitoring } from '../../../server/http/monitoring.ts'
import { DEMO_PIN, demoLinks } from '../../../server/site/demoLinks.ts'
import { openHouseAccess, type HouseAccess } from '../../../server/site/houseAccess.ts'
import { Thanks } from '../../../server/site/thanks.ts'
import { createDoor } from '../../../server/sources/door.ts'
import { verifyLedger } from '../../../server/store/ledgerVerify.ts'
import { openLedgerDesk, type OpenLedgerDesk } from '../../../server/store/openLedgerDesk.ts'
import { openSiteStore, type RedisSiteStore } from '../../../server/store/redisSiteStore.ts'
import { silentLog } from '../../../server/store/storeFault.ts'
import type { LeadToServer, ServerToLead } from '../../../shared/protocol/people.ts'
import type { Person } from '../../../shared/people.ts'
import { dayKey, epochMs } from '../../../shared/time.ts'
import { wholeLog } from '../../contracts/siteStore.ts'
import { plainSite } from '../../support/floors.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 })

const person = (id: string, lead = false): Person => ({
  id,
  name: { 'zh-CN': id, en: id },
  alias: null,
  team: 't1',
  startedOn: dayKey('2026-01-01'),
  agents: [],
  lead,
})
const site = plainSite({
  people: { ...nobodyNamed, people: [person('lin', true), person('wei', true), person('ana')] },
  screens: [],
})
const now = () => epochMs(Date.now())
const ingestToken = 'an-ingest-token-of-the-tests'

let redis: TestRedis
let store: RedisSiteStore
let ledger: OpenLedgerDesk
let house: HouseAccess
let url = ''
let stop: () => Promise<void>

/** The house as `main.ts` builds it, with a real Redis, real sockets and nothing but a floor to watch. */
beforeAll(async () => {
  redis = await startTestRedis()
  const { connections } = redis
  const monitoring = createMonitoring(() => Promise.resolve([]))
  store = openSiteStore(connections, site.id)
  const door = createDoor(store, now, monitoring.site(site.id))
  const open = { connections, site: site.id, dataDirectory: redis.dataDir }
  ledger = await openLedgerDesk({ ...open, door, now, log: silentLog })
  const thanks = new Thanks({
    desk: ledger.desk,
    people: () => site.people,
    knows: () => false,
    consent: () => 'team',
    now,
    calendar: () => createCalendar('UTC', 0),
  })
  const environment = readEnvironment({ ADMIN_PASSWORD: 'a password of my own' })
  house = await openHouseAccess({
    connections,
    environment: { ...environment, openWalls: false },
    ingestToken,
    now,
    sites: () => [site],
    thanks: () => thanks,
  })
  const app = createApp({
    sites: () => ({ door, thanks, view: () => ({}), definitions: () => ({}) }),
    readiness: () => ({ ready: true, reasons: [] }),
    monitoring,
    log: pino({ level: 'silent' }),
    build: { version: '0.0.0', build: 'test' },
    client: { type: 'built', directory: '/nowhere' },
    ingestToken,
    metricsToken: null,
    publicUrl: null,
    trustProxy: false,
    defaultLanguage: 'en',
    house: house.house,
  })
  const server = createServer(app)
  const io = new Server<LeadToServer, ServerToLead>(server, { transports: ['websocket'] })
  const leads = io.of('/lead')
  leads.use(socketGate(house.access))
  leads.on('connection', (socket) => {
    socket.on('thank', (_thank, answer) => answer({ ok: true, visibleAt: now() }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = async () => {
    house.close()
    await io.close()
    await ledger.close()
    await store.close()
    await redis.stop()
  }
})
afterAll(() => stop())

async function ask<T>(method: string, path: string, token?: string, body?: object): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as T
}

interface Spoken {
  readonly token: string
  readonly userCode: string
  readonly deviceCode: string
  readonly error?: { readonly code: string }
  readonly visibleAt: number
  readonly audience: string
}

async function pairedTablet(): Promise<string> {
  const password = 'a password of my own'
  const admin = await ask<Spoken>('POST', '/api/v1/access/admin', undefined, { password })
  for (const [lead, pin] of [
    ['lin', '402611'],
    ['wei', '775533'],
  ]) {
    await ask('PUT', `/api/v1/access/pins/${lead ?? ''}`, admin.token, { pin })
  }
  const asked = await ask<Spoken>('POST', '/api/v1/pairing', undefined, { name: 'Tablet' })
  const grant = { allow: true, role: 'lead' }
  await ask('POST', `/api/v1/pairing/${asked.userCode}`, admin.token, grant)
  const { deviceCode } = asked
  return (await ask<Spoken>('POST', '/api/v1/pairing/token', undefined, { deviceCode })).token
}

const given = {
  id: 'thank-you-0001',
  to: 'ana',
  behaviour: 'solved',
  reason: 'You stayed calm.',
  audience: 'wall',
} as const

test('[K3, K7, P2] paired, unlocked, thanked by socket and again over HTTP: one entry, one event', async () => {
  const token = await pairedTablet()
  const tablet = (await house.tablet(token))!
  expect((await ask<Spoken>('POST', '/api/v1/kudos', token, given)).error?.code).toBe(
    'TABLET_LOCKED',
  )
  expect(await house.unlock(tablet, '775533')).toEqual({ lead: 'wei' })
  const first = await house.thank(site.id, 'wei', given)
  const again = await ask<Spoken>('POST', '/api/v1/kudos', token, given)
  expect(first).toEqual({ ok: true, visibleAt: again.visibleAt })
  expect(again.audience).toBe('team')
  expect(await house.thank(site.id, 'lin', given)).toEqual({ code: 'OTHER_CONTENT' })
  expect(await house.thank(site.id, 'wei', { ...given, id: 'short' })).toEqual({
    code: 'BAD_REQUEST',
  })
  expect(await house.withdraw(site.id, 'lin', given.id)).toEqual({ code: 'UNKNOWN_KUDOS' })
  expect(await house.withdraw(site.id, 'wei', given.id)).toEqual({ ok: true })
  const events = (await wholeLog(store)).map(({ type }) => type)
  expect(events).toEqual(['kudos.given', 'kudos.withdrawn'])
  const verdict = await verifyLedger(redis.connections.command.redis, site.id)
  expect(verdict).toMatchObject({ entries: 2, faults: [] })
})

test('[P17] a revoked tablet loses its socket and its tokens within two seconds', async () => {
  const token = await pairedTablet()
  const tablet = (await house.tablet(token))!
  await house.unlock(tablet, '402611')
  const socket = connect(`${url}/lead`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
  })
  onTestFinished(() => void socket.disconnect())
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  expect(await socket.timeout(5000).emitWithAck('thank', given)).toMatchObject({ ok: true })
  const gone = new Promise<string>((resolve) => socket.once('disconnect', resolve))
  await house.access.revoke(site.id, tablet.id)
  expect(await gone).toBe('io server disconnect')
  expect(await house.tablet(token)).toBeNull()
})

test('[R7] a password that is given is used, and none is made', () => {
  expect(house.madePassword).toBeNull()
})

test('the demo has a link for every screen, lead and some agents; those of an earlier start are ended', async () => {
  const screens = [{ id: 'main', language: 'en', layout: 'auto', theme: 'night' }] as never
  const before = await demoLinks(house.access, [{ ...site, screens }])
  const links = await demoLinks(house.access, [{ ...site, screens }])
  expect(links.map(({ role, pin }) => [role, pin])).toEqual([
    ['wall', null],
    ['lead', DEMO_PIN],
    ['lead', String(Number(DEMO_PIN) + 1)],
    ['agent', null],
  ])
  const tokenOf = (path = ''): string => path.split('#token=')[1] ?? ''
  const identities = await Promise.all(
    links.map(async ({ path }) => (await house.access.authenticate(tokenOf(path)))?.identity),
  )
  expect(identities.map((one) => one?.role)).toEqual(['wall', 'lead', 'lead', 'agent'])
  const tablet = (await house.tablet(tokenOf(links[1]?.path)))!
  expect(await house.unlock(tablet, DEMO_PIN)).toEqual({ lead: 'lin' })
  expect(await house.session(tokenOf(links[3]?.path))).toMatchObject({ person: 'ana' })
  expect(await house.session(tokenOf(links[1]?.path))).toBeNull()
  expect(await house.access.authenticate(tokenOf(before[0]?.path))).toBeNull()
})
