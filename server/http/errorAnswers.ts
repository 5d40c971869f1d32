import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { StoreUnavailable } from '../store/siteStore.ts'
import { Overloaded } from '../sources/source.ts'
import type { ErrorCode } from './errorCodes.ts'
import { Problem, answerProblem } from './problem.ts'

const STORE_RETRY_SECONDS = 5
const OVERLOAD_RETRY_SECONDS = 1

/** Nobody answers at this address. */
export const answerNotFound: RequestHandler = (request) => {
  throw new Problem('NOT_FOUND', `Nothing at ${request.path.slice(0, 200)}`)
}

/** For a known address asked with another method. */
export const allowOnly =
  (...methods: readonly string[]): RequestHandler =>
  (request, response) => {
    response.setHeader('Allow', methods.join(', '))
    throw new Problem('METHOD_NOT_ALLOWED', `${request.method} is not taken here`)
  }

/** The last stop of every error: an answer with a code; only faults of ours are logged as errors. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const problem = problemOf(error)
    if (problem.code === 'INTERNAL')
      log.error({ err: error, request: request.id }, 'request failed')
    if (problem.code === 'STORE_UNAVAILABLE') log.warn({ err: error }, 'store unavailable')
    answerProblem(response, problem)
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Overloaded) {
    return new Problem('OVERLOADED', error.message, { retryAfterSeconds: error.retryAfterSeconds })
  }
  if (error instanceof StoreUnavailable && error.code === 'STORE_OVERLOADED') {
    return new Problem('OVERLOADED', 'Events arrive faster than they can be put on disk', {
      retryAfterSeconds: OVERLOAD_RETRY_SECONDS,
    })
  }
  if (error instanceof StoreUnavailable) {
    return new Problem('STORE_UNAVAILABLE', 'The event store does not take events now', {
      retryAfterSeconds: STORE_RETRY_SECONDS,
      details: { store: error.code },
    })
  }
  return problemOfStatus(error)
}

const codeOfStatus: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['BAD_REQUEST', 'The request cannot be read'],
  404: ['NOT_FOUND', 'Nothing at this address'],
  413: ['BODY_TOO_LARGE', 'The body is larger than 5 MB'],
  415: ['MEDIA_TYPE', 'The body has an encoding that is not taken'],
}

/** Express and its body reader put the status on their errors; anything else is our own fault. */
function problemOfStatus(error: unknown): Problem {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  const known = codeOfStatus[status]
  if (known) return new Problem(known[0], known[1])
  return status >= 400 && status < 500
    ? new Problem('BAD_REQUEST', 'The request cannot be read')
    : new Problem('INTERNAL', 'Something went wrong here')
}
