import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { FloorEvent } from '../../shared/events.ts'
import { epochMs } from '../../shared/time.ts'
import { createCalendar } from '../../server/config/calendar.ts'
import { figuresOver, type QueueFigures } from '../../server/core/figures.ts'
import { Floor } from '../../server/core/floor.ts'
import { dayPlan } from '../../server/sources/simulated/dayPlan.ts'
import { simulate } from '../../server/sources/simulated/simulate.ts'
import { dataDirectory, freePort, ServerProcess } from '../support/serverProcess.ts'

/** A recorded day, the same every time: what the sender's own log says. */
function recording(length: number): FloorEvent[] {
  const events: FloorEvent[] = []
  for (const event of simulate(
    dayPlan(createCalendar('UTC', 0)),
    7,
    epochMs(Date.UTC(2026, 2, 2, 6)),
  )) {
    events.push({ ...event, replay: true })
    if (events.length === length) break
  }
  return events
}

/** What the figures must be: the same fold, without a server, a store or an accident. */
function expected(events: readonly FloorEvent[]): QueueFigures {
  const floor = new Floor(createCalendar)
  for (const event of events) floor.apply(event)
  return figuresOver(floor.tally, 'total')
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
  between: (batch: number) => void = () => {},
): Promise<void> {
  for (let from = 0; from < events.length; from += 250) {
    const batch = events.slice(from, from + 250)
    await to.deliver(batch)
    if ((from / 250) % 4 === 0) await to.deliver(batch)
    between(from / 250)
  }
}

async function totals(of: ServerProcess, wanted: QueueFigures): Promise<unknown> {
  for (let tries = 0; tries < 100; tries += 1) {
    const view = (await of.json('/api/v1/view?role=wall')) as { totals?: { all: QueueFigures } }
    if (view.totals && JSON.stringify(view.totals.all) === JSON.stringify(wanted))
      return view.totals.all
    await wait(50)
  }
  return ((await of.json('/api/v1/view?role=wall')) as { totals: { all: QueueFigures } }).totals.all
}

const EVENTS = recording(12_000)
const WANTED = expected(EVENTS)

test('[E1] kill -9 of the server at any step changes no number', async () => {
  const crash = {
    FAILPOINT:
      'ingest.beforeWrite:0.03,ingest.afterWrite:0.03,commit.beforeWrite:0.15,commit.afterWrite:0.15',
  }
  const process = await server(crash, crash)
  await deliverAll(process, EVENTS)
  await process.ready()
  expect(process.deaths).toBeGreaterThan(3)
  expect(await totals(process, WANTED)).toEqual(WANTED)
}, 120_000)
