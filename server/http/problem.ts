import type { Response } from 'express'
import { errorCodes, type ErrorCode } from './errorCodes.ts'

/** An answer that says what is wrong. Thrown by routes, written by `answerProblem`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ErrorCode
  readonly retryAfterSeconds: number | null
  readonly details: Readonly<Record<string, unknown>>
  constructor(
    code: ErrorCode,
    message: string,
    more: {
      readonly retryAfterSeconds?: number
      readonly details?: Readonly<Record<string, unknown>>
    } = {},
  ) {
    super(message)
    this.code = code
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
    this.details = more.details ?? {}
  }
}

/** Writes `{error: {code, message, hint}}` with the status of the code; details stand beside `error`. */
export function answerProblem(response: Response, problem: Problem): void {
  const { status, hint } = errorCodes[problem.code]
  if (problem.retryAfterSeconds !== null) {
    response.setHeader('Retry-After', String(problem.retryAfterSeconds))
  }
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="starboard"')
  response.status(status).json({
    error: { code: problem.code, message: problem.message, hint },
    ...problem.details,
  })
}
