import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { LOCKED } from './directoryLock.ts'
import type { RedisBinary } from './redisBinary.ts'
import { probeRedis } from './redisProbe.ts'

/** `always`: acknowledged means on disk. `everysec` is faster and may lose a second at a power cut. [P3] */
export type AppendFsync = 'always' | 'everysec'

export interface RedisLaunch {
  readonly binary: RedisBinary
  readonly directory: string
  readonly socket: string
  readonly appendFsync: AppendFsync
}

/** How starting a Redis ended. */
export type LaunchOutcome =
  | { readonly type: 'ready'; readonly child: ChildProcess; readonly pid: number }
  | { readonly type: 'locked' }
  | { readonly type: 'damaged' }
  | { readonly type: 'failed'; readonly reason: string }

const PROBE_EVERY = 3
const LOG_TAIL = 4096

const logFile = (directory: string): string => path.join(directory, 'redis.log')

const pidFile = (directory: string): string => path.join(directory, 'redis.pid')

const redisArguments = ({ directory, socket, appendFsync }: RedisLaunch): string[] => [
  ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', directory],
  ...['--appendonly', 'yes', '--appendfsync', appendFsync, '--aof-load-truncated', 'yes'],
  ...['--save', '', '--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
  ...['--logfile', logFile(directory), '--pidfile', pidFile(directory)],
]

let flockFound: boolean | undefined
const hasFlock = (): boolean => (flockFound ??= spawnSync('flock', ['--version']).status === 0)

/** Ours outlives us: a killed server leaves its Redis running for the next one to adopt. */
function spawnRedis(launch: RedisLaunch): ChildProcess {
  const options = {
    cwd: launch.directory,
    env: { ...process.env, ...launch.binary.environment },
    stdio: 'ignore',
    detached: true,
  } as const
  const own = redisArguments(launch)
  if (!hasFlock()) return spawn(launch.binary.file, own, options)
  const lock = path.join(launch.directory, 'redis.lock')
  const held = ['--no-fork', '-n', '-E', String(LOCKED), lock, launch.binary.file, ...own]
  return spawn('flock', held, options)
}

/** Where flock is missing: whether the Redis that wrote its id here still runs. */
function anotherRuns(directory: string): boolean {
  if (hasFlock() || !existsSync(pidFile(directory))) return false
  const pid = readFileSync(pidFile(directory), 'utf8').trim()
  const asked = spawnSync('ps', ['-p', pid, '-o', 'comm='], { encoding: 'utf8' })
  return /redis|valkey/.test(asked.stdout)
}

/** The end of Redis' own log: why it did not start. */
function lastWords(directory: string): string {
  try {
    const descriptor = openSync(logFile(directory), 'r')
    const { size } = fstatSync(descriptor)
    const tail = Buffer.alloc(Math.min(LOG_TAIL, size))
    readSync(descriptor, tail, 0, tail.length, size - tail.length)
    closeSync(descriptor)
    return tail.toString('utf8')
  } catch {
    return ''
  }
}

function judgeExit(launch: RedisLaunch, code: number | null): LaunchOutcome {
  if (code === LOCKED) return { type: 'locked' }
  const words = lastWords(launch.directory)
  const afterStart = words.slice(Math.max(0, words.lastIndexOf('Redis is starting')))
  if (/Bad file format reading the append only file|AOF format error/.test(afterStart)) {
    return { type: 'damaged' }
  }
  const line = afterStart.trim().split('\n').at(-1) ?? ''
  return { type: 'failed', reason: `Redis ended with code ${code}: ${line}` }
}

async function endOf(launch: RedisLaunch, child: ChildProcess): Promise<LaunchOutcome> {
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    return judgeExit(launch, code)
  } catch (error) {
    return { type: 'failed', reason: `${launch.binary.file} could not be run: ${String(error)}` }
  }
}

/** Starts Redis and waits until it has read its file and answers. */
export async function launchRedis(launch: RedisLaunch): Promise<LaunchOutcome> {
  if (anotherRuns(launch.directory)) return { type: 'locked' }
  const child = spawnRedis(launch)
  child.unref()
  let over = false
  const ended = endOf(launch, child).finally(() => {
    over = true
  })
  const answered = async (): Promise<LaunchOutcome> => {
    while (!over) {
      const probe = await probeRedis(launch.socket)
      if (probe.type === 'ready' && probe.pid === child.pid) {
        return { type: 'ready', child, pid: probe.pid }
      }
      await pause(PROBE_EVERY)
    }
    return ended
  }
  return Promise.race([ended, answered()])
}
