import type { RedisBinary } from './redisBinary.ts'
import { StoreFault } from './storeFault.ts'

/** @throws StoreFault STORE_NO_BINARY where it cannot be fetched. */
export function fetchRedis(
  _dataDir: string,
  _onProgress: (line: string) => void,
): Promise<RedisBinary> {
  return Promise.reject(new StoreFault('STORE_NO_BINARY', ''))
}
