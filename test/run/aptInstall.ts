import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { findProgram } from './findProgram.ts'
import { runCommand } from './command.ts'

/** Debian asks this file before it starts a freshly installed service; 101 means: do not. */
const servicePolicy = '/usr/sbin/policy-rc.d'

const aptSettings = { DEBIAN_FRONTEND: 'noninteractive' }

const isRoot = () => process.getuid?.() === 0

async function withoutStartingServices<T>(work: () => Promise<T>): Promise<T> {
  if (existsSync(servicePolicy)) return work()
  writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await work()
  } finally {
    rmSync(servicePolicy, { force: true })
  }
}

/** Installs a package of Debian or Ubuntu and starts nothing. False where that is not possible. */
export async function aptInstall(name: string): Promise<boolean> {
  if (!isRoot() || findProgram(['apt-get']) === undefined) return false
  const install = ['install', '--yes', '--quiet', '--no-install-recommends', name]
  return withoutStartingServices(async () => {
    const known = await runCommand('apt-get', install, { quiet: true, env: aptSettings })
    if (known.ok) return true
    await runCommand('apt-get', ['update', '--quiet'], { env: aptSettings })
    return (await runCommand('apt-get', install, { env: aptSettings })).ok
  })
}
