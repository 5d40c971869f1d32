import type { AccessRecords } from '../access/accessRecords.ts'
import type { StoreConnection, StoreConnections } from './connection.ts'
import { repeated } from './repeated.ts'
import { runScript } from './scripts.ts'
import { siteKeys } from './siteKeys.ts'

/** Screens that wait to be let in are told soon that the store is away, ms. */
const READ_WITHIN = 1000

const marked = (value: string | null): string => (value === null ? '0' : `1${value}`)

/** Hashes `{site}:access:<kind>`, on connections that stay open. */
export function openAccessRecords({ command }: StoreConnections): AccessRecords {
  const keyOf = (scope: string, kind: string): string => `${siteKeys(scope).access}${kind}`
  return {
    read: (scope, kind, ids) => {
      const ask = ({ redis }: StoreConnection) => redis.hmget(keyOf(scope, kind), ...ids)
      return repeated(command, 'reading access', ask, performance.now() + READ_WITHIN)
    },
    all: async (scope, kind) => {
      const found = await repeated(command, 'reading access', ({ redis }) =>
        redis.hgetall(keyOf(scope, kind)),
      )
      return new Map(Object.entries(found))
    },
    swap: async (scope, kind, id, expected, next) => {
      const args = [id, marked(expected), marked(next)]
      const reply = await repeated(command, 'writing access', ({ redis }) =>
        runScript(redis, 'swap', [keyOf(scope, kind)], args),
      )
      return reply === 1
    },
  }
}
