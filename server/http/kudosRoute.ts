import { Router, type Request } from 'express'
import { z } from 'zod'
import { audiences } from '../../shared/people.ts'
import type { Identity } from '../access/identity.ts'
import { knownIdentity } from './accessGate.ts'
import { allowOnly } from './errorAnswers.ts'
import type { ErrorCode } from './errorCodes.ts'
import { bodyOf, readJson } from './jsonBody.ts'
import { Problem } from './problem.ts'
import { siteNamed, type SiteLookup } from './siteLookup.ts'
import type { ThanksDesk, ThanksRefusal } from './thanksDesk.ts'

const name = z.string().min(1).max(100)
const thank = z.strictObject({
  id: z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, _ or -'),
  to: name,
  behaviour: name,
  // Longer than any good one, so that the answer can say what is wrong with it.
  reason: z.string().max(2000),
  audience: z.enum(audiences, `must be one of ${audiences.join(', ')}`),
})

/** `POST /kudos` and `DELETE /kudos/:id`, with `?site=` where the token is for every site. [K3] [K7] */
export function kudosRoute(sites: SiteLookup): Router {
  return Router()
    .post('/kudos', readJson, async (request, response) => {
      const identity = knownIdentity(request)
      const body = bodyOf(thank, request)
      const given = await deskFor(sites, identity, request).thank(giverOf(identity), body)
      if ('refused' in given) throw refusalOf(given.refused)
      response.status(201).json(given)
    })
    .delete('/kudos/:id', async (request, response) => {
      const identity = knownIdentity(request)
      const by = { person: identity.person, admin: identity.role === 'admin' }
      const id = request.params['id']
      const withdrawn = await deskFor(sites, identity, request).withdraw(by, id)
      if (!('refused' in withdrawn)) {
        response.json(withdrawn)
        return
      }
      throw withdrawn.refused === 'NOT_YOURS'
        ? new Problem('FORBIDDEN', 'Only the giver or an admin takes a thank-you back')
        : new Problem('UNKNOWN_KUDOS', 'No such thank-you')
    })
    .all('/kudos', allowOnly('POST'))
    .all('/kudos/:id', allowOnly('DELETE'))
}

/** In whose name: the lead at the tablet, or the one the token is for. */
function giverOf({ person }: Identity): string {
  if (person !== null) return person
  throw new Problem('FORBIDDEN', 'This token gives thanks in nobody’s name')
}

function deskFor(sites: SiteLookup, identity: Identity, request: Request): ThanksDesk {
  const asked = request.query['site']
  if (identity.site !== null && asked !== undefined && asked !== identity.site) {
    throw new Problem('FORBIDDEN', 'Not let in to this site')
  }
  const { thanks } = siteNamed(sites, identity.site ?? asked)
  if (thanks) return thanks
  throw new Problem('NOT_READY', 'The site takes no thank-yous yet', { retryAfterSeconds: 2 })
}

const codes: Readonly<Record<ThanksRefusal, readonly [ErrorCode, string]>> = {
  TOO_SHORT: ['BAD_REASON', 'The reason is too short'],
  TOO_LONG: ['BAD_REASON', 'The reason is too long'],
  PHONE_NUMBER: ['BAD_REASON', 'The reason holds what looks like a phone number'],
  ID_NUMBER: ['BAD_REASON', 'The reason holds what looks like an identity number'],
  BAD_ID: ['BAD_BODY', 'id: must be 8 to 64 letters, digits, _ or -'],
  SELF: ['SELF_THANKS', 'The giver and the receiver are the same person'],
  QUOTA: ['KUDOS_QUOTA', 'No thank-yous left for today'],
  UNKNOWN_PERSON: ['UNKNOWN_PERSON', 'Nobody here has this id'],
  UNKNOWN_BEHAVIOUR: ['UNKNOWN_BEHAVIOUR', 'The scheme has no such behaviour'],
  OTHER_CONTENT: ['OTHER_CONTENT', 'This id stands for another thank-you'],
}

function refusalOf(refused: ThanksRefusal): Problem {
  const [code, message] = codes[refused]
  return new Problem(code, message, code === 'BAD_REASON' ? { details: { fault: refused } } : {})
}
