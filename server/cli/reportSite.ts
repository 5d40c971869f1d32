import { readFile } from 'node:fs/promises'
import { readSiteFile } from '../config/siteFile.ts'
import type { SiteConfig } from '../core/siteConfig.ts'
import type { Aliases } from '../sources/asterisk/queueLogAgents.ts'
import { UsageFault } from './reportSettings.ts'

/**
 * The site file of a command.
 * @throws UsageFault with every fault of the file, by line and column.
 */
export async function siteAt(file: string, timezone: string): Promise<SiteConfig> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageFault(`--site ${file}: cannot be read (${String(error)})`)
  })
  const site = readSiteFile(bytes, { timezone, language: 'en' })
  if ('config' in site) return site.config
  const faults = site.faults.map(
    ({ line, column, message }) => `${file}:${line}:${column}: ${message}`,
  )
  throw new UsageFault(`the site file cannot be used:\n${faults.join('\n')}`)
}

/** Who is who in every queue_log of the site: a recording does not say which of them it was. */
export function aliasesOf(site: SiteConfig): Aliases {
  const all = site.asteriskQueueLogs.flatMap(({ aliases }) => Object.entries(aliases))
  const joined = new Map<string, readonly string[]>()
  for (const [member, interfaces] of all) {
    joined.set(member, [...(joined.get(member) ?? []), ...interfaces])
  }
  return Object.fromEntries(joined)
}
