import { Router, type Request } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { renderSVG } from 'uqr'
import { z } from 'zod'
import type { Identity } from '../access/identity.ts'
import {
  PAIRING_EXPIRES_IN,
  PAIRING_INTERVAL,
  type Approval,
  type PairingAnswer,
  type PairingGrant,
  shownCode,
  typedCode,
} from '../access/access.ts'
import { addressOf, knownIdentity } from './accessGate.ts'
import {
  addressOfHouse,
  deviceName,
  needPerson,
  siteMeant,
  type AccessHouse,
} from './accessHouse.ts'
import { allowOnly } from './errorAnswers.ts'
import { bodyOf, readJson } from './jsonBody.ts'
import { Problem } from './problem.ts'
import { setSessionCookie } from './sessionCookie.ts'

/** Devices that one address may announce within the time a code lasts. */
const MOST_FROM_ONE_ADDRESS = 60
const id = z.string().min(1).max(128)
const ask = z.strictObject({ name: z.string().max(120).optional() })
const poll = z.strictObject({ deviceCode: z.string().max(400) })
const decision = z.discriminatedUnion('allow', [
  z.strictObject({ allow: z.literal(false) }),
  z.strictObject({
    allow: z.literal(true),
    role: z.enum(['wall', 'lead'], 'must be wall or lead'),
    site: id.optional(),
    /** Of a wall. Left out: any screen of the site. */
    screen: id.optional(),
    /** Of a tablet. Left out: every lead of the site may unlock it. */
    person: id.optional(),
  }),
])

/** Pairing of walls and tablets, in the manner of RFC 8628. [R3] */
export function pairingRoutes(house: AccessHouse): Router {
  const { pairings } = house.access
  const announced = new RateLimiterMemory({
    points: MOST_FROM_ONE_ADDRESS,
    duration: PAIRING_EXPIRES_IN,
  })
  return Router()
    .post('/pairing', readJson, async (request, response) => {
      const { name } = bodyOf(ask, request)
      await boundAnnouncements(announced, addressOf(request))
      const asked = await pairings.ask(deviceName(request, name), addressOf(request))
      if (asked === null) throw tooMany(60)
      const verificationUrl = `${addressOfHouse(house, request)}/pair`
      const complete = `${verificationUrl}#${asked.userCode}`
      response.json({
        deviceCode: asked.deviceCode,
        userCode: shownCode(asked.userCode),
        verificationUrl,
        verificationUrlComplete: complete,
        qr: renderSVG(complete),
        interval: PAIRING_INTERVAL,
        expiresIn: PAIRING_EXPIRES_IN,
      })
    })
    .post('/pairing/token', readJson, async (request, response) => {
      const answer = await pairings.poll(bodyOf(poll, request).deviceCode)
      if (answer.type !== 'paired') throw notPaired(answer.type)
      const { role, site, screen } = answer.device
      setSessionCookie(request, response, answer.token)
      response.json({ token: answer.token, role, site, screen })
    })
    .all(['/pairing', '/pairing/token'], allowOnly('POST'))
    .get('/pairing/:code', async (request, response) => {
      const seen = await pairings.look(codeOf(request), knownIdentity(request))
      if (typeof seen === 'string') throw notApproved(seen)
      response.json({ ...seen, userCode: shownCode(seen.userCode), sites: house.sites() })
    })
    .post('/pairing/:code', readJson, async (request, response) => {
      const identity = knownIdentity(request)
      const grant = grantOf(house, identity, bodyOf(decision, request))
      const approval = await pairings.decide(codeOf(request), grant, identity)
      if (approval !== 'done') throw notApproved(approval)
      response.json({ allowed: grant !== null, ...grant })
    })
    .all('/pairing/:code', allowOnly('GET', 'POST'))
}

/** A lead lets walls of their own site in; tablets are the admin's. */
function grantOf(
  house: AccessHouse,
  identity: Identity,
  decided: z.infer<typeof decision>,
): PairingGrant | null {
  if (!decided.allow) return null
  const { role, screen = null, person = null } = decided
  if (role === 'lead' && identity.role !== 'admin') {
    throw new Problem('FORBIDDEN', 'Only an admin lets tablets in')
  }
  const site = siteMeant(house, identity, decided.site ?? null)
  if (role === 'wall') return { role, site, screen, person: null }
  if (person !== null) needPerson(house, site, person, true)
  return { role, site, screen: null, person }
}

/** Throws Problem UNKNOWN_CODE for what can be no code; that is no try. */
function codeOf(request: Request): string {
  const code = typedCode(String(request.params['code']))
  if (code !== null) return code
  throw new Problem('UNKNOWN_CODE', 'A code has eight letters')
}

function notApproved(why: Exclude<Approval, 'done'>): Problem {
  return why === 'unknownCode'
    ? new Problem('UNKNOWN_CODE', 'No device waits under this code')
    : new Problem('LOCKED_OUT', 'Too many wrong codes', {
        retryAfterSeconds: PAIRING_EXPIRES_IN,
      })
}

function notPaired(type: Exclude<PairingAnswer['type'], 'paired'>): Problem {
  switch (type) {
    case 'pending':
      return new Problem('PAIRING_PENDING', 'Nobody has approved the code yet', {
        details: { interval: PAIRING_INTERVAL },
      })
    case 'slowDown':
      return new Problem('PAIRING_SLOW_DOWN', 'Asked again too soon', {
        retryAfterSeconds: PAIRING_INTERVAL,
        details: { interval: PAIRING_INTERVAL },
      })
    case 'denied':
      return new Problem('PAIRING_DENIED', 'The approver said no')
    case 'expired':
      return new Problem('PAIRING_EXPIRED', 'The code is no longer good')
  }
}

async function boundAnnouncements(limiter: RateLimiterMemory, address: string): Promise<void> {
  try {
    await limiter.consume(address)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw tooMany(Math.ceil(error.msBeforeNext / 1000))
  }
}

const tooMany = (retryAfterSeconds: number): Problem =>
  new Problem('TOO_MANY_PAIRINGS', 'Too many devices ask to be let in', { retryAfterSeconds })
