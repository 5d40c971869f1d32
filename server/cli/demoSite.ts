import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const DAY = 86_400_000
const newcomer = /startedOn: \d{4}-\d\d-\d\d(.*# (\d+) days before the demonstration)/g

/** The demo's site file with the newcomer's first day so long ago as the file says. */
function datedSite(text: string, now: number): string {
  return text.replaceAll(newcomer, (_whole, rest: string, days: string) => {
    const startedOn = new Date(now - Number(days) * DAY).toISOString().slice(0, 10)
    return `startedOn: ${startedOn}${rest}`
  })
}

/**
 * Writes the demonstration's site file where it keeps its data.
 * @returns its path, or the file as it ships where nothing can be written: only the newcomer is poorer.
 */
export function writeDemoSite(shipped: string, dataDirectory: string, now: number): string {
  const path = join(dataDirectory, 'demo-site.yaml')
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
    writeFileSync(path, datedSite(readFileSync(shipped, 'utf8'), now))
    return path
  } catch {
    return shipped
  }
}
