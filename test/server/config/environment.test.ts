import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { EnvironmentFault, readEnvironment } from '../../../server/config/environment.ts'
import { keepIngestToken } from '../../../server/config/ingestToken.ts'

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'starboard-config-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

function faultsOf(given: Readonly<Record<string, string>>): readonly string[] {
  try {
    readEnvironment(given)
    return []
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.faults
    throw error
  }
}

test('nothing set is a server for this machine alone, with a Redis of its own', () => {
  expect(readEnvironment({ HOME: '/home/x', PORT: '' })).toEqual({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    logLevel: 'info',
    timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    defaultLanguage: 'zh-CN',
    redisUrl: null,
    redisServerBin: null,
    dataDirectory: resolve('.data'),
    siteFiles: null,
    ingestToken: null,
    metricsToken: null,
    adminPassword: null,
    openWalls: true,
    retentionDays: 35,
  })
})

test('everything set is read', () => {
  const read = readEnvironment({
    PORT: '9090',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://wall.example.com',
    TRUST_PROXY: 'loopback, 10.0.0.0/8',
    LOG_LEVEL: 'debug',
    SITE_TIMEZONE: 'Asia/Shanghai',
    DEFAULT_LOCALE: 'en',
    REDIS_URL: 'redis://:word@10.0.0.5:6379/2',
    REDIS_SERVER_BIN: '/usr/bin/valkey-server',
    DATA_DIR: '/var/lib/starboard',
    SITE_FILES: 'a.yaml, /etc/starboard/b.yaml',
    INGEST_TOKEN: '0123456789abcdef',
    METRICS_TOKEN: 'fedcba9876543210',
    RETENTION_DAYS: '90',
  })
  expect(read).toMatchObject({
    port: 9090,
    trustProxy: 'loopback, 10.0.0.0/8',
    redisUrl: 'redis://:word@10.0.0.5:6379/2',
    siteFiles: [resolve('a.yaml'), '/etc/starboard/b.yaml'],
    retentionDays: 90,
  })
  expect(read.publicUrl?.protocol).toBe('https:')
  expect(readEnvironment({ TRUST_PROXY: '2' }).trustProxy).toBe(2)
})

test.each([
  [{}, true],
  [{ HOST: 'localhost' }, true],
  [{ HOST: '::1' }, true],
  [{ HOST: '0.0.0.0' }, false],
  [{ HOST: '127.example.com' }, false],
  [{ HOST: '10.0.0.5', OPEN_WALLS: 'true' }, true],
  [{ OPEN_WALLS: 'false' }, false],
])('[R1] walls are open on this machine alone, unless the settings say: %j', (given, open) => {
  expect(readEnvironment(given).openWalls).toBe(open)
})

test('every fault is named at once, with what to do, and no secret is printed', () => {
  const faults = faultsOf({
    PORT: '80a',
    HOST: 'a b',
    PUBLIC_URL: 'wall.example.com',
    TRUST_PROXY: 'maybe',
    LOG_LEVEL: 'loud',
    SITE_TIMEZONE: 'Mars/Base',
    DEFAULT_LOCALE: 'fr',
    REDIS_URL: 'http://secret-in-url',
    INGEST_TOKEN: 'short-secret',
    METRICS_TOKEN: 'has a space, though long',
    ADMIN_PASSWORD: 'too-secret',
    OPEN_WALLS: 'maybe',
    RETENTION_DAYS: '0',
  })
  expect(faults.map((fault) => fault.split(':', 1)[0])).toEqual([
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'TRUST_PROXY',
    'LOG_LEVEL',
    'SITE_TIMEZONE',
    'DEFAULT_LOCALE',
    'REDIS_URL',
    'INGEST_TOKEN',
    'METRICS_TOKEN',
    'ADMIN_PASSWORD',
    'OPEN_WALLS',
    'RETENTION_DAYS',
  ])
  expect(faults[0]).toBe('PORT: must be a whole number from 0 to 65535, not "80a"')
  expect(faults[8]).toContain('openssl rand')
  expect(faults.join('\n')).not.toMatch(/secret|space, though/)
})

test('secrets may stand in files', async () => {
  const file = join(await directory(), 'token')
  await writeFile(file, 'a-token-from-a-file\n')
  expect(readEnvironment({ INGEST_TOKEN_FILE: file }).ingestToken).toBe('a-token-from-a-file')
  await writeFile(file, '\n')
  expect(
    faultsOf({
      INGEST_TOKEN_FILE: file,
      METRICS_TOKEN_FILE: '/not/here',
      REDIS_URL_FILE: file,
      REDIS_URL: 'redis://127.0.0.1',
    }).map((fault) => fault.replace(file, 'F')),
  ).toEqual([
    'INGEST_TOKEN_FILE: "F" is empty',
    'METRICS_TOKEN_FILE: cannot read "/not/here"; check the path and its rights',
    'REDIS_URL_FILE: is set beside REDIS_URL; set only one of them',
    expect.stringMatching(/^INGEST_TOKEN: must have at least 16/),
  ])
})

test('the first start makes a token that later starts find, for this user alone', async () => {
  const data = join(await directory(), 'data')
  const first = await keepIngestToken(data, null)
  expect(first.generated).toBe(true)
  expect(first.token).toMatch(/^[\w-]{43}$/)
  const file = join(data, 'ingest-token')
  expect((await readFile(file, 'utf8')).trim()).toBe(first.token)
  await chmod(file, 0o644)
  expect(await keepIngestToken(data, null)).toEqual({ token: first.token, generated: false })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(data)).mode & 0o777).toBe(0o700)
})

test('starts at the same time agree on one token', async () => {
  const data = await directory()
  const kept = await Promise.all(Array.from({ length: 4 }, () => keepIngestToken(data, null)))
  expect(kept.filter(({ generated }) => generated)).toHaveLength(1)
  expect(new Set(kept.map(({ token }) => token)).size).toBe(1)
})

test('a token that is set is used and none is written', async () => {
  const data = await directory()
  expect(await keepIngestToken(data, 'given-token-of-mine')).toEqual({
    token: 'given-token-of-mine',
    generated: false,
  })
  await expect(stat(join(data, 'ingest-token'))).rejects.toThrow('ENOENT')
})

test('a kept file without a token stops the start and says what to do', async () => {
  const data = await directory()
  await writeFile(join(data, 'ingest-token'), '')
  await expect(keepIngestToken(data, null)).rejects.toThrow('delete it to have a new one made')
})

test('.env.example names every setting with its default and nothing else', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../.env.example'), 'utf8')
  const lines = text.split('\n').map((line) => /^# ?([A-Z_]+)=(.*)$/.exec(line))
  const given = Object.fromEntries(lines.flatMap((match) => (match ? [[match[1], match[2]]] : [])))
  expect(Object.keys(given).toSorted()).toEqual(
    [
      ...['PORT', 'HOST', 'PUBLIC_URL', 'TRUST_PROXY', 'LOG_LEVEL', 'SITE_TIMEZONE'],
      ...['DEFAULT_LOCALE', 'REDIS_URL', 'REDIS_SERVER_BIN', 'DATA_DIR', 'SITE_FILES'],
      ...['INGEST_TOKEN', 'METRICS_TOKEN', 'ADMIN_PASSWORD', 'OPEN_WALLS', 'RETENTION_DAYS'],
    ].toSorted(),
  )
  expect(readEnvironment(given)).toEqual(readEnvironment({}))
})
