import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Thank } from '../../../shared/protocol/people.ts'
import type { Thanked, ThanksDesk, Withdrawer, Withdrawn } from '../../../server/http/thanksDesk.ts'
import { epochMs } from '../../../shared/time.ts'
import { codeOf, housedApp, type HousedApp } from '../../support/housedApp.ts'

let house: HousedApp
let asked: unknown[][]
let answer: Thanked | Withdrawn

const desk: ThanksDesk = {
  thank: (by: string, thank: Thank) => {
    asked.push([by, thank])
    return Promise.resolve(answer as Thanked)
  },
  withdraw: (by: Withdrawer, id: string) => {
    asked.push([by, id])
    return Promise.resolve(answer as Withdrawn)
  },
}

beforeAll(async () => {
  house = await housedApp({}, desk)
})
beforeEach(() => {
  asked = []
})
afterAll(() => house.close())

const thank = {
  id: 'k-0123456789',
  to: 'ana',
  behaviour: 'solved',
  reason: 'You stayed calm.',
  audience: 'wall',
}
const post = (as: string, body: object = thank, query = '') =>
  house.ask('POST', `/api/v1/kudos${query}`, { token: house.tokens.get(as), body })

test('[K3, K7] a thank-you goes to the desk in the name of the lead, whatever the body says', async () => {
  const at = epochMs(1_800_000_000_000)
  answer = { id: thank.id, audience: 'team', at, visibleAt: epochMs(at + 10_000), withdrawn: false }
  const given = await post('lead')
  expect(given.status).toBe(201)
  expect(await given.json()).toEqual(answer)
  await post('integrator:kudos')
  expect(asked).toEqual([
    ['lin', thank],
    ['lin', thank],
  ])
  expect(await codeOf(await post('lead', { ...thank, by: 'wei' }))).toBe('BAD_BODY')
  expect(asked).toHaveLength(2)
})

test.each([
  ['TOO_SHORT', 400, 'BAD_REASON'],
  ['PHONE_NUMBER', 400, 'BAD_REASON'],
  ['SELF', 403, 'SELF_THANKS'],
  ['UNKNOWN_PERSON', 404, 'UNKNOWN_PERSON'],
  ['OTHER_CONTENT', 409, 'OTHER_CONTENT'],
  ['QUOTA', 429, 'KUDOS_QUOTA'],
] as const)(
  '[K3, K7] refused as %s it is answered with %i and what to do',
  async (refused, status, code) => {
    answer = { refused }
    const response = await post('lead')
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      error: { code, hint: expect.any(String) },
      ...(code === 'BAD_REASON' ? { fault: refused } : {}),
    })
  },
)

test.each([
  ['no member', { ...thank, audience: undefined }],
  ['one too many', { ...thank, amount: 100 }],
  ['an id of another kind', { ...thank, id: 'rule:1:ana:2026-W01:1' }],
  ['an audience that is none', { ...thank, audience: 'everyone' }],
  ['a list', [thank]],
  ['text for words', { ...thank, reason: { toString: 'x' } }],
])('bad input with %s is refused before the desk', async (_, body) => {
  expect(await codeOf(await post('lead', body))).toBe('BAD_BODY')
  expect(asked).toEqual([])
})

test('[K4] the giver and an admin take back; the desk says for whom', async () => {
  answer = { id: thank.id, seen: false }
  const remove = (as: string) =>
    house.ask('DELETE', `/api/v1/kudos/${thank.id}`, { token: house.tokens.get(as) })
  expect(await (await remove('lead')).json()).toEqual(answer)
  await remove('admin')
  expect(asked).toEqual([
    [{ person: 'lin', admin: false }, thank.id],
    [{ person: null, admin: true }, thank.id],
  ])
  answer = { refused: 'NOT_YOURS' }
  expect(await codeOf(await remove('lead'))).toBe('FORBIDDEN')
  answer = { refused: 'UNKNOWN_KUDOS' }
  expect(await codeOf(await remove('lead'))).toBe('UNKNOWN_KUDOS')
})

test('[R2] a lead acts on their own site alone', async () => {
  expect(await codeOf(await post('lead', thank, '?site=other'))).toBe('FORBIDDEN')
  expect(asked).toEqual([])
})

test('words never reach the log', async () => {
  answer = { refused: 'PHONE_NUMBER' }
  await post('lead', { ...thank, reason: 'Secret words 13812345678' })
  expect(house.log.join('')).not.toMatch(/Secret|13812345678/)
})
