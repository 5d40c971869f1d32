import { readFileSync } from 'node:fs'

/** State and start time of a process as the kernel tells them; null where it does not. */
function kernelFacts(pid: number): { readonly state: string; readonly started: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', started: fields[19] ?? '' }
  } catch {
    return null
  }
}

/** Tells a process from a later one with the same id; empty where the system does not say. */
export const startOf = (pid: number): string => kernelFacts(pid)?.started ?? ''

/** Whether the process runs or is stopped. One that ended and waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return kernelFacts(pid)?.state !== 'Z'
}
