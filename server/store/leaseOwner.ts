import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { isAlive, startOf } from './processAlive.ts'

/** Where process ids mean the same: this boot of this machine, and this container of it. */
function processSpace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
    return `${hostname()}~${boot}~${readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')}`
  } catch {
    return hostname()
  }
}

/** Names this process as the holder of a lease: where, which process, and a random part. */
export function leaseOwner(): string {
  const { pid } = process
  return `${processSpace()}/${pid}/${startOf(pid)}/${randomBytes(6).toString('base64url')}`
}

/**
 * Whether the owner is a process of this machine that has ended, so that its lease can be taken at
 * once. A stopped process lives; an owner from elsewhere or of unknown form is taken for alive.
 */
export function ownerIsDead(owner: string): boolean {
  const [space, pidText, started, random] = owner.split('/')
  const pid = Number(pidText)
  if (random === undefined || space !== processSpace() || !Number.isSafeInteger(pid) || pid <= 0) {
    return false
  }
  return !isAlive(pid) || startOf(pid) !== started
}
