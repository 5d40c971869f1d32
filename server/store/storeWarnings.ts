import { faultOf, type StoreConnection } from './connection.ts'
import { StoreFault } from './storeFault.ts'

const OLDEST = [6, 2] as const

const valueOf = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]

/** @throws StoreFault STORE_TOO_OLD below Redis 6.2. */
function checkVersion(info: string): void {
  const version = valueOf(info, 'redis_version') ?? '0'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new StoreFault('STORE_TOO_OLD', `This is Redis ${version}.`)
  }
}

/** A hosted Redis may forbid CONFIG; then INFO is all there is. */
async function setting(connection: StoreConnection, name: string): Promise<string | undefined> {
  try {
    const reply = await connection.settle(connection.redis.config('GET', name))
    return reply[1]
  } catch {
    return undefined
  }
}

/**
 * What of the promises this Redis does not keep, each with what to do about it.
 * @throws StoreFault STORE_TOO_OLD, StoreUnavailable.
 */
export async function storeWarnings(connection: StoreConnection): Promise<readonly string[]> {
  let info: string
  try {
    info = await connection.settle(connection.redis.info())
  } catch (error) {
    throw faultOf(error, 'asking for its settings')
  }
  checkVersion(info)
  const warnings: string[] = []
  if (valueOf(info, 'aof_enabled') !== '1') {
    warnings.push(
      'Redis keeps no append-only file: a restart of Redis loses events. Set `appendonly yes`.',
    )
  } else if ((await setting(connection, 'appendfsync')) !== 'always') {
    warnings.push(
      'A power cut may lose the last second of events. Set `appendfsync always` in Redis.',
    )
  }
  if (valueOf(info, 'aof_last_write_status') === 'err') {
    warnings.push('Redis cannot write its append-only file. Free disk space or check its rights.')
  }
  const policy = valueOf(info, 'maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      `Redis may throw away events when memory is short (${policy}). Set \`maxmemory-policy noeviction\`.`,
    )
  }
  return warnings
}
