import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { RedisBinary } from './redisBinary.ts'
import { StoreFault } from './storeFault.ts'

/** What a repair of the append-only file did. [P3] */
export interface AofRepair {
  /** Where the damaged original was put. */
  readonly kept: string
  /** Bytes cut off at the end; what they held is lost. */
  readonly cutBytes: number
}

/** Redis 7 keeps a directory, Redis 6.2 one file. */
const names = ['appendonlydir', 'appendonly.aof']

function sizeOf(file: string): number {
  const found = statSync(file)
  if (!found.isDirectory()) return found.size
  return readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0)
}

function toCheck(copy: string): string {
  if (!statSync(copy).isDirectory()) return copy
  const manifest = readdirSync(copy).find((name) => name.endsWith('.manifest'))
  if (manifest === undefined) {
    throw new StoreFault('STORE_START_FAILED', `${copy} has no manifest; restore a backup.`)
  }
  return path.join(copy, manifest)
}

/** The server is its own checking tool when it is called by that name. */
function check(binary: RedisBinary, file: string): string {
  const name = path.basename(binary.file).startsWith('valkey') ? 'valkey' : 'redis'
  const done = spawnSync(binary.file, ['--fix', file], {
    argv0: `${name}-check-aof`,
    env: { ...process.env, ...binary.environment },
    input: 'y\n',
    encoding: 'utf8',
  })
  if (done.status !== 0) {
    throw new StoreFault(
      'STORE_START_FAILED',
      `The append-only file ${file} cannot be repaired: ${done.stdout.trim().split('\n').at(-1) ?? ''} Restore a backup.`,
    )
  }
  return done.stdout
}

/**
 * Repairs a damaged append-only file on a copy and puts the copy in its place; the original is kept.
 * @throws StoreFault STORE_START_FAILED when it cannot be repaired; nothing is changed then.
 */
export function repairAof(binary: RedisBinary, directory: string, stamp: string): AofRepair {
  const original = names.map((name) => path.join(directory, name)).find((file) => existsSync(file))
  if (original === undefined) {
    throw new StoreFault('STORE_START_FAILED', `${directory} holds no append-only file.`)
  }
  const copy = `${original}.repair`
  rmSync(copy, { recursive: true, force: true })
  cpSync(original, copy, { recursive: true })
  const before = sizeOf(copy)
  check(binary, toCheck(copy))
  const kept = `${original}.damaged-${stamp}`
  renameSync(original, kept)
  renameSync(copy, original)
  return { kept, cutBytes: before - sizeOf(original) }
}
