import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { leaseOwner } from '../../../server/store/leaseOwner.ts'
import { openSiteStore } from '../../../server/store/redisSiteStore.ts'
import { siteKeys } from '../../../server/store/siteKeys.ts'
import { StoreUnavailable } from '../../../server/store/storeFault.ts'
import { many, wholeLog } from '../../contracts/siteStore.ts'
import { startTestRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(() => redis.stop())

const socket = (): string => {
  const { address } = redis.managed
  return address.type === 'socket' ? address.path : ''
}

interface Ended {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  readonly lines: readonly string[]
}

/** Starts a process of test/support. */
function start(
  program: 'countingFold' | 'sender',
  args: readonly (string | number)[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const file = fileURLToPath(new URL(`../../support/${program}.ts`, import.meta.url))
  return spawn(process.execPath, ['--import', 'tsx', file, socket(), ...args.map(String)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** How a process ended, natural or not. */
async function ended(child: ChildProcess): Promise<Ended> {
  let output = ''
  child.stdout?.on('data', (part: Buffer) => {
    output += part.toString()
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code, signal, lines: output.split('\n').filter((line) => line !== '') }
}

const run = (...of: Parameters<typeof start>): Promise<Ended> => ended(start(...of))

/** One letter, as the kernel gives it: T is stopped. */
const stateOf = (pid: number | undefined): string =>
  readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8').split(') ')[1]?.[0] ?? ''

/** Counts one event each of 400, with the process killed at the places named, one life each. */
async function countedThroughDeaths(
  deaths: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const site = `site-${randomUUID()}`
  const store = openSiteStore(redis.connections, site)
  await store.ingest(many(400))
  for (const death of deaths) {
    const life = await run('countingFold', [site], { ...environment, FAILPOINT: death })
    expect(life.signal).toBe('SIGKILL')
  }
  expect((await run('countingFold', [site])).code).toBe(0)
  const counted = (await store.load())?.rows.get('sales')
  await store.close()
  return counted
}

test('[P1] kill -9 before or after a commit counts every event exactly once', async () => {
  expect(await countedThroughDeaths(['commit.beforeWrite:2', 'commit.afterWrite:3'])).toBe('400')
}, 30_000)

test('[P1] control: rows and offset written apart count events twice when killed in between', async () => {
  const apart = { FAILPOINT_BREAK: 'offsetApart' }
  expect(await countedThroughDeaths(['commit.between:3'], apart)).toBe('450')
}, 30_000)

test('[P1] a server that was frozen and wakes up after another took over writes nothing', async () => {
  const site = `site-${randomUUID()}`
  const store = openSiteStore(redis.connections, site)
  await store.ingest(many(400))
  const zombie = start('countingFold', [site], { FAILPOINT: 'commit.beforeWrite:3:stop' })
  await vi.waitUntil(() => stateOf(zombie.pid) === 'T', { timeout: 20_000, interval: 5 })
  expect((await store.load())?.rows.get('sales')).toBe('100')
  await redis.connections.command.redis.hset(siteKeys(site).lease, 'until', '0')
  expect((await run('countingFold', [site])).code).toBe(0)
  zombie.kill('SIGCONT')
  expect((await ended(zombie)).code).toBe(3)
  expect((await store.load())?.rows.get('sales')).toBe('400')
  await store.close()
}, 30_000)

test('[P1] a sender that dies before or after the write sends again, and each event is there once', async () => {
  const site = `site-${randomUUID()}`
  const acknowledged: string[] = []
  for (const death of ['ingest.beforeWrite:3', 'ingest.afterWrite:3', '']) {
    const life = await run('sender', [site, acknowledged.length, 199], { FAILPOINT: death })
    expect(life.signal).toBe(death === '' ? null : 'SIGKILL')
    acknowledged.push(...life.lines)
  }
  const store = openSiteStore(redis.connections, site)
  expect((await wholeLog(store)).map((event) => event.id)).toEqual(acknowledged)
  expect(acknowledged).toHaveLength(200)
  await store.close()
}, 30_000)

test('[P5] the lease of a killed server is taken at once by the next one on this machine', async () => {
  const site = `site-${randomUUID()}`
  const store = openSiteStore(redis.connections, site)
  await store.ingest(many(10))
  const life = await run('countingFold', [site], { FAILPOINT: 'commit.beforeWrite' })
  expect(life.signal).toBe('SIGKILL')
  expect(await store.acquire(leaseOwner())).toBeGreaterThan(0)
  await store.close()
}, 30_000)

/** Sends from four callers at once, a fifth of it twice, and kills Redis now and then. */
async function sendThroughKills(site: string, kills: readonly number[]): Promise<Set<string>> {
  const store = openSiteStore(redis.connections, site)
  const acknowledged = new Set<string>()
  const due = [...kills]
  const caller = async (name: string): Promise<void> => {
    for (let n = 0; n < 40; n += 1) {
      const batch = [...many(20, `${name}${n}-`), ...many(5, `${name}${n - 1}-`)]
      for (let done = false; !done;) {
        done = await store.ingest(batch).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error
            return false
          },
        )
      }
      for (const { id } of batch) acknowledged.add(id)
      if (due[0] !== undefined && acknowledged.size >= due[0]) {
        due.shift()
        if (redis.managed.state.type === 'running') redis.kill()
      }
    }
  }
  await Promise.all(['a', 'b', 'c', 'd'].map(caller))
  await store.close()
  return acknowledged
}

async function logged(site: string): Promise<string[]> {
  await vi.waitUntil(() => redis.managed.state.type === 'running', { timeout: 10_000 })
  const store = openSiteStore(redis.connections, site)
  const ids = (await wholeLog(store)).map((event) => event.id)
  await store.close()
  return ids
}

test('[P1] kill -9 of Redis in the middle of ingest: nothing acknowledged is lost, nothing doubled', async () => {
  const site = `site-${randomUUID()}`
  const acknowledged = await sendThroughKills(site, [300, 1000, 1700, 2400])
  const ids = await logged(site)
  expect(ids.toSorted()).toEqual([...acknowledged].toSorted())
}, 60_000)

test('[P1] control: without the append-only file the same verifier sees the loss', async () => {
  const site = `site-${randomUUID()}`
  await redis.connections.command.redis.config('SET', 'appendonly', 'no')
  const acknowledged = await sendThroughKills(site, [1000])
  const ids = new Set(await logged(site))
  expect([...acknowledged].filter((id) => !ids.has(id)).length).toBeGreaterThan(0)
}, 60_000)
