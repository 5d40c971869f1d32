import type { AgentToServer, LeadToServer } from '../../shared/protocol/people.ts'
import type { ScreenToServer } from '../../shared/protocol/messages.ts'
import type { Standing } from './identity.ts'

/** Everything that shows the floor without names of its own to protect: walls and whoever is let in anyway. */
const viewers: readonly Standing[] = ['passer:wall', 'wall', 'tablet', 'lead', 'agent', 'admin']
const everybody: readonly Standing[] = ['anyone']

/**
 * The one table of who may do what: every route, by method and pattern. What is not in here is refused. [R1]
 * Pages are shells without data; what they show comes from the routes and sockets below.
 */
export const routePermissions: Readonly<Record<string, readonly Standing[]>> = {
  'GET /': everybody,
  'GET /wall': everybody,
  'GET /wall/:screen': everybody,
  'GET /lead': everybody,
  'GET /me': everybody,
  'GET /join': everybody,
  'GET /join.js': everybody,
  'GET /pair': everybody,
  'GET /pair.js': everybody,
  'GET /enter': everybody,
  'GET /enter.js': everybody,
  'GET /access.css': everybody,
  // Mounted by the demo alone, which listens to its own machine.
  'GET /demo': everybody,

  'GET /healthz': everybody,
  'GET /readyz': everybody,
  'GET /version': everybody,
  'GET /metrics': ['passer:metrics', 'integrator:metrics', 'admin'],

  'POST /api/v1/events': ['integrator:events'],
  'POST /api/v1/sites/:site/events': ['integrator:events'],
  'GET /api/v1/view': viewers,
  'GET /api/v1/definitions': viewers,
  'POST /api/v1/kudos': ['lead', 'integrator:kudos'],
  'DELETE /api/v1/kudos/:id': ['lead', 'integrator:kudos', 'admin'],

  'POST /api/v1/pairing': everybody,
  'POST /api/v1/pairing/token': everybody,
  'GET /api/v1/pairing/:code': ['lead', 'admin'],
  'POST /api/v1/pairing/:code': ['lead', 'admin'],

  'POST /api/v1/access/admin': everybody,
  'POST /api/v1/access/enter': everybody,
  'GET /api/v1/access/me': ['wall', 'tablet', 'lead', 'agent', 'admin'],
  'DELETE /api/v1/access/me': ['wall', 'tablet', 'lead', 'agent', 'admin'],
  'POST /api/v1/access/renew': ['wall', 'tablet', 'lead', 'agent', 'admin'],
  'POST /api/v1/access/unlock': ['tablet'],
  'POST /api/v1/access/lock': ['tablet'],
  'POST /api/v1/access/links': ['lead', 'admin'],
  'GET /api/v1/access/devices': ['admin'],
  'DELETE /api/v1/access/devices/:id': ['admin'],
  'POST /api/v1/access/tokens': ['admin'],
  'PUT /api/v1/access/pins/:person': ['admin'],
  'DELETE /api/v1/access/pins/:person': ['admin'],
}

type Events<Messages> = Readonly<Record<keyof Messages | 'connect', readonly Standing[]>>

/** The same for sockets, by namespace and event; the type checker finds an event without an entry. [R1] */
const socketPermissions = {
  '/wall': { connect: viewers, join: viewers, resync: viewers } satisfies Events<ScreenToServer>,
  '/lead': {
    connect: ['tablet'],
    join: ['tablet'],
    unlock: ['tablet'],
    lock: ['tablet'],
    active: ['tablet'],
    resync: ['lead'],
    thank: ['lead'],
    withdraw: ['lead'],
    takeAlarm: ['lead'],
    shelveAlarm: ['lead'],
  } satisfies Events<LeadToServer>,
  '/me': {
    connect: ['agent'],
    join: ['agent'],
    resync: ['agent'],
    chooseAudience: ['agent'],
    hideRank: ['agent'],
    explain: ['agent'],
  } satisfies Events<AgentToServer>,
} as const

/** Every socket event as `namespace event`, with who may send it. */
export const eventPermissions: ReadonlyMap<string, readonly Standing[]> = new Map(
  Object.entries(socketPermissions).flatMap(([namespace, events]) =>
    Object.entries(events).map(([event, allowed]): [string, readonly Standing[]] => [
      `${namespace} ${event}`,
      allowed,
    ]),
  ),
)

/** Whether somebody of these standings may send this event; one that is not in the table nobody may. */
export const mayEmit = (has: readonly Standing[], namespace: string, event: string): boolean =>
  eventPermissions.get(`${namespace} ${event}`)?.some((one) => has.includes(one)) ?? false

interface Pattern {
  readonly method: string
  readonly parts: readonly string[]
  readonly allowed: readonly Standing[]
}

const patterns: readonly Pattern[] = Object.entries(routePermissions).map(([route, allowed]) => {
  const [method = '', path = ''] = route.split(' ')
  return { method, parts: path.split('/'), allowed }
})

/** As Express reads paths: letters of any case, one slash at the end or none. */
const partsOf = (path: string): readonly string[] =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1).split('/') : path.split('/')

const fits = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  pattern.every((one, n) => {
    const given = parts[n] ?? ''
    return one.startsWith(':') ? given !== '' : one === given.toLowerCase()
  })

/**
 * Who may use a route. `unknown`: no route has this path; `otherMethod`: one has, with other methods.
 * Where a fixed path and a pattern both fit, the fixed one counts, as it is registered first.
 */
export function routeAllows(
  method: string,
  path: string,
): readonly Standing[] | 'unknown' | 'otherMethod' {
  const parts = partsOf(path)
  const fitting = patterns.filter((pattern) => fits(pattern.parts, parts))
  const asked = method === 'HEAD' ? 'GET' : method
  const [exact] = fitting
    .filter((pattern) => pattern.method === asked)
    .toSorted((a, b) => wildcards(a.parts) - wildcards(b.parts))
  if (exact) return exact.allowed
  return fitting.length > 0 ? 'otherMethod' : 'unknown'
}

const wildcards = (parts: readonly string[]): number =>
  parts.filter((part) => part.startsWith(':')).length
