import { z } from 'zod'
import type { SavedDecoder } from './queueLog.ts'
import type { QueueLogPlace } from './queueLogReader.ts'

/** Where following stopped: everything before `offset` is on disk in Redis. */
export interface QueueLogCheckpoint extends QueueLogPlace {
  /** Inode at the time, a hint only; the identity decides. */
  readonly inode: number
  readonly decoder: SavedDecoder
}

const schema = z.object({
  version: z.literal(1),
  identity: z.string().regex(/^[0-9a-f]{16}$/),
  inode: z.number(),
  offset: z.int().min(0),
  lines: z.int().min(0),
  decoder: z.object({
    visits: z.array(
      z.tuple([
        z.string(),
        z.number(),
        z.array(z.tuple([z.string(), z.int(), z.enum(['waiting', 'talking', 'ended'])])),
      ]),
    ),
    pauses: z.array(
      z.tuple([z.string(), z.object({ verb: z.string(), at: z.number(), reasoned: z.boolean() })]),
    ),
  }),
})

export const packCheckpoint = (checkpoint: QueueLogCheckpoint): string =>
  JSON.stringify({ version: 1, ...checkpoint })

/** @returns null for none and for one that cannot be read: then the file is read again, and ids make that harmless. */
export function unpackCheckpoint(text: string | null): QueueLogCheckpoint | null {
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text)) as unknown as QueueLogCheckpoint
  } catch {
    return null
  }
}
