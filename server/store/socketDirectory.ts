import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { StoreFault } from './storeFault.ts'

/** The kernel's limit for the path of a unix socket, in bytes, on every system we run on. */
const LONGEST_SOCKET_PATH = 103

/** Makes a directory only its owner may enter; refuses one that belongs to somebody else. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const found = lstatSync(directory)
  const owner = process.getuid?.()
  if (!found.isDirectory() || (owner !== undefined && found.uid !== owner)) {
    throw new StoreFault('STORE_START_FAILED', `${directory} is not a directory of this user.`)
  }
  if ((found.mode & 0o077) !== 0) chmodSync(directory, 0o700)
}

/**
 * Path of the managed Redis' socket: beside its data, or where that is too deep for a socket, in a
 * short directory named after it.
 */
export function socketPath(redisDirectory: string, temporary: string = tmpdir()): string {
  const beside = path.join(redisDirectory, 'redis.sock')
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside
  const digest = createHash('sha256').update(redisDirectory).digest('hex').slice(0, 16)
  const short = path.join(temporary, `starboard-${digest}`)
  makePrivateDirectory(short)
  return path.join(short, 'redis.sock')
}

/** Removes the short directory again, if there is one and Redis has left it. */
export function removeShortDirectory(socket: string, redisDirectory: string): void {
  const holding = path.dirname(socket)
  if (holding === redisDirectory) return
  try {
    rmdirSync(holding)
  } catch {
    // Redis still runs there, or somebody put a file in: it is not ours to remove.
  }
}
