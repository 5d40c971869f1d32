import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lockDirectory } from '../../../server/store/directoryLock.ts'
import { ManagedRedis } from '../../../server/store/managedRedis.ts'
import { silentLog } from '../../../server/store/storeFault.ts'
import { temporaryDirectory, testRedisBinary } from '../../support/redis.ts'

const { directory, remove } = temporaryDirectory()
const binary = testRedisBinary()

/** As on macOS: everything but flock. */
beforeAll(() => {
  const commands = path.join(directory, 'commands')
  mkdirSync(commands)
  for (const name of ['ps', 'sh', 'cat']) {
    symlinkSync(
      execFileSync('which', [name], { encoding: 'utf8' }).trim(),
      path.join(commands, name),
    )
  }
  vi.stubEnv('PATH', commands)
})
afterAll(() => {
  vi.unstubAllEnvs()
  remove()
})

const start = (dataDir: string): Promise<ManagedRedis> =>
  ManagedRedis.start({ dataDir, binary, appendFsync: 'always', log: silentLog, patience: 300 })

test('[P19] without flock a living server keeps its directory, a dead one does not', async () => {
  const file = path.join(directory, 'lock')
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' })
  writeFileSync(`${file}.pid`, String(other.pid))
  await expect(lockDirectory(file)).rejects.toMatchObject({ code: 'STORE_IN_USE' })
  other.kill('SIGKILL')
  await once(other, 'exit')
  const lock = await lockDirectory(file)
  lock.release()
})

test('[P19] without flock no second Redis is started beside one that runs', async () => {
  const dataDir = path.join(directory, 'data')
  const first = await start(dataDir)
  const pid = first.state.type === 'running' ? first.state.pid : 0
  first.leave()
  // Hidden, as when its socket was removed: it still writes to the directory.
  process.kill(pid, 'SIGSTOP')
  await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_IN_USE' })
  process.kill(pid, 'SIGCONT')
  rmSync(path.join(dataDir, 'redis', 'redis.sock'))
  await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_IN_USE' })
  process.kill(pid, 'SIGKILL')
})

test('without flock Redis starts, stops and starts again', async () => {
  const dataDir = path.join(directory, 'again')
  const first = await start(dataDir)
  expect(first.state.type).toBe('running')
  await first.stop()
  const second = await start(dataDir)
  expect(second.state).toMatchObject({ type: 'running', adopted: false })
  await second.stop()
})
