#!/usr/bin/env node
// The `starboard` command. Plain JavaScript on purpose: it runs before anything is compiled.
// It starts the compiled server when that is up to date, and the sources (through tsx) when it is not,
// so that a checkout never runs yesterday's build. `--compiled` builds first instead of using tsx.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const inHome = (...parts) => join(home, ...parts)

/** Time of the youngest file under `paths`, 0 when there is none. */
function newest(paths) {
  let latest = 0
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat) continue
    if (!stat.isDirectory()) latest = Math.max(latest, stat.mtimeMs)
    else latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))))
  }
  return latest
}

const timeOf = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** What a build writes last, and what it is made of. */
const builds = [
  { stamp: inHome('dist', 'server', '.built'), sources: ['server', 'shared'] },
  {
    stamp: inHome('dist', 'client', 'index.html'),
    sources: ['client', 'shared', 'vite.config.ts'],
  },
]

/** @param {{ stamp: string, sources: string[] }} build */
const isFresh = (build) =>
  existsSync(build.stamp) &&
  timeOf(build.stamp) >= newest(build.sources.map((source) => inHome(source)))

function fail(message) {
  process.stderr.write(`starboard: ${message}\n`)
  process.exit(1)
}

function buildAll() {
  if (!existsSync(inHome('node_modules', 'typescript'))) {
    if (builds.every((build) => existsSync(build.stamp))) {
      process.stderr.write('starboard: the build is older than the sources and cannot be renewed')
      process.stderr.write(' without the development packages; running it as it is.\n')
      return
    }
    fail('not built yet. Run `npm ci && npm run build` in ' + home)
  }
  process.stderr.write('starboard: building (about 10 s, once) …\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const built = spawnSync(npm, ['run', '--silent', 'build'], {
    cwd: home,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (built.status !== 0) fail('the build failed; the reason stands above. Again: `npm run build`')
}

async function runSources() {
  const { register } = await import('tsx/esm/api').catch(() =>
    fail('not built yet. Run `npm ci && npm run build` in ' + home),
  )
  register()
  await import(pathToFileURL(inHome('server', 'cli.ts')).href)
}

const wantsCompiled = process.argv.includes('--compiled')
process.argv = process.argv.filter((word) => word !== '--compiled')

const installed = !existsSync(inHome('server', 'cli.ts'))
if (wantsCompiled && !installed && !builds.every(isFresh)) buildAll()

if (wantsCompiled || installed || isFresh(builds[0])) {
  await import(pathToFileURL(inHome('dist', 'server', 'cli.js')).href)
} else {
  await runSources()
}
