import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import type { FloorEvent } from '../../shared/events.ts'
import { deadValue } from '../sources/deadLetter.ts'
import { decodeEvent, isRefusal } from '../sources/eventSchema.ts'
import { Overloaded, type Admission, type Door } from '../sources/source.ts'
import type { DeadLetter } from '../store/siteStore.ts'
import { allowOnly } from './errorAnswers.ts'
import { eventMediaType, readEventBody, type EventRecord } from './eventBody.ts'
import { Problem } from './problem.ts'
import { siteNamed, type SiteLookup } from './siteLookup.ts'

const LARGEST_BODY = 5 * 1024 * 1024
/** Bodies that may be read and written to disk at once: bounds the memory that senders can take. */
export const MOST_REQUESTS = 64

/** One event of a body that was not taken, by its place from 0. */
interface Rejection {
  readonly index: number
  readonly reason: string
}

/**
 * `POST /events` for the default site and `POST /sites/:site/events`. Answers 202 only when the events are
 * on disk; good events of a mixed batch are taken and the bad ones set aside. [P1]
 */
export function eventsRoute(
  sites: SiteLookup,
  authorize: RequestHandler,
  mostRequests: number = MOST_REQUESTS,
): Router {
  const readBody = express.raw({ type: () => true, limit: LARGEST_BODY })
  const take: RequestHandler = async (request, response) => {
    await takeEvents(siteNamed(sites, request.params['site']).door, request, response)
  }
  const steps = [authorize, checkHead(sites), boundRequests(mostRequests), readBody, take]
  return Router()
    .post('/events', steps)
    .post('/sites/:site/events', steps)
    .all(['/events', '/sites/:site/events'], allowOnly('POST'))
}

/** What can be refused before the body is read. */
const checkHead =
  (sites: SiteLookup): RequestHandler =>
  (request, _response, next) => {
    siteNamed(sites, request.params['site'])
    if (eventMediaType(request.headers['content-type']) === null) {
      const given = (request.headers['content-type'] ?? 'none').slice(0, 100)
      throw new Problem('MEDIA_TYPE', `Content-Type ${given} is not taken here`)
    }
    next()
  }

function boundRequests(most: number): RequestHandler {
  let underWay = 0
  return (_request, response, next) => {
    if (underWay >= most) throw new Overloaded(1)
    underWay += 1
    response.once('close', () => {
      underWay -= 1
    })
    next()
  }
}

async function takeEvents(door: Door, request: Request, response: Response): Promise<void> {
  const body: unknown = request.body
  const mediaType = eventMediaType(request.headers['content-type']) ?? ''
  const records = readEventBody(mediaType, Buffer.isBuffer(body) ? body : Buffer.alloc(0))
  if ('problem' in records) {
    await door.setAside([records.letter])
    throw records.problem
  }
  const { events, rejected, letters } = sorted(records)
  const none: Admission = { accepted: 0, duplicates: 0 }
  const { accepted, duplicates } = events.length > 0 ? await door.admit(events) : none
  if (letters.length > 0) await door.setAside(letters)
  if (events.length === 0 && rejected.length > 0) {
    const { index = 0, reason = '' } = rejected[0] ?? {}
    throw new Problem('EVENTS_REFUSED', `event ${index}: ${reason}`, { details: { rejected } })
  }
  response.status(202).json({ accepted, duplicates, rejected })
}

function sorted(records: readonly EventRecord[]): {
  readonly events: readonly FloorEvent[]
  readonly rejected: readonly Rejection[]
  readonly letters: readonly DeadLetter[]
} {
  const events: FloorEvent[] = []
  const rejected: Rejection[] = []
  const letters: DeadLetter[] = []
  for (const [index, record] of records.entries()) {
    if ('letter' in record) {
      rejected.push({ index, reason: record.reason })
      letters.push(record.letter)
      continue
    }
    const decoded = decodeEvent(record.value)
    if (isRefusal(decoded)) {
      rejected.push({ index, reason: decoded.reason })
      letters.push(deadValue(record.value, decoded.reason))
    } else events.push(decoded)
  }
  return { events, rejected, letters }
}
