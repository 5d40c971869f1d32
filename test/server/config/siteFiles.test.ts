import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  loadSites,
  newSiteFiles,
  watchSites,
  type LoadedSite,
} from '../../../server/config/siteFiles.ts'

const defaults = { timezone: 'UTC', language: 'en' } as const

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'starboard-sites-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}
const load = (dataDirectory: string, given: readonly string[] | null = null) =>
  loadSites({ given, dataDirectory, defaults })

test('without a file there is one site called default with one screen', async () => {
  const sites = await load(await directory())
  expect(sites).toMatchObject([
    { file: null, config: { id: 'default', queues: [], screens: [{ id: 'main' }] } },
  ])
})

test('files are found in the data directory, named one by one, or in a directory of their own', async () => {
  const data = await directory()
  await mkdir(join(data, 'sites'))
  await writeFile(join(data, 'sites/b.yaml'), 'site: second')
  await writeFile(join(data, 'sites/a.yml'), 'site: first')
  await writeFile(join(data, 'sites/.b.yaml.swp'), 'not: this')
  await writeFile(join(data, 'sites/notes.txt'), 'nor this')
  const ids = (sites: readonly LoadedSite[]): readonly string[] =>
    sites.map(({ config }) => config.id)
  expect(ids(await load(data))).toEqual(['first', 'second'])
  expect(ids(await load('/nowhere', [join(data, 'sites')]))).toEqual(['first', 'second'])
  expect(ids(await load('/nowhere', [join(data, 'sites/b.yaml'), join(data, 'sites')]))).toEqual([
    'second',
    'first',
  ])
  await writeFile(join(data, 'sites/z.yaml'), 'site: default')
  expect(ids(await load(data))).toEqual(['default', 'first', 'second'])
})

test('a file that comes later is told of, with what to do', async () => {
  const data = await directory()
  const settings = { given: null, dataDirectory: data }
  const without = await load(data)
  expect(await newSiteFiles(settings, without)).toEqual([])
  await mkdir(join(data, 'sites'))
  await writeFile(join(data, 'sites/a.yaml'), 'site: first')
  const note = `${join(data, 'sites/a.yaml')}: a new site file; start the server again to run its site`
  expect(await newSiteFiles(settings, without)).toEqual([note])
  expect(await newSiteFiles(settings, await load(data))).toEqual([])
})

test('faults of all files stop the start together', async () => {
  const data = await directory()
  const [a, b, c, empty] = ['a.yaml', 'b.yaml', 'c.yaml', 'empty'].map((name) => join(data, name))
  await mkdir(empty!)
  await writeFile(a!, 'site: one\nquques: []\nwindow: 5')
  await writeFile(b!, 'site: two')
  await writeFile(c!, 'site: two')
  await expect(load(data, [a!, b!, c!, empty!, join(data, 'gone.yaml')])).rejects.toMatchObject({
    faults: [
      `SITE_FILES: ${empty} holds no .yaml file`,
      `SITE_FILES: ${join(data, 'gone.yaml')} does not exist`,
      `${a}:2:1: unknown key \`quques\`, did you mean \`queues\`?`,
      `${a}:3:9: window: must be one of 15, 30, 60`,
      `${c}: the site \`two\` is in ${b} already`,
    ],
  })
})

/** What a watch says, one after the other. */
function heard(): {
  readonly changes: Parameters<typeof watchSites>[2]
  next(): Promise<string>
} {
  const said: string[] = []
  const waiting: ((line: string) => void)[] = []
  const say = (line: string): void => {
    const next = waiting.shift()
    if (next) next(line)
    else said.push(line)
  }
  return {
    changes: {
      changed: ({ config }) => say(`window ${config.windowMinutes}`),
      faulty: (_file, faults) =>
        say(faults.length === 0 ? 'mended' : (faults[0]?.replace(/^.*?\.yaml:?/, '') ?? '')),
    },
    next: () => {
      const line = said.shift()
      return line === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(line)
    },
  }
}

async function following(text: string): Promise<{ file: string; next: () => Promise<string> }> {
  const data = await directory()
  const file = join(data, 'a.yaml')
  await writeFile(file, text)
  const { changes, next } = heard()
  const watching = watchSites(await load(data, [file]), defaults, changes)
  onTestFinished(() => watching.close())
  return { file, next }
}

test('a change is taken at once, also when an editor puts a new file in place of the old', async () => {
  const { file, next } = await following('site: a\nwindow: 15')
  await writeFile(file, 'site: a\nwindow: 30')
  expect(await next()).toBe('window 30')
  await writeFile(`${file}.new`, 'site: a\nwindow: 60')
  await rename(`${file}.new`, file)
  expect(await next()).toBe('window 60')
})

test('a bad edit keeps the last good version, names the fault, and is forgotten when mended', async () => {
  const { file, next } = await following('site: a\nwindow: 15')
  await writeFile(file, 'site: a\nwindow: 16')
  expect(await next()).toBe('2:9: window: must be one of 15, 30, 60')
  await writeFile(file, 'site: b')
  expect(await next()).toBe(' the site was `a` and is `b` now; start again to take it')
  await unlink(file)
  expect(await next()).toBe(' cannot be read; check that it is there and its rights')
  await writeFile(file, 'site: a\nwindow: 15 # as it was')
  expect(await next()).toBe('mended')
  await writeFile(file, 'site: a\nwindow: 60')
  expect(await next()).toBe('window 60')
})

test('a link that is turned to another file is a change, as container platforms do it', async () => {
  const data = await directory()
  for (const minutes of [15, 30]) {
    await mkdir(join(data, `v${minutes}`))
    await writeFile(join(data, `v${minutes}/a.yaml`), `site: a\nwindow: ${minutes}`)
  }
  await symlink('v15', join(data, 'current'))
  await symlink('current/a.yaml', join(data, 'a.yaml'))
  const { changes, next } = heard()
  const given = [join(data, 'a.yaml')]
  const watching = watchSites(await load(data, given), defaults, changes)
  onTestFinished(() => watching.close())
  await symlink('v30', join(data, 'next'))
  await rename(join(data, 'next'), join(data, 'current'))
  expect(await next()).toBe('window 30')
})

test('a start after a bad edit uses the last good version and says so', async () => {
  const data = await directory()
  const file = join(data, 'a.yaml')
  await writeFile(file, 'site: a\nwindow: 15')
  await load(data, [file])
  await writeFile(file, 'site: a\nwindow: 16')
  const sites = await load(data, [file])
  expect(sites).toMatchObject([
    {
      file,
      config: { windowMinutes: 15 },
      faults: [`${file}:2:9: window: must be one of 15, 30, 60`],
    },
  ])
  const { changes, next } = heard()
  const watching = watchSites(sites, defaults, changes)
  onTestFinished(() => watching.close())
  expect(await next()).toBe('2:9: window: must be one of 15, 30, 60')
  await writeFile(file, 'site: a\nwindow: 60')
  expect(await next()).toBe('mended')
  expect(await next()).toBe('window 60')
})
