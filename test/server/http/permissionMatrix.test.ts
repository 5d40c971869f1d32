import type { Express } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standings } from '../../../server/access/identity.ts'
import { routeAllows, routePermissions } from '../../../server/access/permissions.ts'
import { housedApp, type HousedApp } from '../../support/housedApp.ts'

interface Layer {
  readonly route?: {
    readonly path: string | readonly string[]
    readonly methods: Readonly<Record<string, boolean>>
  }
  readonly handle: { readonly stack?: readonly Layer[] }
  readonly matchers?: readonly ((path: string) => { readonly path: string } | false)[]
}

let house: HousedApp
beforeAll(async () => {
  house = await housedApp()
})
afterAll(() => house.close())

const prefixes = ['/api/v1/access', '/api/v1', '/api', '/v1/access', '/v1']

/** What a router is mounted on: Express keeps only a function that says what it matches. */
function prefixOf(layer: Layer): string {
  const [matches] = layer.matchers ?? []
  const found = prefixes.find((one) => {
    const matched = matches?.(`${one}/probe`)
    return matched !== false && matched?.path === one
  })
  return found ?? ''
}

/** Every route of the app, as `METHOD /path`, taken from the app itself. */
function routesOf(layers: readonly Layer[], prefix = ''): readonly string[] {
  return layers.flatMap((layer) => {
    const { route, handle } = layer
    if (!route) return handle.stack ? routesOf(handle.stack, prefix + prefixOf(layer)) : []
    const methods = Object.keys(route.methods).filter((method) => method !== '_all')
    return [route.path]
      .flat()
      .flatMap((path) => methods.map((method) => `${method.toUpperCase()} ${prefix}${path}`))
  })
}

const routesOfApp = (app: Express) =>
  routesOf((app as unknown as { router: { stack: Layer[] } }).router.stack)

test('[R1, R2] every route of the app has an entry in the table, and every entry a route', () => {
  const routes = routesOfApp(house.app)
  expect(routes.length).toBeGreaterThan(25)
  expect(routes.filter((route) => !(route in routePermissions))).toEqual([])
  const unserved = Object.keys(routePermissions).filter((route) => !routes.includes(route))
  // Served in the demo alone.
  expect(unserved.filter((route) => route !== 'GET /demo')).toEqual([])
})

test('[R1] control: a handler without an entry is found, and the gate serves it to nobody', async () => {
  const own = await housedApp()
  const { stack } = (own.app as unknown as { router: { stack: Layer[] } }).router
  own.app.get('/api/v1/forgotten', (_request, response) => {
    response.json({ secret: true })
  })
  const forgotten = stack.pop()!
  expect(routesOfApp(own.app).filter((route) => !(route in routePermissions))).toEqual([])
  stack.unshift(forgotten)
  expect(routesOfApp(own.app).filter((route) => !(route in routePermissions))).toEqual([
    'GET /api/v1/forgotten',
  ])
  // Before the gate it is served; behind it, to nobody.
  expect((await own.ask('GET', '/api/v1/forgotten')).status).toBe(200)
  stack.shift()
  stack.splice(
    stack.findIndex(({ handle }) => handle.stack !== undefined),
    0,
    forgotten,
  )
  for (const token of [undefined, ...own.tokens.values()]) {
    expect((await own.ask('GET', '/api/v1/forgotten', { token })).status).toBe(404)
  }
  await own.close()
})

/** Who asks, and everything they count as. */
const askers = [
  ['anyone', ['anyone']],
  ['wall', ['anyone', 'wall']],
  ['tablet', ['anyone', 'tablet']],
  ['lead', ['anyone', 'tablet', 'lead']],
  ['agent', ['anyone', 'agent']],
  ['admin', ['anyone', 'admin']],
  ['integrator:events', ['anyone', 'integrator:events']],
  ['integrator:kudos', ['anyone', 'integrator:kudos']],
  ['integrator:metrics', ['anyone', 'integrator:metrics']],
] as const

const cells = Object.entries(routePermissions).flatMap(([route, allowed]) =>
  askers.map(([asker, has]) => ({
    route,
    asker,
    allowed: allowed.some((one) => (has as readonly string[]).includes(one)),
  })),
)

