import type { Request, RequestHandler } from 'express'
import type { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Access } from '../access/access.ts'
import type { Identity } from '../access/identity.ts'
import { routeAllows } from '../access/permissions.ts'
import type { AccessHouse } from './accessHouse.ts'
import { bearerToken, countWrong, wrongTokenLimiter } from './bearer.ts'
import { Problem } from './problem.ts'
import { cookieToken } from './sessionCookie.ts'

const identities = new WeakMap<Request, Identity>()

/** Who asks, on a route that is open to nobody unknown. Throws Problem UNAUTHORIZED. */
export function knownIdentity(request: Request): Identity {
  const identity = identities.get(request)
  if (identity) return identity
  throw new Problem('UNAUTHORIZED', 'No token')
}

/**
 * The first thing on every request: the one table says who may use the route, and what is not in the table
 * is refused. Files of the client are not in it: they are the same for everybody. [R1] [P16]
 */
export function accessGate({
  access,
  sites,
}: Pick<AccessHouse, 'access' | 'sites'>): RequestHandler {
  const limiter = wrongTokenLimiter()
  return async (request, _response, next) => {
    const allowed = routeAllows(request.method, request.path)
    if (allowed === 'unknown') {
      const reading = request.method === 'GET' || request.method === 'HEAD'
      if (reading && !/^\/api(?:\/|$)/i.test(request.path)) return next()
      throw new Problem('NOT_FOUND', `Nothing at ${request.path.slice(0, 200)}`)
    }
    // The route itself answers which methods there are.
    if (allowed === 'otherMethod' || allowed.includes('anyone')) return next()
    const identity = await identify(access, limiter, request)
    if (identity) identities.set(request, identity)
    const has = access.standings(identity)
    if (allowed.some((one) => has.includes(one))) {
      const open = allowed.some((one) => access.standings(null).includes(one))
      if (!open && identity) refuseOtherFloors(request, identity, sites())
      return next()
    }
    throw refusal(identity, has.includes('tablet') && allowed.includes('lead'))
  }
}

/** Routes that mean the default site unless they name one. */
const ofSite = /^\/api\/v1\/(?:view|definitions|events|sites\/([^/]+)\/events)\/?$/i

/** Whoever was let in to one site sees and feeds that one alone. [R2] */
function refuseOtherFloors(request: Request, identity: Identity, sites: readonly string[]): void {
  const match = ofSite.exec(request.path)
  if (match === null || identity.site === null) return
  const { site: asked } = request.query
  const named = match[1] === undefined ? asked : decoded(match[1])
  const fallback = named === undefined || named === '' || named === 'default'
  const meant = fallback && !sites.includes('default') ? sites[0] : (named ?? 'default')
  if (meant !== identity.site) throw new Problem('FORBIDDEN', 'Not let in to this site')
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

function refusal(identity: Identity | null, locked: boolean): Problem {
  if (identity === null) return new Problem('UNAUTHORIZED', 'No token')
  if (locked) return new Problem('TABLET_LOCKED', 'Nobody has unlocked this tablet')
  return new Problem('FORBIDDEN', `Not for ${identity.role}s`)
}

async function identify(
  access: Access,
  limiter: RateLimiterMemory,
  request: Request,
): Promise<Identity | null> {
  const bearer = bearerToken(request)
  const cookie = bearer === null ? cookieToken(request) : null
  const token = bearer ?? cookie
  if (token === null) {
    if (request.headers.authorization !== undefined) await countWrong(limiter, addressOf(request))
    return null
  }
  if (cookie !== null) refuseOtherSites(request)
  const found = await access.authenticate(token)
  if (found === null) {
    // A cookie ends by itself; a wrong token was chosen by somebody.
    if (cookie === null) {
      await countWrong(limiter, addressOf(request))
      throw new Problem('UNAUTHORIZED', 'Wrong bearer token')
    }
    return null
  }
  const { role, site, person, device } = found.identity
  if (role === 'lead' && site !== null && person !== null) await access.pins.touch(site, device)
  return found.identity
}

/** A cookie is sent along with what other pages ask in this browser's name; browsers say which page asks. */
function refuseOtherSites(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, host } = request.headers
  if (origin === undefined) return
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return
  throw new Problem('FORBIDDEN', 'Asked by a page of another site')
}

export const addressOf = (request: Request): string => request.ip ?? 'unknown'
