import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchRedis } from '../../../server/store/fetchRedis.ts'
import { temporaryDirectory } from '../../support/redis.ts'

let directory: string
let remove: () => void
let commands: string
beforeEach(() => {
  const temporary = temporaryDirectory()
  ;({ directory, remove } = temporary)
  commands = path.join(directory, 'commands')
  mkdirSync(commands)
})
afterEach(() => {
  vi.unstubAllEnvs()
  remove()
})

/** Puts a command of that name first on PATH. */
const command = (name: string, script: string): void =>
  writeFileSync(path.join(commands, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })

const dataDir = (): string => path.join(directory, 'data')

test('where there is no apt the start ends with what to install', async () => {
  vi.stubEnv('PATH', commands)
  await expect(fetchRedis(dataDir(), () => {})).rejects.toMatchObject({
    code: 'STORE_NO_BINARY',
    hint: expect.stringMatching(/brew install redis.*WSL2.*REDIS_URL/) as string,
  })
})

test('a failing apt is reported in its own words, and nothing is left behind', async () => {
  vi.stubEnv('PATH', `${commands}:${process.env.PATH ?? ''}`)
  command('apt-get', 'echo "E: no network" >&2; exit 100')
  await expect(fetchRedis(dataDir(), () => {})).rejects.toMatchObject({
    code: 'STORE_FETCH_FAILED',
    message: expect.stringContaining('E: no network') as string,
  })
  expect(readdirSync(dataDir())).toEqual([])
})

test('Redis is fetched with directories of our own, unpacked, tried, and the lists are gone', async () => {
  vi.stubEnv('PATH', `${commands}:${process.env.PATH ?? ''}`)
  const log = path.join(directory, 'calls')
  command(
    'apt-get',
    `echo "$@" >> ${log}
     for word in "$@"; do case $word in Dir::Cache=*) cache=\${word#Dir::Cache=};; install) touch $cache/archives/redis_1.deb;; esac; done`,
  )
  command(
    'dpkg',
    `mkdir -p $3/usr/bin && printf '#!/bin/sh\\necho "Redis server v=7"\\n' > $3/usr/bin/redis-server && chmod +x $3/usr/bin/redis-server`,
  )
  const progress: string[] = []
  // Relative, as DATA_DIR may be.
  const given = path.relative(process.cwd(), dataDir())
  const binary = await fetchRedis(given, (line) => progress.push(line))
  expect(binary.file).toBe(path.join(dataDir(), 'redis-bin', 'usr', 'bin', 'redis-server'))
  expect(readdirSync(dataDir())).toEqual(['redis-bin'])
  expect(progress).toHaveLength(4)
  const calls = readFileSync(log, 'utf8')
  expect(calls).toContain('--download-only --no-install-recommends install redis-server')
  expect(calls.match(/Dir::State::Lists=\S+/g)).toHaveLength(2)
  expect(calls).not.toContain('sudo')
})

test('packages that hold no Redis are an error, not a success', async () => {
  vi.stubEnv('PATH', `${commands}:${process.env.PATH ?? ''}`)
  command('apt-get', 'exit 0')
  command('dpkg', 'exit 0')
  await expect(fetchRedis(dataDir(), () => {})).rejects.toMatchObject({
    code: 'STORE_FETCH_FAILED',
  })
})
