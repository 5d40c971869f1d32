import { afterAll, beforeAll, expect, test } from 'vitest'
import { epochMs } from '../../../shared/time.ts'
import { verifyLedgers } from '../../../server/cli/ledger.ts'
import { readEnvironment } from '../../../server/config/environment.ts'
import { openLedger } from '../../../server/store/ledgerInRedis.ts'
import { siteKeys } from '../../../server/store/siteKeys.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis({ appendFsync: 'everysec' })
})
afterAll(() => redis.stop())

async function verify(options: { readonly site?: string; readonly json?: true } = {}) {
  const out: string[] = []
  const err: string[] = []
  const speaker = {
    out: (text: string) => out.push(text),
    err: (text: string) => err.push(text),
    progress: () => {},
  }
  const environment = readEnvironment({ DATA_DIR: redis.dataDir })
  return { code: await verifyLedgers(environment, options, speaker), out, err }
}

const at = epochMs(1_800_000_000_000)
const thanks = { to: 'ana', by: 'lin', kind: 'thanks', audience: 'me', amount: 1 } as const

test('[K4] starboard ledger verify: green on a true ledger, red and naming the fault on a false one', async () => {
  expect(await verify()).toMatchObject({ code: 0, out: [] })
  for (const site of ['east', 'west']) {
    await openLedger(redis.connections, site).grant('k1', { ...thanks, at, visibleAt: at })
  }
  const green = await verify()
  expect(green).toMatchObject({ code: 0, err: [] })
  expect(green.out.map((line) => line.split(':')[0])).toEqual(['east', 'west'])
  await redis.connections.command.redis.hset(siteKeys('west').balances, 'ana', '2')
  expect(await verify()).toMatchObject({
    code: 1,
    err: ['  The balance of ana is 2, the entries add up to 1.'],
  })
  expect((await verify({ site: 'east' })).code).toBe(0)
  const [json = ''] = (await verify({ site: 'west', json: true })).out
  expect(JSON.parse(json)).toMatchObject([{ site: 'west', entries: 1 }])
})

test('a site without a ledger is named, with those that have one', async () => {
  const { code, err } = await verify({ site: 'north' })
  expect(code).toBe(2)
  expect(err[0]).toContain('north')
})
