import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { StoreFault, StoreUnavailable, storeErrorCodes } from '../../../server/store/storeFault.ts'

test('every fault of the store is documented, and nothing else is', () => {
  const page = readFileSync(new URL('../../../docs/redis.md', import.meta.url), 'utf8')
  const documented = [...page.matchAll(/^\| `(STORE_\w+)` \|/gm)].map((found) => found[1])
  expect(new Set(documented)).toEqual(new Set(Object.keys(storeErrorCodes)))
  expect(documented).toHaveLength(Object.keys(storeErrorCodes).length)
})

test('a fault says what happened and what to do', () => {
  const fault = new StoreUnavailable('STORE_CLOSED', 'The store was closed.')
  expect(fault).toBeInstanceOf(StoreFault)
  expect(fault.message).toBe(`The store was closed. ${storeErrorCodes.STORE_CLOSED}`)
  expect(fault.hint).toBe(storeErrorCodes.STORE_CLOSED)
})
