import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { keepGoodCopy, readLastGood, readSiteAt, type LoadedSite } from './siteAt.ts'
import { defaultSite, type SiteDefaults } from './siteFile.ts'

export type { LoadedSite } from './siteAt.ts'
export { watchSites } from './siteFileWatch.ts'

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
    const copy = copyOf(settings.dataDirectory, file)
    const now = await readSiteAt(file, copy, settings.defaults)
    const read = now.config ? now : await readLastGood(file, copy, now.faults, settings.defaults)
    if (!read) {
      faults.push(...now.faults)
      continue
    }
    const twin = sites.find(({ config }) => config.id === read.config.id)
    if (twin) faults.push(`${file}: the site \`${read.config.id}\` is in ${twin.file} already`)
    sites.push(read)
    if (read.faults.length === 0) await keepGoodCopy(read)
  }
  if (faults.length > 0) throw new SiteFilesFault(faults)
  if (sites.length === 0) {
    const config = defaultSite(settings.defaults)
    return [{ file: null, config, warnings: [], faults: [], bytes: null, copy: null }]
  }
  const first = sites.find(({ config }) => config.id === 'default')
  return first ? [first, ...sites.filter((site) => site !== first)] : sites
}

/** What to do about files that came after the sites were loaded, a sentence each. */
export async function newSiteFiles(
  settings: Omit<SiteFilesSettings, 'defaults'>,
  loaded: readonly LoadedSite[],
): Promise<readonly string[]> {
  const known = new Set(loaded.map(({ file }) => file))
  const { files } = await findFiles(settings)
  return files
    .filter((file) => !known.has(file))
    .map((file) => `${file}: a new site file; start the server again to run its site`)
}

function copyOf(dataDirectory: string, file: string): string {
  const name = createHash('sha256').update(file).digest('hex').slice(0, 16)
  return join(dataDirectory, 'last-good-sites', `${name}.yaml`)
}

async function findFiles({ given, dataDirectory }: Omit<SiteFilesSettings, 'defaults'>): Promise<{
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
