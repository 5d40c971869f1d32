import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageFault } from './reportSettings.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The token given, the one of the environment, or the one the server keeps in its data directory. */
export async function tokenOf(
  given: string | undefined,
  environment: Environment,
): Promise<string> {
  if (given !== undefined) return given
  if (environment['INGEST_TOKEN']) return environment['INGEST_TOKEN']
  const file =
    environment['INGEST_TOKEN_FILE'] ?? join(environment['DATA_DIR'] ?? '.data', 'ingest-token')
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    throw new UsageFault(
      `no token: give --token or INGEST_TOKEN, or run where ${file} of the server can be read`,
    )
  }
}

/** Where the server is: the address given, or this machine at the port of the environment. */
export function urlOf(given: string | undefined, environment: Environment): string {
  const url = given ?? `http://127.0.0.1:${environment['PORT'] ?? '8080'}`
  if (URL.canParse(url) && /^https?:/.test(url)) return url
  throw new UsageFault(`--url ${url}: must be an address such as http://127.0.0.1:8080`)
}
