import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from './processAlive.ts'
import { StoreFault } from './storeFault.ts'

/** Exit code by which `flock` says that somebody else holds the lock. */
export const LOCKED = 75
/** A server that was killed just now lets go within this time, ms. */
const LET_GO = 1500
const ASK_AGAIN = 25

export interface DirectoryLock {
  release(): void
}

/**
 * Holds the lock through a small process that ends with ours, however ours ends: its input closes.
 * @returns null when somebody else holds it, 'absent' where there is no flock command.
 */
async function lockByFlock(file: string): Promise<ChildProcess | 'absent' | null> {
  const holder = spawn(
    'flock',
    ['--no-fork', '-n', '-E', String(LOCKED), file, 'sh', '-c', 'echo held; exec cat >/dev/null'],
    { stdio: ['pipe', 'pipe', 'ignore'], detached: true },
  )
  const ended = once(holder, 'exit').then(
    ([code]) => (code === LOCKED ? null : ('absent' as const)),
    () => 'absent' as const,
  )
  const held = once(holder.stdout, 'data').then(() => holder)
  const outcome = await Promise.race([ended, held])
  if (outcome === holder) {
    holder.unref()
    for (const stream of [holder.stdin, holder.stdout]) (stream as { unref?(): void }).unref?.()
  }
  return outcome
}

/** Where flock is missing: a file with the process id of the holder. */
function lockByFile(file: string): DirectoryLock | null {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx', 0o600)
      writeSync(descriptor, String(process.pid))
      closeSync(descriptor)
      return { release: () => rmSync(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number(readFileSync(file, 'utf8'))
      if (holder > 0 && holder !== process.pid && isAlive(holder)) return null
      rmSync(file, { force: true })
    }
  }
  return null
}

async function tryLock(file: string): Promise<DirectoryLock | null> {
  const holder = await lockByFlock(file)
  if (holder === 'absent') return lockByFile(`${file}.pid`)
  return holder === null ? null : { release: () => holder.stdin?.end() }
}

/**
 * Makes this process the only server of a data directory. [P19]
 * @throws StoreFault STORE_IN_USE when another one runs on it.
 */
export async function lockDirectory(file: string): Promise<DirectoryLock> {
  const deadline = performance.now() + LET_GO
  for (;;) {
    const lock = await tryLock(file)
    if (lock !== null) return lock
    if (performance.now() >= deadline) {
      throw new StoreFault('STORE_IN_USE', `${file} is held by another server.`)
    }
    await pause(ASK_AGAIN)
  }
}
