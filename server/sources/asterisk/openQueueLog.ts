import { open, readdir, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { fileIdentity } from './queueLogReader.ts'

/** Bytes in which the first line must end to be recognised. */
const longestFirstLine = 65_536

/** How a file begins: who it is, and when. */
interface Beginning {
  readonly identity: string
  /** Epoch seconds of its first line; orders files without trusting names or modification times. */
  readonly begins: number
}

async function beginningOf(file: FileHandle): Promise<Beginning | null> {
  const head = Buffer.alloc(longestFirstLine)
  const { bytesRead } = await file.read(head, 0, head.length, 0)
  return firstLine(head.toString('latin1', 0, bytesRead))
}

/** @returns identity of a file by its first complete line, null while it has none. */
export const identityOf = async (file: FileHandle): Promise<string | null> =>
  (await beginningOf(file))?.identity ?? null

/** The same rule as the reader's: the first line that is not empty. */
function firstLine(text: string): Beginning | null {
  for (let start = 0; ;) {
    const end = text.indexOf('\n', start)
    if (end === -1) return null
    const line = text.slice(start, end).replace(/\r$/, '')
    if (line !== '') {
      return { identity: fileIdentity(line), begins: Number.parseFloat(line) || 0 }
    }
    start = end + 1
  }
}

/** A file that this log was rotated into. */
export interface RotatedFile extends Beginning {
  readonly path: string
  readonly packed: boolean
  readonly size: number
}

async function packedBeginning(file: FileHandle): Promise<Beginning | null> {
  const packed = file.createReadStream({ autoClose: false, start: 0, end: longestFirstLine })
  const gunzip = packed.pipe(createGunzip())
  let text = ''
  try {
    for await (const chunk of gunzip) {
      text += (chunk as Buffer).toString('latin1')
      const beginning = firstLine(text)
      if (beginning !== null || text.length > longestFirstLine) return beginning
    }
  } catch {
    // Cut off or no gzip at all; what was unpacked before that was looked at.
  }
  return null
}

async function recognise(path: string): Promise<RotatedFile | null> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch {
    return null
  }
  try {
    const { size } = await file.stat()
    const packed = path.endsWith('.gz')
    const beginning = packed ? await packedBeginning(file) : await beginningOf(file)
    return beginning === null ? null : { ...beginning, path, packed, size }
  } catch {
    return null
  } finally {
    await file.close()
  }
}

/**
 * The files beside `path` that it was rotated into: `queue_log.1`, `queue_log-20261122`, `queue_log.2.gz`,
 * oldest first; of several copies of one the longest last.
 */
async function rotatedFiles(path: string): Promise<readonly RotatedFile[]> {
  const folder = dirname(path)
  const name = basename(path)
  const names = await readdir(folder).catch(() => [])
  const candidates = names.filter(
    (other) => other.startsWith(`${name}.`) || other.startsWith(`${name}-`),
  )
  const found = await Promise.all(candidates.map(async (other) => recognise(join(folder, other))))
  return found
    .filter((file) => file !== null)
    .sort((a, b) => a.begins - b.begins || Number(b.packed) - Number(a.packed) || a.size - b.size)
}

/**
 * The file of this identity and those that were rotated after it, oldest first.
 * @param current identity of the file that stands at `path` now.
 * @returns nothing when that file is not in the folder.
 */
export async function rotatedSince(
  path: string,
  identity: string,
  current: string | null,
): Promise<readonly RotatedFile[]> {
  const all = await rotatedFiles(path)
  // The longest of several: an old copy ends before the place where we stopped.
  const at = all.findLastIndex((file) => file.identity === identity)
  const first = all[at]
  if (first === undefined) return []
  const later = new Map(all.slice(at + 1).map((file) => [file.identity, file]))
  if (current !== null) later.delete(current)
  return [first, ...later.values()]
}

/** @returns identity of what stands at `path`, null when nothing readable does. */
export async function currentIdentity(path: string): Promise<string | null> {
  try {
    const file = await open(path, 'r')
    try {
      return await identityOf(file)
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}

/** Whether another file now stands where this one was opened; null when none does. */
export async function replacedAt(path: string, file: FileHandle): Promise<boolean | null> {
  try {
    const [there, here] = await Promise.all([stat(path), file.stat()])
    return there.ino !== here.ino || there.dev !== here.dev ? there.size > 0 : false
  } catch {
    return null
  }
}
