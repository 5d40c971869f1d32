import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openConnections, type StoreConnections } from '../../server/store/connection.ts'
import { ManagedRedis } from '../../server/store/managedRedis.ts'
import { findRedisBinary, type RedisBinary } from '../../server/store/redisBinary.ts'
import type { AppendFsync } from '../../server/store/redisProcess.ts'
import { silentLog } from '../../server/store/storeFault.ts'

/** A real Redis in a directory of its own, for one test file. */
export interface TestRedis {
  readonly dataDir: string
  readonly managed: ManagedRedis
  readonly connections: StoreConnections
  pid(): number
  /** Redis stops answering but stays (SIGSTOP); undo with `resume`. */
  pause(): void
  resume(): void
  /** kill -9; the supervisor starts it again. */
  kill(): void
  stop(): Promise<void>
}

/** @throws Error naming what to install. */
export function testRedisBinary(): RedisBinary {
  const binary = findRedisBinary('.data', process.env.REDIS_SERVER_BIN)
  if (binary === null) throw new Error('The tests need Redis: apt-get install redis-server')
  return binary
}

/** A directory that is gone after `remove`. */
export function temporaryDirectory(): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-test-'))
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

export async function startTestRedis(
  options: { readonly appendFsync?: AppendFsync } = {},
): Promise<TestRedis> {
  const { directory, remove } = temporaryDirectory()
  const managed = await ManagedRedis.start({
    dataDir: directory,
    binary: testRedisBinary(),
    appendFsync: options.appendFsync ?? 'always',
    log: silentLog,
  })
  const connections = openConnections(managed.address)
  await connections.command.whenReady(5000)
  const pid = (): number => {
    if (managed.state.type !== 'running') throw new Error('Redis is not running.')
    return managed.state.pid
  }
  /** An aborted test must not leave a Redis behind: ours outlives its parent. */
  const onExit = (): void => {
    if (managed.state.type === 'running') process.kill(managed.state.pid, 'SIGKILL')
    remove()
  }
  process.once('exit', onExit)
  return {
    dataDir: directory,
    managed,
    connections,
    pid,
    pause: () => process.kill(pid(), 'SIGSTOP'),
    resume: () => process.kill(pid(), 'SIGCONT'),
    kill: () => process.kill(pid(), 'SIGKILL'),
    stop: async () => {
      process.off('exit', onExit)
      connections.close()
      await managed.stop()
      remove()
    },
  }
}
