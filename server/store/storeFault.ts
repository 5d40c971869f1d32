/** Every way the store can fail, and what the operator does about it. */
export const storeErrorCodes = {
  STORE_UNREACHABLE:
    'Redis does not answer. It is retried; check `redis.log` in the data directory, or REDIS_URL and the network.',
  STORE_TIMEOUT:
    'Redis answered too slowly. It is retried; look for a slow disk or another process that uses it up.',
  STORE_OVERLOADED:
    'Events arrive faster than they can be put on disk. Send again after a pause; nothing that was acknowledged is lost.',
  STORE_DISK_FULL:
    'The disk of the data directory is nearly full. Free space or lower RETENTION_DAYS; events are taken again by themselves.',
  STORE_REFUSED:
    'Redis refused the write. Read the message: a full disk, too little memory or a read-only replica are the usual reasons.',
  STORE_CLOSED: 'The server is stopping. Send again to the one that takes over.',
  STORE_IN_USE:
    'Another Starboard or Redis runs on this data directory. Stop it, or give this one a DATA_DIR of its own.',
  STORE_NO_BINARY:
    'No Redis was found. Debian or Ubuntu: `apt-get install redis-server`. macOS: `brew install redis`. Windows: use WSL2 or Docker. Or set REDIS_URL to a Redis of your own.',
  STORE_FETCH_FAILED:
    'Redis could not be fetched. Run `sudo apt-get update && sudo apt-get install redis-server`, or set REDIS_URL.',
  STORE_START_FAILED:
    'Redis does not start. Read `redis.log` in the data directory; free disk space and file rights are the usual reasons.',
  STORE_TOO_OLD:
    'Redis 6.2 or newer is needed. Upgrade it, or unset REDIS_URL to use the built-in one.',
} as const

export type StoreErrorCode = keyof typeof storeErrorCodes

/** A failure of the store with a code and what to do about it. */
export class StoreFault extends Error {
  readonly code: StoreErrorCode
  /** What the operator does about it. */
  readonly hint: string

  constructor(code: StoreErrorCode, detail: string, cause?: unknown) {
    super(`${detail} ${storeErrorCodes[code]}`, cause === undefined ? undefined : { cause })
    this.name = 'StoreFault'
    this.code = code
    this.hint = storeErrorCodes[code]
  }
}

/** For now nothing can be read or written; asking again later is right. HTTP answers 503. [P1] */
export class StoreUnavailable extends StoreFault {
  constructor(code: StoreErrorCode, detail: string, cause?: unknown) {
    super(code, detail, cause)
    this.name = 'StoreUnavailable'
  }
}

/** What the store tells the operator; a pino logger fits. */
export interface StoreLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const silentLog: StoreLog = { info: () => {}, warn: () => {}, error: () => {} }
