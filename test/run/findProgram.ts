import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Full path of the first of these programs that PATH, or a path of its own, leads to. */
export function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of names) {
    const places = name.includes('/') ? [name] : folders.map((folder) => join(folder, name))
    const found = places.find(isProgram)
    if (found !== undefined) return found
  }
  return undefined
}
