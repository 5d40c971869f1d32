import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from './problem.ts'

/** Wrong tokens from one address within a minute before it is told to wait. */
const MOST_WRONG_TOKENS = 20
const WITHIN_SECONDS = 60

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Counts wrong tokens by address. */
export const wrongTokenLimiter = (mostWrong: number = MOST_WRONG_TOKENS): RateLimiterMemory =>
  new RateLimiterMemory({ points: mostWrong, duration: WITHIN_SECONDS })

/**
 * Lets a request on that carries the token as `Authorization: Bearer …`, compared in constant time.
 * The right token always gets through, so that one wrong sender behind a proxy cannot shut out the others;
 * tokens are long enough that guessing is hopeless at any rate.
 */
export function requireBearer(
  token: string,
  mostWrong: number = MOST_WRONG_TOKENS,
): RequestHandler {
  const expected = digest(token)
  const limiter = wrongTokenLimiter(mostWrong)
  return async (request, _response, next) => {
    const given = bearerToken(request)
    if (given !== null && timingSafeEqual(digest(given), expected)) {
      next()
      return
    }
    await countWrong(limiter, request.ip ?? 'unknown')
    throw new Problem('UNAUTHORIZED', given === null ? 'No bearer token' : 'Wrong bearer token')
  }
}

/** The token of `Authorization: Bearer …`, or null. */
export function bearerToken(request: Request): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? null
}

/** @throws Problem AUTH_THROTTLED when there were too many from this address. */
export async function countWrong(limiter: RateLimiterMemory, address: string): Promise<void> {
  try {
    await limiter.consume(address)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
    throw new Problem('AUTH_THROTTLED', `Too many wrong tokens; wait ${seconds} s`, {
      retryAfterSeconds: seconds,
    })
  }
}
