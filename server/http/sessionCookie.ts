import type { Request, Response } from 'express'

const NAME = 'starboard'
const LASTS = 400 * 86_400_000

/** The token in this browser's cookie, or null. */
export function cookieToken(request: Request): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value = ''] = part.trim().split('=')
    if (name === NAME && value !== '') return value
  }
  return null
}

/** Out of reach of scripts and of other sites; sockets do not read it. */
export function setSessionCookie(request: Request, response: Response, token: string): void {
  const options = {
    httpOnly: true,
    sameSite: 'strict',
    path: '/api',
    secure: request.secure,
  } as const
  response.cookie(NAME, token, { ...options, maxAge: LASTS })
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(NAME, { httpOnly: true, sameSite: 'strict', path: '/api' })
}
