import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { defaultBehaviours } from '../../../server/core/behaviours.ts'
import type { Thanked } from '../../../server/http/thanksDesk.ts'
import { Thanks, type ThanksPorts } from '../../../server/site/thanks.ts'
import { openLedgerDesk } from '../../../server/store/openLedgerDesk.ts'
import { silentLog } from '../../../server/store/storeFault.ts'
import type { FloorEvent } from '../../../shared/events.ts'
import type { Audience, Person } from '../../../shared/people.ts'
import { dayKey, epochMs } from '../../../shared/time.ts'
import { createCalendar } from '../../../server/config/calendar.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis({ appendFsync: 'everysec' })
})
afterAll(() => redis.stop())

const person = (id: string, lead = false): Person => ({
  id,
  name: { 'zh-CN': id, en: id },
  alias: null,
  team: 't1',
  startedOn: dayKey('2026-01-01'),
  agents: [`SIP/${id}`],
  lead,
})

async function floor(changes: Partial<ThanksPorts> = {}) {
  const events: FloorEvent[] = []
  const began = Date.now()
  const clock = { at: began }
  const now = () => epochMs(clock.at)
  const consents = new Map<string, Audience>([
    ['ana', 'wall'],
    ['bo', 'team'],
  ])
  const { desk, close } = await openLedgerDesk({
    connections: redis.connections,
    site: `site-${randomUUID()}`,
    dataDirectory: redis.dataDir,
    door: {
      admit: (batch) => {
        events.push(...batch)
        return Promise.resolve({ accepted: batch.length, duplicates: 0 })
      },
    },
    now,
    log: silentLog,
  })
  onTestFinished(close)
  const thanks = new Thanks({
    desk,
    people: () => ({
      people: [
        person('lin', true),
        person('wei', true),
        person('ana'),
        person('bo'),
        person('chen'),
      ],
      behaviours: defaultBehaviours,
    }),
    knows: (name) => name === 'SIP/9',
    consent: (name) => consents.get(name) ?? null,
    now,
    // The day began an hour ago, also just after midnight.
    calendar: () => ({ ...createCalendar('UTC', 0), startOf: () => epochMs(began - 3_600_000) }),
    ...changes,
  })
  const pass = (ms: number) => {
    clock.at += ms
  }
  return { thanks, desk, events, consents, pass, now }
}

const words = 'You stayed calm with an upset caller.'
const thank = (changes: object = {}) => ({
  id: `k-${randomUUID()}`,
  to: 'ana',
  behaviour: 'solved',
  reason: words,
  audience: 'wall' as const,
  ...changes,
})
const refusal = (answer: Thanked) => ('refused' in answer ? answer.refused : null)

test('[K3] the same id and content gives the same answer, also when quota and consent have changed', async () => {
  const { thanks, pass, consents } = await floor({ quota: { perDay: 1, perPersonPerDay: 1 } })
  const given = thank()
  const first = await thanks.thank('lin', given)
  pass(60_000)
  consents.set('ana', 'me')
  expect(await thanks.thank('lin', given)).toEqual(first)
  expect(refusal(await thanks.thank('lin', thank()))).toBe('QUOTA')
  for (const other of [{ to: 'bo' }, { behaviour: 'clear' }, { reason: `${words}!` }]) {
    expect(refusal(await thanks.thank('lin', { ...given, ...other }))).toBe('OTHER_CONTENT')
  }
  expect(refusal(await thanks.thank('wei', given))).toBe('OTHER_CONTENT')
})

test('[K7] nobody thanks themselves, by whatever name', async () => {
  const { thanks } = await floor()
  expect(refusal(await thanks.thank('lin', thank({ to: 'lin' })))).toBe('SELF')
  expect(refusal(await thanks.thank('lin', thank({ to: 'SIP/lin' })))).toBe('SELF')
})

test('[K7] ten seconds pass before anybody else sees it; the words are kept apart', async () => {
  const { thanks, desk, events, now } = await floor()
  const given = thank({ to: 'SIP/ana', reason: `  You stayed\u202E calm   today. ` })
  const at = now()
  expect(await thanks.thank('lin', given)).toEqual({
    id: given.id,
    audience: 'wall',
    at,
    visibleAt: at + 10_000,
    withdrawn: false,
  })
  const [event] = events
  expect(event?.data).toMatchObject({ kudos: given.id, to: 'ana', visibleAt: at + 10_000 })
  expect(JSON.stringify(events)).not.toContain('calm')
  expect((await desk.ledger.words([given.id])).get(given.id)).toBe('You stayed calm today.')
})

