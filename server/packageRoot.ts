import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

let found: string | null = null

/** The folder of package.json with a separator at its end, whether this runs compiled or from its sources. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (found === null) {
    if (existsSync(join(folder, 'package.json'))) found = folder + sep
    folder = dirname(folder)
  }
  return found
}

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(`${packageRoot()}package.json`, 'utf8')) as {
    version: string
  }
  return version
}
