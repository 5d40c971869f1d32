import { expect, test } from 'vitest'
import { faultOf } from '../../../server/store/connection.ts'
import { StoreUnavailable } from '../../../server/store/storeFault.ts'

function replyError(message: string): Error {
  const error = new Error(message)
  error.name = 'ReplyError'
  return error
}

test.each([
  [replyError('LOADING Redis is loading the dataset in memory'), 'STORE_UNREACHABLE'],
  [replyError("READONLY You can't write against a read only replica."), 'STORE_UNREACHABLE'],
  [replyError('MISCONF Errors writing to the AOF file: No space left on device'), 'STORE_REFUSED'],
  [replyError("OOM command not allowed when used memory > 'maxmemory'."), 'STORE_REFUSED'],
  [new Error('Command timed out'), 'STORE_TIMEOUT'],
  [new Error('connect ECONNREFUSED 127.0.0.1:6379'), 'STORE_UNREACHABLE'],
  ['odd', 'STORE_UNREACHABLE'],
])('[P6] %s is %s', (error, code) => {
  const fault = faultOf(error, 'writing')
  expect(fault.code).toBe(code)
  expect(fault.message).toContain('writing failed')
})

test('a fault of ours stays what it was', () => {
  const fault = new StoreUnavailable('STORE_CLOSED', 'closed')
  expect(faultOf(fault, 'reading')).toBe(fault)
})
