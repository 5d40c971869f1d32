import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

const home = resolve(import.meta.dirname, '..', '..')
const run = promisify(execFile)

let checkout = ''

/** Writes a file of the checkout, its time so many seconds after the first one's. */
function put(path: string, text: string, age: number): void {
  const file = join(checkout, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  utimesSync(file, 1_700_000_000 + age, 1_700_000_000 + age)
}

const says = (word: string) => `console.log('${word}', ...process.argv.slice(2))\n`

function putSources(age: number): void {
  put('server/cli.ts', `const word: string = 'sources'\n${says("' + word + '")}`, age)
  put('shared/time.ts', 'export const a: number = 1\n', age)
  put('client/main.tsx', '', age)
  put('vite.config.ts', '', age)
}

function putBuild(age: number): void {
  put('dist/server/cli.js', says('compiled'), age)
  put('dist/server/.built', '', age)
  put('dist/client/index.html', '', age)
}

async function starboard(...words: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [
    join(checkout, 'server', 'starboard.mjs'),
    ...words,
  ])
  return stdout.trim()
}

beforeEach(() => {
  checkout = realpathSync(mkdtempSync(join(tmpdir(), 'starboard-bin-')))
  mkdirSync(join(checkout, 'server'))
  cpSync(join(home, 'server', 'starboard.mjs'), join(checkout, 'server', 'starboard.mjs'))
  utimesSync(join(checkout, 'server', 'starboard.mjs'), 1_700_000_000, 1_700_000_000)
  symlinkSync(join(home, 'node_modules'), join(checkout, 'node_modules'))
  const build = `node -e "require('fs').cpSync('built', 'dist', { recursive: true })"`
  put('package.json', JSON.stringify({ type: 'module', scripts: { build } }), 0)
})

afterEach(() => rmSync(checkout, { recursive: true, force: true }))

test('the sources run while there is no build', async () => {
  putSources(0)
  expect(await starboard('report', 'queue_log')).toBe('sources report queue_log')
})

test('a build as new as the sources runs instead of them', async () => {
  putSources(0)
  putBuild(10)
  expect(await starboard('report')).toBe('compiled report')
})

test('a build older than one source is not trusted', async () => {
  putSources(0)
  putBuild(10)
  put('shared/metrics/asa.ts', '', 20)
  expect(await starboard('report')).toBe('sources report')
})

test('a build that broke off is not trusted', async () => {
  putSources(0)
  put('dist/server/cli.js', says('compiled'), 10)
  expect(await starboard('report')).toBe('sources report')
})

test('without sources, as installed, the build runs', async () => {
  putBuild(0)
  expect(await starboard('start', '--compiled')).toBe('compiled start')
})

test('--compiled builds first when the build is missing or old, and not again', async () => {
  putSources(0)
  put('built/server/cli.js', says('fresh'), 0)
  put('built/server/.built', '', 0)
  put('built/client/index.html', '', 0)
  expect(await starboard('start', '--compiled', '--port', '0')).toBe('fresh start --port 0')
  put('built/server/cli.js', says('built twice'), 0)
  expect(await starboard('start', '--compiled')).toBe('fresh start')
  put('client/main.tsx', '', 3_000_000_000)
  expect(await starboard('start', '--compiled')).toBe('built twice start')
})

test('--compiled says so and fails when the build fails', async () => {
  putSources(0)
  put('package.json', JSON.stringify({ scripts: { build: 'exit 3' } }), 0)
  await expect(starboard('start', '--compiled')).rejects.toThrow(/the build failed/)
})
