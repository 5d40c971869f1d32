import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

const scriptNames = [
  'ingest',
  'commit',
  'commitApart',
  'acquire',
  'renew',
  'release',
  'bury',
  'trim',
  'grant',
  'grantApart',
  'swap',
] as const
export type ScriptName = (typeof scriptNames)[number]

interface Script {
  readonly lua: string
  readonly sha: string
}

const scripts = Object.fromEntries(
  scriptNames.map((name) => {
    const lua = readFileSync(new URL(`./scripts/${name}.lua`, import.meta.url), 'utf8')
    return [name, { lua, sha: createHash('sha1').update(lua).digest('hex') }]
  }),
) as Record<ScriptName, Script>

/** Runs a script by its hash; a Redis that does not know it yet gets it whole. */
export async function runScript(
  redis: Redis,
  name: ScriptName,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  const { lua, sha } = scripts[name]
  const rest = [keys.length, ...keys, ...args]
  try {
    return await redis.call('EVALSHA', [sha, ...rest])
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
    return redis.call('EVAL', [lua, ...rest])
  }
}
