import express, { type Request, type RequestHandler } from 'express'
import type { z } from 'zod'
import { Problem } from './problem.ts'

/** Reads a small JSON body; larger ones are refused. */
export const readJson: RequestHandler = express.json({ limit: '16kb', strict: true })

/** @throws Problem BAD_BODY naming each member that is wrong, without repeating what was sent. */
export function bodyOf<T>(schema: z.ZodType<T>, request: Request): T {
  const body: unknown = request.body
  const read = schema.safeParse(body ?? {})
  if (read.success) return read.data
  const faults = read.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
  )
  throw new Problem('BAD_BODY', faults.join('; ').slice(0, 500))
}
