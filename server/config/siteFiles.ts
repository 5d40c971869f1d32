import { readdir, readFile, stat } from 'node:fs/promises'
import { watch, type FSWatcher } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SiteConfig } from '../core/siteConfig.ts'
import { defaultSite, readSiteFile, type SiteDefaults, type SiteWarning } from './siteFile.ts'
import type { SiteFault } from './siteYaml.ts'

/** A site as its file says; `file` is null for the site that a server without any file has. */
export interface LoadedSite {
  readonly file: string | null
  readonly config: SiteConfig
  readonly warnings: readonly SiteWarning[]
}

export interface SiteFilesSettings {
  /** Files or directories, as SITE_FILES names them; null: `<dataDirectory>/sites`, where there is one. */
  readonly given: readonly string[] | null
  readonly dataDirectory: string
  readonly defaults: SiteDefaults
}

/** Site files that cannot be used; each line is `file:line:column: what is wrong`. */
export class SiteFilesFault extends Error {
  override readonly name = 'SiteFilesFault'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(
      `The site files have ${faults.length} fault(s):\n${faults.map((one) => `  ${one}`).join('\n')}`,
    )
    this.faults = faults
  }
}

/**
 * Every site of this server, the default one first: a site called `default`, or else the first file.
 * @throws SiteFilesFault with the faults of all files.
 */
export async function loadSites(settings: SiteFilesSettings): Promise<readonly LoadedSite[]> {
  const { files, faults } = await findFiles(settings)
  const sites: LoadedSite[] = []
  for (const file of files) {
    const read = await readOne(file, settings.defaults)
    if ('faults' in read) {
      faults.push(...read.faults)
      continue
    }
    const twin = sites.find(({ config }) => config.id === read.config.id)
    if (twin) faults.push(`${file}: the site \`${read.config.id}\` is in ${twin.file} already`)
    sites.push(read)
  }
  if (faults.length > 0) throw new SiteFilesFault(faults)
  if (sites.length === 0) {
    return [{ file: null, config: defaultSite(settings.defaults), warnings: [] }]
  }
  const first = sites.find(({ config }) => config.id === 'default')
  return first ? [first, ...sites.filter((site) => site !== first)] : sites
}

export interface SiteChanges {
  /** A file has a new, faultless content. */
  changed(site: LoadedSite): void
  /** A file has other faults than before, and its last good version stays in use; none: they are mended. */
  faulty(file: string, faults: readonly string[]): void
}

/** Editors write in several steps; a pause this long, in ms, ends them. */
const SETTLED = 100
/** Some file systems tell nothing of changes: looked at anyway, this often, in ms. */
const LOOKED_AT = 5000

/**
 * Follows the files of loaded sites until told to stop. Watches their directories, as editors replace a
 * file rather than write into it. A new file needs a start; a file that is gone is a fault.
 */
export function watchSites(
  sites: readonly LoadedSite[],
  defaults: SiteDefaults,
  changes: SiteChanges,
): { close(): void } {
  const followed = sites.flatMap((site) => (site.file === null ? [] : [follow(site, site.file)]))
  let settling: NodeJS.Timeout | undefined
  let closed = false
  const look = serialized(async () => {
    for (const one of followed) {
      if ((await one.look(defaults, changes)) === 'unsure') soon()
    }
  })
  const soon = (): void => {
    clearTimeout(settling)
    if (!closed) settling = setTimeout(look, SETTLED)
  }
  // What changed between loading and watching would else wait for the regular look.
  soon()
  const directories = new Set(followed.map(({ file }) => dirname(file)))
  const watchers = [...directories].flatMap((directory) => watchDirectory(directory, soon))
  const regularly = followed.length > 0 ? setInterval(look, LOOKED_AT) : undefined
  regularly?.unref()
  return {
    close() {
      closed = true
      clearTimeout(settling)
      clearInterval(regularly)
      for (const watcher of watchers) watcher.close()
      for (const one of followed) one.stop()
    },
  }
}

interface Followed {
  readonly file: string
  /** Says what is new; `unsure` when a fault may be a file half written, and another look must tell. */
  look(defaults: SiteDefaults, changes: SiteChanges): Promise<'told' | 'unsure'>
  stop(): void
}

/** One file: compares what it says now with what is in use and with the faults last told. */
function follow(site: LoadedSite, file: string): Followed {
  let inUse = contentOf(site)
  let faultsTold = ''
  let suspected = ''
  let stopped = false
  return {
    file,
    stop() {
      stopped = true
    },
    async look(defaults, changes) {
      const read = await readOne(file, defaults)
      const faults = 'faults' in read ? read.faults : sameSite(file, site.config.id, read.config.id)
      if (stopped) return 'told'
      const now = faults.join('\n')
      if (now !== faultsTold) {
        const sure = now === '' || now === suspected
        suspected = now
        if (!sure) return 'unsure'
        faultsTold = now
        changes.faulty(file, faults)
      }
      if ('faults' in read || now !== '' || contentOf(read) === inUse) return 'told'
      inUse = contentOf(read)
      changes.changed(read)
      return 'told'
    },
  }
}

const contentOf = (site: LoadedSite): string => JSON.stringify([site.config, site.warnings])

/** The id names the log of the site in Redis: it cannot change under a running server. */
const sameSite = (file: string, running: string, written: string): readonly string[] =>
  running === written
    ? []
    : [`${file}: the site was \`${running}\` and is \`${written}\` now; start again to take it`]

/** One look at a time; a wish during a look leads to one more. */
function serialized(work: () => Promise<void>): () => void {
  let running = false
  let again = false
  const run = async (): Promise<void> => {
    if (running) {
      again = true
      return
    }
    running = true
    do {
      again = false
      await work()
    } while (again)
    running = false
  }
  return () => void run()
}

function watchDirectory(directory: string, soon: () => void): readonly FSWatcher[] {
  try {
    const watcher = watch(directory, { persistent: false }, soon)
    // The regular look goes on where watching fails.
    watcher.on('error', () => watcher.close())
    return [watcher]
  } catch {
    return []
  }
}

type OneReading = LoadedSite | { readonly faults: readonly string[] }

async function readOne(file: string, defaults: SiteDefaults): Promise<OneReading> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch {
    return { faults: [`${file}: cannot be read; check that it is there and its rights`] }
  }
  const read = readSiteFile(bytes, defaults)
  if ('faults' in read) return { faults: read.faults.map((fault) => described(file, fault)) }
  return { file, ...read }
}

const described = (file: string, { line, column, message }: SiteFault): string =>
  `${file}:${line}:${column}: ${message}`

async function findFiles({ given, dataDirectory }: SiteFilesSettings): Promise<{
  readonly files: readonly string[]
  readonly faults: string[]
}> {
  const faults: string[] = []
  const files = new Set<string>()
  for (const path of given ?? [join(dataDirectory, 'sites')]) {
    const kind = await kindOf(path)
    if (kind === 'file') files.add(path)
    else if (kind === 'directory') {
      const inside = await yamlFilesIn(path)
      for (const file of inside) files.add(file)
      if (given && inside.length === 0) faults.push(`SITE_FILES: ${path} holds no .yaml file`)
    } else if (given) faults.push(`SITE_FILES: ${path} does not exist`)
  }
  return { files: [...files], faults }
}

async function kindOf(path: string): Promise<'file' | 'directory' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file'
  } catch {
    return 'nothing'
  }
}

async function yamlFilesIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory)
  return names
    .filter((name) => /^[^.].*\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(directory, name))
}
