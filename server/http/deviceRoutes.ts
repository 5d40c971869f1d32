import { Router } from 'express'
import { z } from 'zod'
import { HOUSE } from '../access/accessRecords.ts'
import { scopes } from '../access/identity.ts'
import { knownIdentity } from './accessGate.ts'
import { needPerson, siteMeant, type AccessHouse } from './accessHouse.ts'
import { allowOnly } from './errorAnswers.ts'
import { bodyOf, readJson } from './jsonBody.ts'
import { Problem } from './problem.ts'

const id = z.string().min(1).max(128)
const token = z.strictObject({
  name: z.string().min(1).max(120),
  scopes: z
    .array(z.enum(scopes, `must be of ${scopes.join(', ')}`))
    .min(1)
    .max(scopes.length),
  /** Left out: every site. */
  site: id.optional(),
  person: id.optional(),
})
const pin = z.strictObject({ pin: z.string().max(20), site: id.optional() })

/** What the admin looks after: devices, tokens of programs, the leads' PINs. [R4] [R5] */
export function deviceRoutes(house: AccessHouse): Router {
  const { access } = house
  return pinRoutes(house)
    .get('/devices', async (_request, response) => {
      const scopesOfHouse = [HOUSE, ...house.sites()]
      const found = await Promise.all(scopesOfHouse.map((scope) => access.devices.list(scope)))
      response.json({ devices: found.flat() })
    })
    .delete('/devices/:id', async (request, response) => {
      const device = request.params['id']
      for (const site of [null, ...house.sites()]) {
        if (await access.revoke(site, device)) {
          response.json({ revoked: device })
          return
        }
      }
      throw new Problem('UNKNOWN_DEVICE', 'No such device')
    })
    .post('/tokens', readJson, async (request, response) => {
      const { name, scopes: wanted, site = null, person = null } = bodyOf(token, request)
      const identity = knownIdentity(request)
      if (site !== null) siteMeant(house, identity, site)
      if (wanted.includes('kudos')) {
        if (site === null || person === null) {
          throw new Problem('BAD_BODY', 'site and person: say whose thanks the token gives')
        }
        needPerson(house, site, person, true)
      }
      const approvedBy = identity.device
      const issued = await access.issueToken({ site, name, scopes: wanted, person, approvedBy })
      response.status(201).json({ token: issued.token, device: issued.device })
    })
    .all('/devices', allowOnly('GET'))
    .all('/devices/:id', allowOnly('DELETE'))
    .all('/tokens', allowOnly('POST'))
}

function pinRoutes(house: AccessHouse): Router {
  const { pins } = house.access
  return Router()
    .put('/pins/:person', readJson, async (request, response) => {
      const { pin: wanted, site: named = null } = bodyOf(pin, request)
      const site = siteMeant(house, knownIdentity(request), named)
      const lead = String(request.params['person'])
      needPerson(house, site, lead, true)
      const fault = await pins.set(site, lead, wanted)
      if (fault === 'PIN_TAKEN') throw new Problem(fault, 'Another lead has this PIN')
      if (fault === 'PIN_FORM') throw new Problem(fault, 'Not 6 to 12 digits')
      response.json({ lead, site })
    })
    .delete('/pins/:person', async (request, response) => {
      const { site: named } = request.query
      const asked = typeof named === 'string' ? named : null
      const site = siteMeant(house, knownIdentity(request), asked)
      const lead = request.params['person']
      await pins.forget(site, lead)
      response.json({ lead, site })
    })
    .all('/pins/:person', allowOnly('PUT', 'DELETE'))
}
