import { expect, test } from 'vitest'
import { renewToken, type RenewPorts } from '../../../client/net/renewToken.ts'

/** A server that answers one after the other, and days that a test lets pass. */
function world(answers: readonly (object | 'offline')[]) {
  const asked: unknown[] = []
  const kept = new Map<string, string>()
  const left = [...answers]
  let minute = (): void => {}
  const ports: RenewPorts = {
    ask: (_path, request) => {
      asked.push(request.headers)
      const answer = left.shift()
      return answer === undefined || answer === 'offline'
        ? Promise.reject(new Error('offline'))
        : Promise.resolve(Response.json(answer, 'error' in answer ? { status: 401 } : {}))
    },
    storage: { setItem: (key, value) => void kept.set(key, value) },
    every: (_ms, run) => {
      minute = run
      return () => {
        minute = () => {}
      }
    },
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve))
  const nextDay = async () => {
    minute()
    await settled()
    for (let n = 1; n < 1440; n += 1) minute()
  }
  return { ports, asked, kept, nextDay }
}

test('[R4] a token that has had its week is replaced, kept and used from then on', async () => {
  const { ports, asked, kept, nextDay } = world([
    { token: null },
    'offline',
    { token: 'second' },
    { token: null },
  ])
  const handedOn: string[] = []
  const end = renewToken('wall', 'first', (token) => handedOn.push(token), ports)
  expect(asked).toEqual([])
  await nextDay()
  await nextDay()
  expect(handedOn).toEqual([])
  await nextDay()
  await nextDay()
  expect(handedOn).toEqual(['second'])
  expect(Object.fromEntries(kept)).toEqual({ 'starboard.token.wall': 'second' })
  expect(asked.map((headers) => Object.values(headers as object)[0])).toEqual([
    'Bearer first',
    'Bearer first',
    'Bearer first',
    'Bearer second',
  ])
  end()
  await nextDay()
  expect(asked).toHaveLength(4)
})

test('without a token, or with one that is refused, nothing is kept', async () => {
  const { ports, asked, kept, nextDay } = world([{ error: { code: 'UNAUTHORIZED' } }])
  renewToken('lead', '', () => {}, ports)
  await nextDay()
  expect(asked).toEqual([])
  renewToken('lead', 'revoked', () => {}, ports)
  await nextDay()
  expect(asked).toHaveLength(1)
  expect(kept.size).toBe(0)
})
