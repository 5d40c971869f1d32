import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SiteConfig } from '../core/siteConfig.ts'
import { defaultSite, readSiteFile, type SiteDefaults, type SiteWarning } from './siteFile.ts'
import type { SiteFault } from './siteYaml.ts'

/** A site as its file says; `file` is null for the site that a server without any file has. */
export interface LoadedSite {
  readonly file: string | null
  readonly config: SiteConfig
  readonly warnings: readonly SiteWarning[]
  /** Why the file as it is cannot be used, and its last good version is; empty when all is well. */
  readonly faults: readonly string[]
  /** The file as it was read; null without one. */
  readonly bytes: Buffer | null
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
    const now = await readSiteAt(file, settings.defaults)
    const read = now.config ? now : await lastGood(file, now.faults, settings)
    if (!read) {
      faults.push(...now.faults)
      continue
    }
    const twin = sites.find(({ config }) => config.id === read.config.id)
    if (twin) faults.push(`${file}: the site \`${read.config.id}\` is in ${twin.file} already`)
    sites.push(read)
    if (read.faults.length === 0) await keepGoodCopy(settings.dataDirectory, read)
  }
  if (faults.length > 0) throw new SiteFilesFault(faults)
  if (sites.length === 0) {
    return [
      { file: null, config: defaultSite(settings.defaults), warnings: [], faults: [], bytes: null },
    ]
  }
  const first = sites.find(({ config }) => config.id === 'default')
  return first ? [first, ...sites.filter((site) => site !== first)] : sites
}

/** What a file says now: a site, or no more than its faults. */
export type SiteAt = LoadedSite | { readonly config: null; readonly faults: readonly string[] }

export async function readSiteAt(file: string, defaults: SiteDefaults): Promise<SiteAt> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch {
    const fault = `${file}: cannot be read; check that it is there and its rights`
    return { config: null, faults: [fault] }
  }
  const read = readSiteFile(bytes, defaults)
  if ('faults' in read) {
    return { config: null, faults: read.faults.map((fault) => described(file, fault)) }
  }
  return { file, ...read, faults: [], bytes }
}

/** A copy of each good version is kept, so that a start after a bad edit does not leave the floor dark. */
async function lastGood(
  file: string,
  faults: readonly string[],
  { dataDirectory, defaults }: SiteFilesSettings,
): Promise<LoadedSite | null> {
  const kept = await readSiteAt(keptCopy(dataDirectory, file), defaults)
  return kept.config ? { ...kept, file, faults } : null
}

const keptCopy = (dataDirectory: string, file: string): string => {
  const name = createHash('sha256').update(file).digest('hex').slice(0, 16)
  return join(dataDirectory, 'last-good-sites', `${name}.yaml`)
}

/** Keeps what a good file said. Where that fails, only a start after a bad edit is poorer. */
export async function keepGoodCopy(
  dataDirectory: string,
  { file, bytes }: LoadedSite,
): Promise<void> {
  if (file === null || bytes === null) return
  const copy = keptCopy(dataDirectory, file)
  try {
    await mkdir(dirname(copy), { recursive: true, mode: 0o700 })
    await writeFile(`${copy}.new`, bytes)
    await rename(`${copy}.new`, copy)
  } catch {
    await rm(`${copy}.new`, { force: true })
  }
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
