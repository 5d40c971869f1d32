import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FailPointName } from '../../../server/store/failPoint.ts'
import { openLedger } from '../../../server/store/ledgerInRedis.ts'
import { verifyLedger } from '../../../server/store/ledgerVerify.ts'
import { openSiteStore } from '../../../server/store/redisSiteStore.ts'
import { wholeLog } from '../../contracts/siteStore.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(() => redis.stop())

/** So many sites stand at the step when the process is killed. */
const SITES = 20
const giver = fileURLToPath(new URL('../../support/ledgerGiver.ts', import.meta.url))

async function life(
  prefix: string,
  step: FailPointName | '',
  first: number,
  last: number,
  broken = '',
): Promise<NodeJS.Signals | null> {
  const { address } = redis.managed
  const socket = address.type === 'socket' ? address.path : ''
  const args = [socket, redis.dataDir, prefix, SITES, step, first, last].map(String)
  const child = spawn(process.execPath, ['--import', 'tsx', giver, ...args], {
    env: { ...process.env, FAILPOINT_BREAK: broken },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return signal
}

interface Kept {
  readonly entries: readonly string[]
  readonly events: readonly string[]
  readonly words: readonly string[]
  readonly faults: readonly string[]
}

async function kept(site: string, ids: readonly string[]): Promise<Kept> {
  const ledger = openLedger(redis.connections, site)
  const store = openSiteStore(redis.connections, site)
  const events = (await wholeLog(store)).map(({ id }) => id.replace('kudos:', ''))
  await store.close()
  return {
    entries: (await ledger.entries(null, 100)).map(({ id }) => id),
    events,
    words: [...(await ledger.words(ids)).values()],
    faults: (await verifyLedger(redis.connections.command.redis, site)).faults,
  }
}

/** Killed while giving k2; the next life ends what was begun and gives k3. */
async function keptThroughDeath(step: FailPointName, broken = ''): Promise<readonly Kept[]> {
  const prefix = `site-${randomUUID()}-`
  expect(await life(prefix, step, 0, 2, broken)).toBe('SIGKILL')
  expect(await life(prefix, '', 3, 3, broken)).toBeNull()
  const sites = Array.from({ length: SITES }, (_, n) => `${prefix}${n}`)
  return Promise.all(sites.map((site) => kept(site, ['k0', 'k1', 'k2', 'k3'])))
}

const all = ['k0', 'k1', 'k2', 'k3']

test.each([
  'grant.afterJournal',
  'grant.afterLedger',
  'grant.afterEvent',
  'grant.afterDone',
] as const)(
  '[P2, K3] kill -9 at %s on twenty sites: nothing begun is lost, nothing is doubled',
  async (step) => {
    for (const site of await keptThroughDeath(step)) {
      expect(site.entries).toEqual(all)
      expect(site.events).toEqual(all)
      expect(site.words).toHaveLength(4)
      expect(site.faults).toEqual([])
    }
  },
  60_000,
)

test('[P2] kill -9 before the journal on twenty sites: nothing was begun, nothing is half there', async () => {
  for (const site of await keptThroughDeath('grant.beforeJournal')) {
    expect(site.entries).toEqual(['k0', 'k1', 'k3'])
    expect(site.events).toEqual(['k0', 'k1', 'k3'])
    expect(site.faults).toEqual([])
  }
}, 60_000)

test('[P2] control: without the journal a grant on the ledger never becomes an event', async () => {
  for (const site of await keptThroughDeath('grant.afterLedger', 'journalOff')) {
    expect(site.entries).toEqual(all)
    expect(site.events).toEqual(['k0', 'k1', 'k3'])
  }
}, 60_000)

test('[P2] control: a ledger written in steps doubles, and verify sees it', async () => {
  for (const site of await keptThroughDeath('grant.between', 'grantApart')) {
    expect(site.entries).toEqual(['k0', 'k1', 'k2', 'k2', 'k3'])
    expect(site.faults.join(' ')).toContain('is k2 a second time')
  }
}, 60_000)
