import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { replay } from '../../server/cli/replay.ts'
import { reported } from '../server/cli/reported.ts'
import { recordings } from '../support/recordings.ts'
import { dataDirectory, freePort, ServerProcess, TOKEN } from '../support/serverProcess.ts'

const excerpt = fileURLToPath(
  new URL('../server/sources/asterisk/asterisk22.queue_log', import.meta.url),
)

async function server(
  data: { readonly path: string },
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const process = new ServerProcess({
    dataDirectory: data.path,
    port: await freePort(),
    environment,
  })
  onTestFinished(async () => process.stop())
  await process.ready()
  return process
}

function directory() {
  const data = dataDirectory()
  onTestFinished(data.remove)
  return data
}

async function sent(to: ServerProcess, file: string): Promise<string> {
  let said = ''
  const speaker = { out: (text: string) => void (said += text), err: () => {}, progress: () => {} }
  const options = { speed: 'max', url: to.url, token: TOKEN, source: 'asterisk-queue-log' }
  await replay(file, options, speaker, new AbortController().signal)
  return said
}

/** Totals of the site since its beginning, as the monitoring sees them. */
async function totals(of: ServerProcess): Promise<Record<string, number>> {
  const text = await (await fetch(`${of.url}/metrics`)).text()
  const lines = text.matchAll(/^starboard_floor_total\{[^}]*queue="",figure="(\w+)"\} (\d+)$/gm)
  return Object.fromEntries(Array.from(lines, ([, figure = '', value]) => [figure, Number(value)]))
}

/** What `starboard report` says of the same file. */
async function expected(file: string): Promise<Record<string, number>> {
  const { total } = (await reported(file)).json()
  const { offered, answered, abandoned, timedOut, leftEmpty, leftByKey } = total
  const { withdrawn, transferred, lost, handled } = total
  return {
    offered,
    answered,
    abandoned,
    timedOut,
    leftEmpty,
    leftByKey,
    withdrawn,
    transferred,
    lost,
    handled,
  }
}

/** For a machine with much else to do; a month alone takes a few seconds. */
const long = 240_000

test(
  '[T6] [E1] an excerpt goes through replay into the server: the totals of report, once',
  { timeout: long },
  async () => {
    const floor = await server(directory())
    expect(await sent(floor, excerpt)).toContain('duplicates 0, rejected 0')
    const figures = await expected(excerpt)
    await expect.poll(async () => totals(floor), { timeout: 10_000 }).toMatchObject(figures)
    expect(await sent(floor, excerpt)).toContain('Nothing changed')
    expect(await totals(floor)).toMatchObject(figures)
    const view = (await floor.json('/api/v1/view?role=wall')) as { replay: unknown }
    expect(view.replay).toEqual({ file: 'asterisk22.queue_log', speed: 'max', ended: true })
  },
)

describe.runIf(recordings.present)('recorded floors end in the server as they do in report', () => {
  test.each([
    ['a scripted Asterisk 22', recordings.scenario],
    ['a bank in January 1999', recordings.january],
  ])('%s', { timeout: long }, async (_floor, file) => {
    const floor = await server(directory())
    expect(await sent(floor, file)).toContain('duplicates 0, rejected 0')
    const figures = await expected(file)
    await expect.poll(async () => totals(floor), { timeout: 10_000 }).toMatchObject(figures)
  })
})

test(
  '[E1] a live queue_log is followed through rotation and a restart of the server',
  { timeout: long },
  async () => {
    const data = directory()
    const log = join(data.path, 'queue_log')
    const lines = readFileSync(excerpt, 'utf8').split('\n').slice(0, -1)
    const part = (from: number, to: number): string =>
      lines
        .slice(from, to)
        .map((line) => `${line}\n`)
        .join('')
    const sites = join(data.path, 'sites')
    mkdirSync(sites)
    const site = `site: default\nsources:\n  asterisk:\n    - source: pbx\n      queueLog: ${log}\n`
    writeFileSync(join(sites, 'default.yaml'), site)
    writeFileSync(log, part(0, 20))

    const first = await server(data)
    await expect.poll(async () => totals(first), { timeout: 10_000 }).toMatchObject({ answered: 3 })
    appendFileSync(log, part(20, 34))
    await expect.poll(async () => totals(first), { timeout: 10_000 }).toMatchObject({ answered: 5 })
    await first.stop()

    appendFileSync(log, part(34, 40))
    renameSync(log, `${log}.1`)
    writeFileSync(log, part(40, lines.length))
    const second = await server(data)
    await expect
      .poll(async () => totals(second), { timeout: 10_000 })
      .toMatchObject(await expected(excerpt))
  },
)
