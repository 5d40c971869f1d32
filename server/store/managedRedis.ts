import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { repairAof, type AofRepair } from './aofRepair.ts'
import type { StoreAddress } from './connection.ts'
import { lockDirectory, type DirectoryLock } from './directoryLock.ts'
import { isAlive } from './processAlive.ts'
import type { RedisBinary } from './redisBinary.ts'
import { launchRedis, type AppendFsync, type RedisLaunch } from './redisProcess.ts'
import { probeRedis } from './redisProbe.ts'
import { makePrivateDirectory, removeShortDirectory, socketPath } from './socketDirectory.ts'
import { StoreFault, type StoreLog } from './storeFault.ts'

export interface ManagedRedisSettings {
  readonly dataDir: string
  readonly binary: RedisBinary
  readonly appendFsync: AppendFsync
  readonly log: StoreLog
  /** How long a Redis that holds the directory but does not answer is waited for, ms. Default: 5000. */
  readonly patience?: number
}

export type ManagedRedisState =
  | { readonly type: 'running'; readonly pid: number; readonly adopted: boolean }
  | { readonly type: 'restarting'; readonly attempts: number; readonly reason: string }
  | { readonly type: 'stopped' }

interface Running {
  readonly pid: number
  readonly adopted: boolean
}

const PATIENCE = 5000
const LOOK_AGAIN = 25
const WATCH_EVERY = 50
const BACKOFF_LONGEST = 5000
/** A Redis that ran for less has not really come back, ms. */
const SETTLED_AFTER = 5000
const STOP_PATIENCE = 10_000

/** A Redis of our own: started or adopted, watched and started again when it dies. */
export class ManagedRedis {
  readonly address: StoreAddress
  readonly #launch: RedisLaunch
  readonly #lock: DirectoryLock
  readonly #log: StoreLog
  readonly #patience: number
  readonly #repairs: AofRepair[] = []
  #state: ManagedRedisState = { type: 'stopped' }
  #watch: NodeJS.Timeout | undefined
  #stopping = false
  #runningSince = 0
  /** Starts since Redis last ran for a while. */
  #attempts = 0

  private constructor(launch: RedisLaunch, lock: DirectoryLock, settings: ManagedRedisSettings) {
    this.#launch = launch
    this.#lock = lock
    this.#log = settings.log
    this.#patience = settings.patience ?? PATIENCE
    this.address = { type: 'socket', path: launch.socket }
  }

  /**
   * Adopts the Redis that runs on the data directory, or starts one.
   * @throws StoreFault STORE_IN_USE, STORE_START_FAILED.
   */
  static async start(settings: ManagedRedisSettings): Promise<ManagedRedis> {
    const { dataDir, binary, appendFsync } = settings
    const directory = path.resolve(dataDir, 'redis')
    makePrivateDirectory(path.resolve(dataDir))
    makePrivateDirectory(directory)
    const lock = await lockDirectory(path.join(path.resolve(dataDir), 'server.lock'))
    const launch = { binary, directory, socket: socketPath(directory), appendFsync }
    const managed = new ManagedRedis(launch, lock, settings)
    try {
      managed.#run(await managed.#find())
    } catch (error) {
      lock.release()
      throw error
    }
    return managed
  }

  get state(): ManagedRedisState {
    return this.#state
  }

  /** Repairs of the append-only file since the start: the operator must hear of them. [P3] */
  get repairs(): readonly AofRepair[] {
    return this.#repairs
  }

  /** Stops Redis, which writes everything down first, and lets go of the directory. */
  async stop(): Promise<void> {
    const { pid } = this.#end()
    if (pid !== null) await this.#terminate(pid)
    removeShortDirectory(this.#launch.socket, this.#launch.directory)
    this.#lock.release()
  }

  /** Lets go of the directory and leaves Redis running for the next server to adopt. */
  leave(): void {
    this.#end()
    this.#lock.release()
  }

  #end(): { readonly pid: number | null } {
    this.#stopping = true
    clearInterval(this.#watch)
    const pid = this.#state.type === 'running' ? this.#state.pid : null
    this.#state = { type: 'stopped' }
    return { pid }
  }

  async #terminate(pid: number): Promise<void> {
    const deadline = performance.now() + STOP_PATIENCE
    if (isAlive(pid)) process.kill(pid, 'SIGTERM')
    while (isAlive(pid) && performance.now() < deadline) await pause(5)
    if (isAlive(pid)) this.#log.error({ pid }, 'Redis does not stop; it is left running')
  }

