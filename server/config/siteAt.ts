import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SiteConfig } from '../core/siteConfig.ts'
import { readSiteFile, type SiteDefaults, type SiteWarning } from './siteFile.ts'
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
  /** Where its last good version is kept; null without a file. */
  readonly copy: string | null
}

/** What a file says now: a site, or no more than its faults. */
export type SiteAt = LoadedSite | { readonly config: null; readonly faults: readonly string[] }

/** Reads one file. @param copy where its last good version is kept. */
export async function readSiteAt(
  file: string,
  copy: string | null,
  defaults: SiteDefaults,
): Promise<SiteAt> {
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
  return { file, ...read, faults: [], bytes, copy }
}

/** A copy of each good version is kept, so that a start after a bad edit does not leave the floor dark. */
export async function readLastGood(
  file: string,
  copy: string,
  faults: readonly string[],
  defaults: SiteDefaults,
): Promise<LoadedSite | null> {
  const kept = await readSiteAt(copy, copy, defaults)
  return kept.config ? { ...kept, file, faults } : null
}

/** Keeps what a good file said. Where that fails, only a start after a bad edit is poorer. */
export async function keepGoodCopy({ bytes, copy }: LoadedSite): Promise<void> {
  if (bytes === null || copy === null) return
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