test('[P16, R1] the matrix: every route × everybody, asked in earnest; nobody gets in unexpectedly', async () => {
  expect(askers.map(([asker]) => asker)).toEqual(
    standings.filter((one) => !one.startsWith('passer:')),
  )
  const unexpected: string[] = []
  for (const { route, asker, allowed } of cells) {
    const [method = '', path = ''] = route.split(' ')
    // Leaving ends the token that the other cells need; its refusals are asked, its success has a test of its own.
    if (route === 'DELETE /api/v1/access/me' && allowed) continue
    const token = asker === 'anyone' ? undefined : house.tokens.get(asker)
    const address = path.replace(':site', 'main').replace(/:\w+/, 'nothing-here')
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const response = await house.ask(method, address, { token, body })
    const code = response.ok ? '' : String((await response.json()).error?.code)
    const refused = ['UNAUTHORIZED', 'FORBIDDEN', 'TABLET_LOCKED'].includes(code)
    if (refused === allowed) unexpected.push(`${route} as ${asker}: ${response.status} ${code}`)
    if (route === 'POST /api/v1/access/lock') await unlockAgain()
  }
  expect(unexpected).toEqual([])
}, 30_000)

async function unlockAgain() {
  const { leadPin } = await import('../../support/accesses.ts')
  await house.ask('POST', '/api/v1/access/unlock', {
    token: house.tokens.get('lead'),
    body: { pin: leadPin },
  })
}

test('[R1] walls and figures are open to passers-by only where the settings say so', async () => {
  const open = await housedApp({ openWalls: true, metricsToken: null })
  for (const path of ['/api/v1/view', '/api/v1/definitions', '/metrics']) {
    expect((await house.ask('GET', path)).status).toBe(401)
    expect((await open.ask('GET', path)).status).toBe(200)
  }
  expect((await open.ask('POST', '/api/v1/kudos', { body: {} })).status).toBe(401)
  await open.close()
})

test('[R2] whoever was let in to one site sees and feeds that one alone', async () => {
  const events = house.tokens.get('integrator:events')
  const elsewhere = await house.access.devices.admit('other', {
    role: 'wall',
    site: 'other',
    person: null,
    screen: null,
    scopes: [],
    name: 'TV',
    address: '',
    approvedBy: 'lin',
    expiresAt: null,
  })
  const statusOf = async (method: string, path: string, token: string | undefined) =>
    (await house.ask(method, path, { token, body: method === 'POST' ? {} : undefined })).status
  expect(await statusOf('GET', '/api/v1/view', house.tokens.get('wall'))).toBe(200)
  expect(await statusOf('GET', '/api/v1/view?site=main', house.tokens.get('wall'))).toBe(200)
  expect(await statusOf('GET', '/api/v1/view?site=other', house.tokens.get('wall'))).toBe(403)
  expect(await statusOf('GET', '/api/v1/view', elsewhere.token)).toBe(403)
  expect(await statusOf('GET', '/API/v1/definitions/', elsewhere.token)).toBe(403)
  expect(await statusOf('POST', '/api/v1/sites/other/events', events)).toBe(403)
  expect(await statusOf('POST', '/api/v1/sites/main/events', events)).toBe(400)
})

test('paths are read as Express reads them', () => {
  expect(routeAllows('HEAD', '/HEALTHZ/')).toEqual(['anyone'])
  expect(routeAllows('POST', '/api/v1/pairing/token')).toEqual(['anyone'])
  expect(routeAllows('POST', '/api/v1/pairing/BCDFGHJK')).toEqual(['lead', 'admin'])
  expect(routeAllows('PUT', '/api/v1/kudos')).toBe('otherMethod')
  expect(routeAllows('GET', '/api/v1/nothing')).toBe('unknown')
  expect(routeAllows('GET', '/api/v1//view')).toBe('unknown')
})

test.each([
  '/API/V1/devices',
  '/api/v1/access/devices/',
  '/api/v1/%61ccess/devices',
  '//api/v1/access/devices',
  '/api/v1/./access/devices',
])('[P16] no spelling of an address gets around the gate: %s', async (path) => {
  const response = await house.ask('GET', path, { token: house.tokens.get('wall') })
  expect([401, 403, 404]).toContain(response.status)
})
