import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { fetchedBinary, fetchedDirectory, type RedisBinary } from './redisBinary.ts'
import { StoreFault } from './storeFault.ts'

const run = promisify(execFile)

/** Longest time one step may take, ms. */
const STEP_PATIENCE = 180_000
const PACKAGE = 'redis-server'

export interface FetchOptions {
  /** What dpkg has installed already; another file lets a test pretend. */
  readonly statusFile?: string
}

/** apt with its own lists and cache, so that it needs no root and changes nothing on the machine. */
function aptOptions(work: string, { statusFile }: FetchOptions): string[] {
  for (const part of ['lists/partial', 'cache/archives/partial']) {
    mkdirSync(path.join(work, part), { recursive: true })
  }
  const settings = [
    `Dir::State::Lists=${path.join(work, 'lists')}`,
    `Dir::Cache=${path.join(work, 'cache')}`,
    'Debug::NoLocking=1',
    `APT::Sandbox::User=${userInfo().username}`,
    ...(statusFile === undefined ? [] : [`Dir::State::status=${statusFile}`]),
  ]
  return settings.flatMap((setting) => ['-o', setting])
}

async function step(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, [...args], { timeout: STEP_PATIENCE, maxBuffer: 1 << 24 })
  } catch (error) {
    const { stderr = '', message, code } = error as Error & { stderr?: string; code?: unknown }
    if (code === 'ENOENT') throw new StoreFault('STORE_NO_BINARY', `There is no ${command} here.`)
    const why = stderr.trim().split('\n').at(-1) || message
    throw new StoreFault('STORE_FETCH_FAILED', `${command} ${args.at(-1) ?? ''}: ${why}.`, error)
  }
}

async function unpack(archives: string, into: string): Promise<void> {
  mkdirSync(into)
  const packages = readdirSync(archives).filter((name) => name.endsWith('.deb'))
  for (const name of packages) await step('dpkg', ['-x', path.join(archives, name), into])
}

async function tried(dataDir: string): Promise<RedisBinary> {
  const binary = fetchedBinary(dataDir)
  if (binary === null) {
    throw new StoreFault('STORE_FETCH_FAILED', 'The packages hold no Redis server.')
  }
  const env = { ...process.env, ...binary.environment }
  try {
    await run(binary.file, ['--version'], { env, timeout: STEP_PATIENCE })
  } catch (error) {
    rmSync(fetchedDirectory(dataDir), { recursive: true, force: true })
    throw new StoreFault('STORE_FETCH_FAILED', 'The fetched Redis does not run.', error)
  }
  return binary
}

/**
 * Fetches Redis on Debian or Ubuntu without root, into the data directory; apt checks signatures.
 * @throws StoreFault STORE_NO_BINARY where there is no apt, STORE_FETCH_FAILED when it did not work.
 */
export async function fetchRedis(
  dataDirectory: string,
  onProgress: (line: string) => void,
  options: FetchOptions = {},
): Promise<RedisBinary> {
  // apt takes relative directories as its own.
  const dataDir = path.resolve(dataDirectory)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const work = mkdtempSync(path.join(dataDir, 'redis-fetch-'))
  try {
    const apt = aptOptions(work, options)
    onProgress(
      'No Redis found: fetching it from your distribution (no root needed). Reading lists …',
    )
    await step('apt-get', [...apt, '-q', 'update'])
    onProgress('Downloading Redis …')
    const download = ['-q', '-y', '--download-only', '--no-install-recommends', 'install', PACKAGE]
    await step('apt-get', [...apt, ...download])
    onProgress('Unpacking …')
    const unpacked = path.join(work, 'unpacked')
    await unpack(path.join(work, 'cache', 'archives'), unpacked)
    rmSync(fetchedDirectory(dataDir), { recursive: true, force: true })
    renameSync(unpacked, fetchedDirectory(dataDir))
    const binary = await tried(dataDir)
    onProgress(`Redis is ready in ${fetchedDirectory(dataDir)}.`)
    return binary
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
