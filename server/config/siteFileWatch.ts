import { watch, type FSWatcher } from 'node:fs'
import { dirname } from 'node:path'
import { keepGoodCopy, readSiteAt, type LoadedSite } from './siteAt.ts'
import type { SiteDefaults } from './siteFile.ts'

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
 * file rather than write into it. A new file needs a start; a file that is gone is a fault. Faults that a
 * site was loaded with are told at once.
 */
export function watchSites(
  sites: readonly LoadedSite[],
  defaults: SiteDefaults,
  changes: SiteChanges,
): { close(): void } {
  const followed = sites.flatMap((site) =>
    site.file === null ? [] : [follow(site, site.file, defaults)],
  )
  let settling: NodeJS.Timeout | undefined
  let closed = false
  const look = serialized(async () => {
    for (const one of followed) {
      if ((await one.look(changes)) === 'unsure') soon()
    }
  })
  const soon = (): void => {
    clearTimeout(settling)
    if (!closed) settling = setTimeout(look, SETTLED)
  }
  for (const { file, faults } of sites) if (file && faults.length > 0) changes.faulty(file, faults)
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
  look(changes: SiteChanges): Promise<'told' | 'unsure'>
  stop(): void
}

/** One file: compares what it says now with what is in use and with the faults last told. */
function follow(site: LoadedSite, file: string, defaults: SiteDefaults): Followed {
  let inUse = contentOf(site)
  let faultsTold = site.faults.join('\n')
  let suspected = faultsTold
  let stopped = false
  return {
    file,
    stop() {
      stopped = true
    },
    async look(changes) {
      const read = await readSiteAt(file, site.copy, defaults)
      const faults = read.config ? sameSite(file, site.config.id, read.config.id) : read.faults
      if (stopped) return 'told'
      const now = faults.join('\n')
      if (now !== faultsTold) {
        const sure = now === '' || now === suspected
        suspected = now
        if (!sure) return 'unsure'
        faultsTold = now
        changes.faulty(file, faults)
      }
      if (!read.config || now !== '' || contentOf(read) === inUse) return 'told'
      inUse = contentOf(read)
      changes.changed(read)
      await keepGoodCopy(read)
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
    try {
      do {
        again = false
        await work()
      } while (again)
    } finally {
      running = false
    }
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
