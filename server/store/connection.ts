import { Redis, type RedisOptions } from 'ioredis'
import { StoreUnavailable, type StoreErrorCode } from './storeFault.ts'

/** Where Redis listens: a unix socket of our own child, or an address somebody else runs. */
export type StoreAddress =
  | { readonly type: 'socket'; readonly path: string }
  | { readonly type: 'url'; readonly url: string }

/** Longest answer to a command that does not wait, ms. */
const COMMAND_TIMEOUT = 1500
const CONNECT_TIMEOUT = 2000
/** Longest time a read may wait in Redis, ms; a dead peer is noticed one grace later. */
export const LONGEST_BLOCK = 2000
const BLOCK_GRACE = 1500
const RETRY_FIRST = 20
/** A Redis of our own is back within a fraction of a second, and asking costs nothing. */
const RETRY_LONGEST = { socket: 100, url: 1000 } as const

/** Quick at first, then at a steady pace with jitter, so that many servers do not come at once. */
const retryAfter = (times: number, longest: number): number =>
  Math.min(longest, RETRY_FIRST * 2 ** Math.min(times, 10)) * (0.75 + Math.random() / 4)

const common: RedisOptions = {
  autoResendUnfulfilledCommands: false,
  enableOfflineQueue: false,
  maxRetriesPerRequest: null,
  connectTimeout: CONNECT_TIMEOUT,
  /** A replica after a failover: find the new primary. */
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
}

const isReplyError = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ReplyError'

/** What a failed command means to the caller. LOADING, a failover and the like pass by themselves. */
export function faultOf(error: unknown, doing: string): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error
  const message = error instanceof Error ? error.message : String(error)
  let code: StoreErrorCode = 'STORE_UNREACHABLE'
  if (isReplyError(error) && !/^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)/.test(message)) {
    code = 'STORE_REFUSED'
  } else if (message.includes('timed out')) code = 'STORE_TIMEOUT'
  return new StoreUnavailable(code, `Redis: ${doing} failed (${message}).`, error)
}

/**
 * One connection that heals by itself. A command under way when it is cut fails at once: whether
 * it was done is unknown, and only the caller knows if asking again is safe.
 */
export class StoreConnection {
  readonly redis: Redis
  readonly #pending = new Set<(reason: Error) => void>()
  readonly #waiting = new Set<() => void>()
  #closed = false
  #lastError = 'not connected yet'

  constructor(address: StoreAddress, options: RedisOptions) {
    const longest = RETRY_LONGEST[address.type]
    const retryStrategy = (times: number): number => retryAfter(times, longest)
    const all = { ...common, ...options, retryStrategy, replyMapping: 'legacy' as const }
    this.redis =
      address.type === 'socket'
        ? new Redis({ ...all, path: address.path })
        : new Redis(address.url, all)
    this.redis.on('error', (error) => {
      this.#lastError = error.message
    })
    this.redis.on('close', () => this.#failPending())
    this.redis.on('ready', () => this.#wake())
    this.redis.on('end', () => this.#wake())
  }

  get ready(): boolean {
    return this.redis.status === 'ready'
  }

  /** Why it is not ready, in Redis' or the system's words. */
  get lastError(): string {
    return this.#lastError
  }

  /** Settles with the command, or fails as soon as the connection is cut. */
  settle<T>(command: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.#pending.delete(reject)
      }
      this.#pending.add(reject)
      command.then(resolve, reject).finally(done)
    })
  }

  /** Resolves true when usable, false when `withinMs` has passed without. */
  whenReady(withinMs: number): Promise<boolean> {
    if (this.ready || this.#closed || withinMs <= 0) return Promise.resolve(this.ready)
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(finish)
        resolve(this.ready)
      }
      const timer = setTimeout(finish, withinMs)
      this.#waiting.add(finish)
    })
  }

  /** Drops the socket and connects anew; what is under way fails. */
  reconnect(): void {
    this.redis.disconnect(true)
    this.#failPending()
  }

  close(): void {
    this.#closed = true
    this.redis.disconnect()
    this.#failPending()
    this.#wake()
  }

  #failPending(): void {
    const reason = new Error(
      this.#closed ? 'the connection was closed' : `the connection was cut: ${this.#lastError}`,
    )
    for (const reject of this.#pending) reject(reason)
    this.#pending.clear()
  }

  #wake(): void {
    for (const finish of this.#waiting) finish()
  }
}

/** The connections of one server to one Redis. */
export interface StoreConnections {
  readonly command: StoreConnection
  /** A connection for one reader that waits; nobody else may use it. */
  openBlocking(): StoreConnection
  /** Why no events may be taken now, though Redis would take them; null when they may. [P14] */
  refusal(): StoreUnavailable | null
  close(): void
}

/** Connects; does not wait for Redis to answer, see `whenReady`. */
export function openConnections(
  address: StoreAddress,
  refusal: () => StoreUnavailable | null = () => null,
): StoreConnections {
  const command = new StoreConnection(address, {
    commandTimeout: COMMAND_TIMEOUT,
    socketTimeout: COMMAND_TIMEOUT * 2,
  })
  const blocking = new Set<StoreConnection>()
  return {
    command,
    refusal,
    openBlocking: () => {
      const connection = new StoreConnection(address, {
        socketTimeout: LONGEST_BLOCK + BLOCK_GRACE,
      })
      blocking.add(connection)
      return connection
    },
    close: () => {
      command.close()
      for (const connection of blocking) connection.close()
    },
  }
}