  /** The Redis that is there already, or a new one. */
  async #find(): Promise<Running> {
    const deadline = performance.now() + this.#patience
    for (;;) {
      const probe = await probeRedis(this.#launch.socket)
      if (probe.type === 'ready') return { pid: probe.pid, adopted: true }
      if (probe.type === 'absent') {
        const started = await this.#startOne()
        if (started !== null) return started
      }
      if (probe.type !== 'loading' && performance.now() >= deadline) {
        throw new StoreFault(
          'STORE_IN_USE',
          `A Redis holds ${this.#launch.directory} and does not answer.`,
        )
      }
      await pause(LOOK_AGAIN)
    }
  }

  /** Null when another Redis holds the directory. */
  async #startOne(): Promise<Running | null> {
    let outcome = await launchRedis(this.#launch)
    if (outcome.type === 'damaged') {
      this.#repair()
      outcome = await launchRedis(this.#launch)
    }
    switch (outcome.type) {
      case 'ready':
        outcome.child.once('exit', () => this.#died(outcome.pid))
        return { pid: outcome.pid, adopted: false }
      case 'locked':
        return null
      case 'damaged':
        throw new StoreFault('STORE_START_FAILED', 'The repaired append-only file is not readable.')
      case 'failed':
        throw new StoreFault('STORE_START_FAILED', `${outcome.reason}.`)
      default:
        return outcome satisfies never
    }
  }

  #repair(): void {
    const stamp = new Date().toISOString().replaceAll(':', '-')
    const repair = repairAof(this.#launch.binary, this.#launch.directory, stamp)
    this.#repairs.push(repair)
    this.#log.error(
      repair,
      'the append-only file of Redis was damaged; it was repaired and its end cut off, the original is kept',
    )
  }

  #run(running: Running): void {
    this.#state = { type: 'running', ...running }
    this.#runningSince = performance.now()
    this.#log.info(running, running.adopted ? 'Redis adopted' : 'Redis started')
    clearInterval(this.#watch)
    // The exit of an adopted Redis is told to nobody: look.
    this.#watch = setInterval(() => {
      if (!isAlive(running.pid)) this.#died(running.pid)
    }, WATCH_EVERY).unref()
  }

  #died(pid: number): void {
    if (this.#stopping || this.#state.type !== 'running' || this.#state.pid !== pid) return
    clearInterval(this.#watch)
    if (performance.now() - this.#runningSince > SETTLED_AFTER) this.#attempts = 0
    const reason = 'Redis ended unexpectedly'
    this.#state = { type: 'restarting', attempts: this.#attempts, reason }
    this.#log.error({ pid, ...this.#state }, 'Redis ended unexpectedly; it is started again')
    void this.#restart()
  }

  /** At once the first time; then ever later, so that a Redis that cannot live does not eat the machine. */
  async #restart(): Promise<void> {
    while (!this.#stopping) {
      if (this.#attempts > 0) await pause(backoff(this.#attempts), undefined, { ref: false })
      this.#attempts += 1
      try {
        const running = await this.#find()
        if (this.#stopping) await this.#terminate(running.pid)
        else this.#run(running)
        return
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        this.#state = { type: 'restarting', attempts: this.#attempts, reason }
        this.#log.error(this.#state, 'Redis could not be started again; it is tried again')
      }
    }
  }
}

const backoff = (attempts: number): number =>
  Math.min(BACKOFF_LONGEST, 50 * 2 ** Math.min(attempts, 10))
