import { Router } from 'express'
import { z } from 'zod'
import { addressOf, knownIdentity } from './accessGate.ts'
import {
  addressOfHouse,
  deviceName,
  needPerson,
  siteMeant,
  type AccessHouse,
} from './accessHouse.ts'
import { bearerToken } from './bearer.ts'
import { allowOnly } from './errorAnswers.ts'
import { bodyOf, readJson } from './jsonBody.ts'
import { Problem } from './problem.ts'
import { clearSessionCookie, cookieToken, setSessionCookie } from './sessionCookie.ts'

const password = z.strictObject({ password: z.string().min(1).max(200) })
const code = z.strictObject({ code: z.string().max(400) })
const pin = z.strictObject({ pin: z.string().max(20) })
const id = z.string().min(1).max(128)
const link = z.strictObject({ person: id, site: id.optional() })

/** Coming in and going out: the admin's password, an agent's link, a lead's PIN. [R5] [R6] [R7] */
export function sessionRoutes(house: AccessHouse): Router {
  return entrances(house)
    .get('/me', (request, response) => {
      const { role, site, person, screen } = knownIdentity(request)
      response.json({ role, site, person, screen })
    })
    .delete('/me', async (request, response) => {
      const { site, device } = knownIdentity(request)
      await house.access.revoke(site, device)
      clearSessionCookie(response)
      response.json({ left: true })
    })
    .all('/me', allowOnly('GET', 'DELETE'))
    .post('/renew', async (request, response) => {
      // Only when the device asks: one that is not told would go on with a token that ends.
      const token = bearerToken(request) ?? cookieToken(request) ?? ''
      const renewed = (await house.access.authenticate(token, { rotate: true }))?.renewed ?? null
      if (renewed !== null) setSessionCookie(request, response, renewed)
      response.json({ token: renewed })
    })
    .post('/unlock', readJson, async (request, response) => {
      const answer = await house.access.unlock(knownIdentity(request), bodyOf(pin, request).pin)
      if ('lead' in answer) {
        response.json(answer)
        return
      }
      throw answer.code === 'WRONG_PIN'
        ? new Problem('WRONG_PIN', 'Wrong PIN', { details: { triesLeft: answer.triesLeft } })
        : lockedOut(answer.seconds)
    })
    .post('/lock', async (request, response) => {
      const { site, device } = knownIdentity(request)
      if (site !== null) await house.access.pins.lock(site, device)
      response.json({ locked: true })
    })
    .post('/links', readJson, async (request, response) => {
      const identity = knownIdentity(request)
      const { person, site: named = null } = bodyOf(link, request)
      const site = siteMeant(house, identity, named)
      needPerson(house, site, person, false)
      const by = identity.person ?? identity.device
      const made = await house.access.links.make(site, person, by)
      const url = `${addressOfHouse(house, request)}/enter#${made.code}`
      response.json({ url, expiresAt: made.expiresAt })
    })
    .all(['/renew', '/unlock', '/lock', '/links'], allowOnly('POST'))
}

/** Open to everybody: who comes in here is not known yet. */
function entrances({ access }: AccessHouse): Router {
  return Router()
    .post('/admin', readJson, async (request, response) => {
      const given = bodyOf(password, request).password
      const entered = await access.admin.enter(given, deviceName(request), addressOf(request))
      if ('waitMs' in entered) {
        if (entered.waitMs > 0) throw lockedOut(Math.ceil(entered.waitMs / 1000))
        throw new Problem('WRONG_PASSWORD', 'Wrong password')
      }
      setSessionCookie(request, response, entered.token)
      response.json({ token: entered.token, role: 'admin' })
    })
    .post('/enter', readJson, async (request, response) => {
      const link = bodyOf(code, request).code
      const entered = await access.links.use(link, deviceName(request), addressOf(request))
      if (entered === null) throw new Problem('LINK_USED', 'The link is no longer good')
      const { role, site, person } = entered.device
      setSessionCookie(request, response, entered.token)
      response.json({ token: entered.token, role, site, person })
    })
    .all(['/admin', '/enter'], allowOnly('POST'))
}

const lockedOut = (retryAfterSeconds: number): Problem =>
  new Problem('LOCKED_OUT', `Too many wrong tries; wait ${retryAfterSeconds} s`, {
    retryAfterSeconds,
  })
