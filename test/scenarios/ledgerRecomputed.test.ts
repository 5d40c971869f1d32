import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FloorEvent } from '../../shared/events.ts'
import { epochMs, HOUR, millis, MINUTE } from '../../shared/time.ts'
import { createCalendar } from '../../server/config/calendar.ts'
import { readSiteFile } from '../../server/config/siteFile.ts'
import type { SiteConfig } from '../../server/core/siteConfig.ts'
import { demoPlan } from '../../server/sources/simulated/demoPlan.ts'
import { simulate } from '../../server/sources/simulated/simulate.ts'
import { openConnections } from '../../server/store/connection.ts'
import type { PlacedEntry } from '../../server/store/ledger.ts'
import { openLedger } from '../../server/store/ledgerInRedis.ts'
import { socketPath } from '../../server/store/socketDirectory.ts'
import { dataDirectory, freePort, ServerProcess } from '../support/serverProcess.ts'

const FILE = 'docs/demo-site.yaml'
const TZ = 'Asia/Shanghai'
/** A Wednesday, so that all of it lies in one week. */
const START = epochMs(Date.UTC(2026, 10, 18, 2))
const LASTING = millis(3 * HOUR)

const data = dataDirectory()
let server: ServerProcess

beforeAll(async () => {
  const environment = { SITE_FILES: FILE }
  server = new ServerProcess({ dataDirectory: data.path, port: await freePort(), environment })
  await server.ready()
})

afterAll(async () => {
  await server.stop()
  data.remove()
})

function siteOfFile(): SiteConfig {
  const read = readSiteFile(readFileSync(FILE), { timezone: TZ, language: 'zh-CN' })
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.config
}

function morning(): FloorEvent[] {
  const from = START
  const plan = demoPlan({ calendar: createCalendar(TZ, 0), backfill: LASTING })
  const first = { file: 'a morning', from, speed: 'max' } as const
  const events: FloorEvent[] = [
    { id: 'start', source: 'test', type: 'replay.started', time: from, data: first },
  ]
  for (const event of simulate(plan, 11, from)) {
    if (event.time > from + LASTING) break
    events.push({ ...event, replay: true })
  }
  return events
}

interface Mark {
  readonly at: number
  readonly good: number
}

/** The separate small program: per person and standard, what was told of it and when. Knows nothing of the fold. */
function marksOf(events: readonly FloorEvent[]): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>()
  const add = (person: string, point: string, mark: Mark): void => {
    const key = `${person} ${point}`
    marks.set(key, [...(marks.get(key) ?? []), mark])
  }
  for (const { type, time: at, data: said } of events) {
    if (type === 'survey.answered' && said.kind === 'csat' && said.agent) {
      add(said.agent, 'satisfaction', {
        at,
        good: said.score >= (said.scale === 5 ? 4 : 8) ? 100 : 0,
      })
    }
    if (type === 'quality.assessed') add(said.agent, 'quality', { at, good: said.score })
  }
  return marks
}

/** Mean of what was told up to a moment, and of how many. */
function meanUntil(
  marks: readonly Mark[],
  moment: number,
): { readonly mean: number; readonly n: number } {
  const told = marks.filter(({ at }) => at <= moment)
  return { mean: told.reduce((sum, { good }) => sum + good, 0) / told.length, n: told.length }
}

async function ledgerEntries(): Promise<readonly PlacedEntry[]> {
  const address = { type: 'socket', path: socketPath(join(data.path, 'redis')) } as const
  const connections = openConnections(address)
  await connections.command.whenReady(5000)
  const entries = await openLedger(connections, 'demo').entries(null, 10_000)
  connections.close()
  return entries
}

/** Once nothing more is granted. */
async function settledLedger(): Promise<readonly PlacedEntry[]> {
  let before = -1
  for (let looks = 0; looks < 40; looks += 1) {
    const entries = await ledgerEntries()
    if (entries.length === before && entries.length > 0) return entries
    before = entries.length
    await wait(1500)
  }
  throw new Error(`Nothing was granted. The server said:\n${server.output}`)
}

async function deliver(events: readonly FloorEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 500)
    await server.deliver(events.slice(from, from + 500))
}

test('[K3] [K4] every kudos of a morning recomputes from its events, and the same morning again grants nothing', async () => {
  const events = morning()
  await deliver(events)
  const entries = await settledLedger()
  const { people, scheme } = siteOfFile().people
  const marks = marksOf(events)
  const newcomers = new Set(
    people
      .filter(({ startedOn }) => START - Date.parse(startedOn) < 90 * 24 * HOUR)
      .map(({ id }) => id),
  )
  const targetOf = (person: string, point: 'satisfaction' | 'quality'): number =>
    (newcomers.has(person) ? scheme.newcomers.targets[point] : undefined) ??
    scheme.standards[point].target

  const lit = new Set<string>()
  for (const { body } of entries) {
    const point = body.rule?.replace('lit-', '')
    if (point !== 'satisfaction' && point !== 'quality') continue
    lit.add(`${body.to} ${point}`)
    // Reached at both looks, a minute apart.
    for (const look of [body.at - MINUTE, body.at]) {
      const { mean, n } = meanUntil(marks.get(`${body.to} ${point}`) ?? [], look)
      expect({ to: body.to, point, reached: mean >= targetOf(body.to, point) }).toMatchObject({
        reached: true,
      })
      expect(n).toBeGreaterThanOrEqual(scheme.standards[point].minimumSample)
    }
  }
  expect(lit.size).toBeGreaterThan(10)
  const held = [...marks].filter(([key, told]) => {
    const [person = '', point] = key.split(' ')
    if (point !== 'satisfaction' && point !== 'quality') return false
    // Reached for the whole of the last ten minutes.
    return [10, 8, 6, 4, 2].every((minutes) => {
      const { mean, n } = meanUntil(told, START + LASTING - minutes * MINUTE)
      return n >= scheme.standards[point].minimumSample && mean >= targetOf(person, point)
    })
  })
  expect(held.map(([key]) => key).filter((key) => !lit.has(key))).toEqual([])

  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  await deliver(events)
  expect(await settledLedger()).toEqual(entries)
  const verified = spawnSync(process.execPath, ['server/starboard.mjs', 'ledger', 'verify'], {
    env: { ...process.env, DATA_DIR: data.path },
    encoding: 'utf8',
  })
  expect({ status: verified.status, said: verified.stdout + verified.stderr }).toMatchObject({
    status: 0,
  })
}, 180_000)
