import { join } from 'node:path'
import { fetchRedis } from '../../server/store/fetchRedis.ts'
import { findRedisBinary } from '../../server/store/redisBinary.ts'
import { aptInstall } from './aptInstall.ts'
import { home, runCommand } from './command.ts'
import { findProgram } from './findProgram.ts'

/** Something the tests need that npm does not install. */
export interface Prerequisite {
  readonly name: string
  /** Settings with which the tests find it; `undefined` when it is missing and cannot be fetched. */
  readonly provide: (say: (line: string) => void) => Promise<Record<string, string> | undefined>
  /** The command a person runs where it could not be fetched. */
  readonly remedy: string
}

/** Where a Redis fetched without root lies; the tests look there too. */
const dataDir = join(home, '.data')

const redisIsThere = () => findRedisBinary(dataDir, process.env['REDIS_SERVER_BIN']) !== null

const redis: Prerequisite = {
  name: 'Redis',
  remedy:
    'Install it: `sudo apt-get install redis-server` (macOS: `brew install redis`), or set REDIS_SERVER_BIN',
  async provide(say) {
    const named = process.env['REDIS_SERVER_BIN'] ?? ''
    if (named !== '') return findProgram([named]) ? {} : undefined
    if (redisIsThere()) return {}
    say('Redis is missing, fetching it …')
    await aptInstall('redis-server')
    if (!redisIsThere()) await fetchRedis(dataDir, say)
    return redisIsThere() ? {} : undefined
  },
}

const chromiumNames = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']

/** Ubuntu has a `chromium-browser` that only asks for snap: a browser is one that tells its version. */
async function usableBrowser(names: readonly string[]): Promise<string | undefined> {
  const found = findProgram(names)
  if (found === undefined) return undefined
  const told = await runCommand(found, ['--version'], { quiet: true, limit: 30 })
  return told.ok ? found : undefined
}

async function playwrightBrowser(): Promise<string | undefined> {
  process.env['PLAYWRIGHT_BROWSERS_PATH'] ??= join(home, '.data', 'browsers')
  const { chromium } = await import('playwright-core')
  const already = await usableBrowser([chromium.executablePath()])
  if (already !== undefined) return already
  const words = process.getuid?.() === 0 ? ['install', '--with-deps'] : ['install']
  await runCommand('playwright-core', [...words, 'chromium'], { limit: 600 })
  return usableBrowser([chromium.executablePath()])
}

const browser: Prerequisite = {
  name: 'Chromium',
  remedy:
    'Install it: `sudo apt-get install chromium` (Ubuntu: `sudo npx playwright-core install --with-deps chromium`), or set CHROMIUM_BIN',
  async provide(say) {
    const named = process.env['CHROMIUM_BIN']
    if (named !== undefined && named !== '') return (await usableBrowser([named])) ? {} : undefined
    let found = await usableBrowser(chromiumNames)
    if (found === undefined) {
      say('Chromium is missing, fetching it …')
      await aptInstall('chromium')
      found = (await usableBrowser(chromiumNames)) ?? (await playwrightBrowser())
    }
    return found === undefined ? undefined : { CHROMIUM_BIN: found }
  },
}

export const prerequisites: readonly Prerequisite[] = [redis, browser]
