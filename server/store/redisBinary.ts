import { accessSync, constants, readdirSync } from 'node:fs'
import path from 'node:path'

/** A Redis server that can be started here. */
export interface RedisBinary {
  readonly file: string
  /** Added to the environment: libraries of a fetched Redis lie beside it. */
  readonly environment: Readonly<Record<string, string>>
}

const serverNames = ['redis-server', 'valkey-server']

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where `fetchRedis` unpacks. */
export const fetchedDirectory = (dataDir: string): string => path.join(dataDir, 'redis-bin')

function librariesIn(root: string): string[] {
  const parents = ['usr/lib', 'lib'].map((part) => path.join(root, part))
  return parents.flatMap((parent) => {
    try {
      const inside = readdirSync(parent, { withFileTypes: true })
      const triplets = inside.filter(
        (entry) => entry.isDirectory() && entry.name.includes('-linux-'),
      )
      return [...triplets.map((entry) => path.join(parent, entry.name)), parent]
    } catch {
      return []
    }
  })
}

/** One that `fetchRedis` unpacked; null when there is none. */
export function fetchedBinary(dataDir: string): RedisBinary | null {
  const root = fetchedDirectory(dataDir)
  const file = serverNames
    .map((name) => path.join(root, 'usr', 'bin', name))
    .find((candidate) => isExecutable(candidate))
  if (file === undefined) return null
  return { file, environment: { LD_LIBRARY_PATH: librariesIn(root).join(path.delimiter) } }
}

/** REDIS_SERVER_BIN, else on PATH, else one fetched before; null when there is none. */
export function findRedisBinary(
  dataDir: string,
  configured: string | undefined,
  searchPath: string = process.env.PATH ?? '',
): RedisBinary | null {
  if (configured !== undefined && configured !== '') return { file: configured, environment: {} }
  const directories = searchPath.split(path.delimiter).filter((part) => part !== '')
  const installed = serverNames
    .flatMap((name) => directories.map((directory) => path.join(directory, name)))
    .find((candidate) => isExecutable(candidate))
  return installed === undefined ? fetchedBinary(dataDir) : { file: installed, environment: {} }
}
