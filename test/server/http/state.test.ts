import { get, type IncomingMessage } from 'node:http'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { AppDeps } from '../../../server/http/app.ts'
import type { ReadSites } from '../../../server/http/monitoring.ts'
import { listeningApp, token, type ListeningApp } from '../../support/listeningApp.ts'

async function running(
  changes: Partial<AppDeps> = {},
  readSites?: ReadSites,
): Promise<ListeningApp> {
  const app = await listeningApp(changes, readSites)
  onTestFinished(() => app.close())
  return app
}

async function builtClient(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'starboard-client-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>wall</title>')
  await writeFile(join(directory, 'assets/wall-3f2a.js'), 'export {}')
  await writeFile(join(directory, 'icon.svg'), '<svg/>')
  return directory
}

test('/healthz says alive whatever is missing, /readyz says what is missing', async () => {
  const reasons = ['Redis does not answer', 'site file sites/a.yaml has faults']
  const { url } = await running({ readiness: () => ({ ready: false, reasons }) })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const response = await fetch(`${url}/readyz`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({
    error: { code: 'NOT_READY', message: reasons.join('; ') },
    ready: false,
    reasons,
  })
})

test('ready may still name what should be looked at', async () => {
  const { url } = await running({
    readiness: () => ({ ready: true, reasons: ['site file a.yaml: the last good one is in use'] }),
  })
  const response = await fetch(`${url}/readyz`)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ ready: true, reasons: [expect.any(String)] })
})

test('/version names the build', async () => {
  const { url } = await running()
  expect(await (await fetch(`${url}/version`)).json()).toEqual({
    name: 'starboard',
    version: '0.0.0',
    build: 'test',
    node: process.version,
  })
})

