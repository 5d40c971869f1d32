import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EnvironmentFault } from './environment.ts'

export interface IngestToken {
  readonly token: string
  /** Made just now: print it once, nobody knows it yet. */
  readonly generated: boolean
}

/**
 * The token that senders of events must carry: the one given, else the one kept in `<DATA_DIR>/ingest-token`
 * (readable by this user alone), which the first start makes.
 * @throws EnvironmentFault when the kept one cannot be read or used.
 */
export async function keepIngestToken(
  dataDirectory: string,
  given: string | null,
): Promise<IngestToken> {
  if (given !== null) return { token: given, generated: false }
  const file = join(dataDirectory, 'ingest-token')
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const token = randomBytes(32).toString('base64url')
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    // Linked whole, and only where there is none: two starts at once agree on the first.
    await writeFile(draft, `${token}\n`, { flag: 'wx', mode: 0o600 })
    await link(draft, file)
    return { token, generated: true }
  } catch (error) {
    if (!isExisting(error)) throw unusable(file, 'cannot be written; check the rights of DATA_DIR')
  } finally {
    await rm(draft, { force: true })
  }
  return { token: await keptToken(file), generated: false }
}

async function keptToken(file: string): Promise<string> {
  let kept: string
  try {
    await chmod(file, 0o600)
    kept = (await readFile(file, 'utf8')).trim()
  } catch {
    throw unusable(file, 'cannot be read; it must belong to the user that runs the server')
  }
  if (!/^[\x21-\x7e]{16,}$/.test(kept)) {
    throw unusable(file, 'holds no token; delete it to have a new one made')
  }
  return kept
}

const unusable = (file: string, why: string): EnvironmentFault =>
  new EnvironmentFault([`INGEST_TOKEN: not set, and ${file} ${why}`])

const isExisting = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST'