test('[K7] taken back within ten seconds nobody has seen it; later it is a reversing entry all the same', async () => {
  const { thanks, desk, events, pass } = await floor()
  const [early, late] = [thank(), thank()]
  await thanks.thank('lin', early)
  pass(9_999)
  expect(await thanks.withdraw({ person: 'lin', admin: false }, early.id)).toEqual({
    id: early.id,
    seen: false,
  })
  expect(await thanks.thank('lin', early)).toMatchObject({ withdrawn: true })
  await thanks.thank('lin', late)
  pass(60_000)
  const giver = { person: 'lin', admin: false }
  expect(await thanks.withdraw({ person: 'wei', admin: false }, late.id)).toEqual({
    refused: 'NOT_YOURS',
  })
  expect(await thanks.withdraw(giver, late.id)).toEqual({ id: late.id, seen: true })
  expect(await thanks.withdraw({ person: null, admin: true }, late.id)).toMatchObject({
    id: late.id,
  })
  expect(await thanks.withdraw(giver, 'unknown-id')).toEqual({ refused: 'UNKNOWN_KUDOS' })
  expect(await thanks.withdraw(giver, `reverse:${late.id}`)).toEqual({ refused: 'UNKNOWN_KUDOS' })
  expect(Object.fromEntries(await desk.ledger.balances())).toEqual({ ana: 0 })
  expect(new Set(events.map(({ id }) => id)).size).toBe(4)
})

test('[K6] nobody is shown further than they agreed, nor further than the giver asked', async () => {
  const { thanks } = await floor()
  const shown = async (to: string, audience: Audience) => {
    const answer = await thanks.thank('lin', thank({ to, audience }))
    return 'audience' in answer ? answer.audience : answer.refused
  }
  expect(await shown('ana', 'wall')).toBe('wall')
  expect(await shown('ana', 'me')).toBe('me')
  expect(await shown('bo', 'wall')).toBe('team')
  expect(await shown('chen', 'wall')).toBe('me')
  expect(await shown('SIP/9', 'team')).toBe('me')
})

test('[K7] quotas hold for many at once, count by day and person, and what was taken back is free again', async () => {
  const { thanks } = await floor({ quota: { perDay: 6, perPersonPerDay: 4 } })
  const all = Array.from({ length: 10 }, () => thank())
  const answers = await Promise.all(all.map((one) => thanks.thank('lin', one)))
  expect(answers.map(refusal).filter((code) => code === 'QUOTA')).toHaveLength(6)
  await thanks.withdraw({ person: 'lin', admin: false }, all[0]!.id)
  expect(refusal(await thanks.thank('lin', thank()))).toBeNull()
  expect(refusal(await thanks.thank('lin', thank({ to: 'bo' })))).toBeNull()
  expect(refusal(await thanks.thank('lin', thank({ to: 'bo' })))).toBeNull()
  expect(refusal(await thanks.thank('lin', thank({ to: 'chen' })))).toBe('QUOTA')
  expect(refusal(await thanks.thank('wei', thank({ to: 'chen' })))).toBeNull()
})

test.each([
  ['words too short', { reason: 'thank' }, 'TOO_SHORT'],
  ['spaces and unseen characters for words', { reason: ' a\u200B\u200E \u0007   b ' }, 'TOO_SHORT'],
  ['words too long', { reason: 'x'.repeat(141) }, 'TOO_LONG'],
  ['a mobile number', { reason: '客户 13812345678 很满意' }, 'PHONE_NUMBER'],
  ['a mobile number in groups', { reason: 'call 138-1234-5678 again' }, 'PHONE_NUMBER'],
  ['a full-width number', { reason: '客户１３８１２３４５６７８很满意' }, 'PHONE_NUMBER'],
  ['a landline', { reason: '请回电 (010) 6552 9988 谢谢' }, 'PHONE_NUMBER'],
  ['an identity number', { reason: '证件 11010519491231002X 已核对' }, 'ID_NUMBER'],
  ['an unknown person', { to: 'nobody' }, 'UNKNOWN_PERSON'],
  ['an unknown behaviour', { behaviour: 'speed' }, 'UNKNOWN_BEHAVIOUR'],
  ['an id that is none', { id: 'rule:1:ana' }, 'BAD_ID'],
])('[K7] refused and not on the ledger: %s', async (_, changes, code) => {
  const { thanks, desk, events } = await floor()
  expect(refusal(await thanks.thank('lin', thank(changes)))).toBe(code)
  expect(await desk.ledger.entries(null, 1)).toEqual([])
  expect(events).toEqual([])
})