test('/api/v1/view gives the snapshot of a wall, 503 until there is one, 400 for another role', async () => {
  const { url } = await running()
  const view = await fetch(`${url}/api/v1/view?role=wall&site=second`)
  expect(await view.json()).toEqual({ site: 'second' })
  expect(view.headers.get('cache-control')).toBe('no-store')
  for (const query of ['role=boss', 'role=wall&role=wall', 'site=a&site=b']) {
    const response = await fetch(`${url}/api/v1/view?${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'BAD_QUERY' } })
  }
  expect((await fetch(`${url}/api/v1/view?site=nowhere`)).status).toBe(404)
  const starting = await running({
    sites: () => ({
      door: { admit: () => Promise.reject(new Error()), setAside: () => Promise.resolve() },
      view: () => null,
      definitions: () => ({}),
    }),
  })
  const early = await fetch(`${starting.url}/api/v1/view`)
  expect(early.status).toBe(503)
  expect(early.headers.get('retry-after')).toBe('1')
})

test('[M22] /api/v1/definitions speaks both languages and the default one when not asked', async () => {
  const { url } = await running()
  const language = async (query: string): Promise<unknown> =>
    (await fetch(`${url}/api/v1/definitions${query}`)).json()
  expect(await language('?language=en')).toEqual({ language: 'en' })
  expect(await language('')).toEqual({ language: 'zh-CN' })
  expect(await language('?language=fr')).toMatchObject({
    error: { message: 'language: must be one of zh-CN, en' },
  })
})

test('/metrics counts what came in and shows what the sites say of themselves', async () => {
  const { url } = await running({}, () =>
    Promise.resolve([
      {
        site: 'default',
        foldLagSeconds: 0.5,
        lastReadAgeSeconds: 0.02,
        orphans: 3,
        screens: 2,
        floor: [
          { queue: '', totals: { answered: 7 }, levels: { waiting: 1 } },
          { queue: '报修', totals: { answered: 4, waitedSeconds: 40.5 }, levels: { waiting: 1 } },
        ],
      },
    ]),
  )
  const event = { source: 'pbx', type: 'contact.queued', data: { contact: 'c', queue: 'q' } }
  const time = Date.now()
  const batch = [
    { ...event, id: 'a', time },
    { ...event, id: 'a', time },
    { ...event, id: 'b', time: time + 3_600_000 },
    { ...event, id: 'c', time: 'never' },
  ]
  await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(batch),
  })
  await (await fetch(`${url}/metrics`)).text()
  const response = await fetch(`${url}/metrics`)
  const lines = (await response.text()).split('\n')
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(lines).toEqual(
    expect.arrayContaining([
      'starboard_events_total{site="default",source="pbx",result="accepted"} 2',
      'starboard_events_total{site="default",source="pbx",result="duplicate"} 1',
      'starboard_events_total{site="default",source="pbx",result="rejected"} 1',
      'starboard_clock_skew_total{site="default",source="pbx"} 1',
      'starboard_dead_letters_total{site="default"} 1',
      'starboard_orphans_total{site="default"} 3',
      'starboard_fold_lag_seconds{site="default"} 0.5',
      'starboard_last_read_age_seconds{site="default"} 0.02',
      'starboard_screens{site="default"} 2',
      'starboard_floor_total{site="default",queue="报修",figure="waitedSeconds"} 40.5',
      'starboard_floor_level{site="default",queue="",figure="waiting"} 1',
      'starboard_http_requests_total{route="/events",status="202"} 1',
    ]),
  )
})

test('/metrics keeps names from outside within bounds', async () => {
  const { url } = await running()
  const batch = Array.from({ length: 150 }, (_, index) => ({
    id: 'a',
    source: `source-${index}`,
    type: 'source.heartbeat',
    time: Date.now(),
    data: { every: 1000 },
  }))
  await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(batch),
  })
  const text = await (await fetch(`${url}/metrics`)).text()
  expect(text).toContain(
    'starboard_events_total{site="default",source="other",result="accepted"} 50',
  )
  expect(text).not.toContain('source-120')
})

test('/metrics asks for its own token where one is set', async () => {
  const { url } = await running({ metricsToken: 'another-token-for-metrics' })
  const ask = (authorization: string): Promise<Response> =>
    fetch(`${url}/metrics`, { headers: { authorization } })
  expect((await ask('')).status).toBe(401)
  expect((await ask(`Bearer ${token}`)).status).toBe(401)
  expect((await ask('Bearer another-token-for-metrics')).status).toBe(200)
})

test('the page comes for / and any wall, its hashed files stay for a year', async () => {
  const { url } = await running({ client: { type: 'built', directory: await builtClient() } })
  for (const path of ['/', '/wall', '/wall/main', '/wall/%E5%A4%A7%E5%B1%8F?fps']) {
    const response = await fetch(url + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(await response.text()).toContain('<title>wall</title>')
  }
  const script = await fetch(`${url}/assets/wall-3f2a.js`)
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await fetch(`${url}/icon.svg`)).headers.get('cache-control')).toBe('no-cache')
  for (const path of ['/assets/gone.js', '/lead/x', '/wall/a/b', '/..%2f..%2fpackage.json']) {
    const response = await fetch(url + path)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
  }
})

test('without built screens the page says what to run', async () => {
  const { url } = await running()
  const response = await fetch(`${url}/wall/main`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ error: { code: 'CLIENT_NOT_BUILT' } })
})

test('[CSP] a host name that is none does not get into the policy', async () => {
  const { port } = await running()
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { host: "x; script-src 'unsafe-inline'" }
    get({ port, host: '127.0.0.1', path: '/healthz', headers }, resolve).on('error', reject)
  })
  response.resume()
  expect(response.headers['content-security-policy']).toContain("connect-src 'self' 'self';")
  expect(response.headers['content-security-policy']).not.toContain('unsafe-inline')
})

test('[CSP] only own files, no inline; nothing is upgraded unless the house is reached by https', async () => {
  const http = (await fetch(`${(await running()).url}/healthz`)).headers
  const policy = http.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toMatch(/connect-src 'self' ws:\/\/127\.0\.0\.1:\d+ wss:\/\/127\.0\.0\.1:\d+;/)
  expect(policy).not.toMatch(/unsafe|upgrade-insecure-requests/)
  expect(http.get('strict-transport-security')).toBeNull()
  expect(http.get('x-powered-by')).toBeNull()
  const publicUrl = new URL('https://wall.example')
  const https = (await fetch(`${(await running({ publicUrl })).url}/healthz`)).headers
  expect(https.get('content-security-policy')).toContain('upgrade-insecure-requests')
  expect(https.get('strict-transport-security')).toContain('max-age')
})
