import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { FloorEvent } from '../../shared/events.ts'
import { epochMs } from '../../shared/time.ts'
import { createCalendar } from '../../server/config/calendar.ts'
import { figuresOver, type QueueFigures } from '../../server/core/figures.ts'
import { Floor } from '../../server/core/floor.ts'
import { sumOf } from '../../shared/metrics/measures.ts'
import { dayPlan } from '../../server/sources/simulated/dayPlan.ts'
import { simulate } from '../../server/sources/simulated/simulate.ts'
import { dataDirectory, freePort, ServerProcess } from '../support/serverProcess.ts'

/** A recorded day, the same every time: what the sender's own log says. */
function recording(length: number): FloorEvent[] {
  const start = epochMs(Date.UTC(2026, 2, 2, 6))
  const file = 'recorded day'
  const events: FloorEvent[] = [
    {
      id: 'start',
      source: 'recording',
      type: 'replay.started',
      time: start,
      data: { file, from: start, speed: 'max' },
    },
  ]
  for (const event of simulate(dayPlan(createCalendar('UTC', 0)), 7, start)) {
    events.push({ ...event, replay: true })
    if (events.length === length) break
  }
  return events
}

/** The figures, and the missed rings: those are counted event by event, so that one too many shows. */
type Counted = QueueFigures & { readonly missedRings: number }

/** What the figures must be: the same fold, without a server, a store or an accident. */
function expected(events: readonly FloorEvent[]): Counted {
  const floor = new Floor(createCalendar)
  for (const event of events) floor.apply(event)
  const missedRings = sumOf(
    floor.tally.days('total', () => true),
    'missed',
  )
  return { ...figuresOver(floor.tally, 'total'), missedRings }
}

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

async function server(
  environment: Record<string, string>,
  revive: Record<string, string>,
): Promise<ServerProcess> {
  const data = dataDirectory()
  open.push({ stop: async () => data.remove() })
  const process = new ServerProcess({
    dataDirectory: data.path,
    port: await freePort(),
    environment,
    revive,
  })
  open.push(process)
  await process.ready()
  return process
}

/** Delivers everything in batches; every fourth batch is sent twice, as a webhook does that got no answer. */
async function deliverAll(
  to: ServerProcess,
  events: readonly FloorEvent[],
  between: (batch: number) => unknown = () => {},
): Promise<void> {
  for (let from = 0; from < events.length; from += 250) {
    const batch = events.slice(from, from + 250)
    await to.deliver(batch)
    if ((from / 250) % 4 === 0) await to.deliver(batch)
    await between(from / 250)
  }
}

/** What the server counts, once it has folded everything. */
async function totals(of: ServerProcess): Promise<Counted> {
  for (;;) {
    const metrics = await (await fetch(`${of.url}/metrics`)).text()
    const view = (await of.json('/api/v1/view?role=wall')) as { totals: { all: QueueFigures } }
    const missed = /figure="missedRings"\} (\d+)/.exec(metrics)?.[1]
    if (metrics.includes('starboard_fold_lag_seconds{site="default"} 0\n')) {
      return { ...view.totals.all, missedRings: Number(missed) }
    }
    await wait(50)
  }
}

/** kill -9 of the server's own Redis; says whether there was one to kill. */
function killRedis(of: ServerProcess): number {
  try {
    globalThis.process.kill(
      Number(readFileSync(join(of.dataDirectory, 'redis', 'redis.pid'), 'utf8')),
      'SIGKILL',
    )
    return 1
  } catch {
    return 0
  }
}

const EVENTS = recording(12_000)
const WANTED = expected(EVENTS)

test('[E1] kill -9 of the server at any step changes no number', async () => {
  const crash = {
    FAILPOINT:
      'ingest.beforeWrite:0.03,ingest.afterWrite:0.03,commit.beforeWrite:0.2,commit.afterWrite:0.2',
  }
  const process = await server({}, crash)
  process.kill('SIGKILL')
  await deliverAll(process, EVENTS)
  const { deaths } = process
  process.heal()
  process.kill('SIGKILL')
  await process.ready()
  expect(deaths).toBeGreaterThan(2)
  expect(await totals(process)).toEqual(WANTED)
}, 120_000)

test('[E1] negative control: state and cursor saved apart, and a kill between, count wrongly', async () => {
  const broken = { FAILPOINT_BREAK: 'offsetApart', FAILPOINT: 'commit.between:2' }
  const process = await server({}, broken)
  process.kill('SIGKILL')
  // Slowly enough for a second commit in each life: that is where it is killed.
  await deliverAll(process, EVENTS, () => wait(60))
  process.heal()
  process.kill('SIGKILL')
  await process.ready()
  expect(process.deaths).toBeGreaterThan(1)
  expect(await totals(process)).not.toEqual(WANTED)
}, 120_000)

test('[E1] kill -9 of Redis in the middle changes no number', async () => {
  const process = await server({}, {})
  let kills = 0
  await deliverAll(process, EVENTS, (batch) => {
    if (batch % 12 !== 5) return
    kills += killRedis(process)
  })
  await process.ready()
  expect(kills).toBeGreaterThan(2)
  expect(await totals(process)).toEqual(WANTED)
}, 120_000)
