import type { AccessRecords } from '../../server/access/accessRecords.ts'
import { createAccess, type Access, type AccessDeps } from '../../server/access/access.ts'
import type { Identity } from '../../server/access/identity.ts'
import { epochMs } from '../../shared/time.ts'

/** Records in memory, with the port's promise: of two at once one is told no. */
export function memoryRecords(): AccessRecords {
  const kept = new Map<string, string>()
  const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts)
  return {
    read: (scope, kind, ids) =>
      Promise.resolve(ids.map((id) => kept.get(keyOf(scope, kind, id)) ?? null)),
    all: (scope, kind) => {
      const found = new Map<string, string>()
      for (const [key, value] of kept) {
        const [ofScope, ofKind, id = ''] = JSON.parse(key) as string[]
        if (ofScope === scope && ofKind === kind) found.set(id, value)
      }
      return Promise.resolve(found)
    },
    swap: (scope, kind, id, expected, next) => {
      const key = keyOf(scope, kind, id)
      if ((kept.get(key) ?? null) !== expected) return Promise.resolve(false)
      if (next === null) kept.delete(key)
      else kept.set(key, next)
      return Promise.resolve(true)
    },
  }
}

export const ingestToken = 'an-ingest-token-of-the-tests'
export const metricsToken = 'a-metrics-token-of-the-tests'
export const leadPin = '402611'

/** A clock that a test moves. */
function movableClock(start = 1_800_000_000_000) {
  let at = start
  return {
    now: () => epochMs(at),
    pass: (ms: number) => {
      at += ms
    },
  }
}

export function accessFor(
  changes: Partial<AccessDeps> = {},
  records: AccessRecords = memoryRecords(),
): {
  readonly access: Access
  readonly records: AccessRecords
  readonly pass: (ms: number) => void
} {
  const clock = movableClock()
  const access = createAccess({
    records,
    now: clock.now,
    ingestToken,
    metricsToken,
    openWalls: false,
    every: 20,
    ...changes,
  })
  return { access, records, pass: clock.pass }
}

/** A token of every standing that there is, on one site. */
export async function tokensOf(access: Access, site: string): Promise<ReadonlyMap<string, string>> {
  const common = { site, screen: null, scopes: [], name: 'test', address: '', approvedBy: 'test' }
  const admit = async (role: 'wall' | 'lead' | 'agent' | 'admin', person: string | null) =>
    (
      await access.devices.admit(role === 'admin' ? '@house' : site, {
        ...common,
        role,
        person,
        site: role === 'admin' ? null : site,
        expiresAt: null,
      })
    ).token
  const issue = async (scope: 'events' | 'kudos' | 'metrics') => {
    const grant = { site, name: scope, scopes: [scope], person: 'lin', approvedBy: 'test' }
    return (await access.issueToken(grant)).token
  }
  await access.pins.set(site, 'lin', leadPin)
  const lead = await admit('lead', null)
  const opened = await access.authenticate(lead)
  if (opened) await access.unlock(opened.identity, leadPin)
  return new Map([
    ['wall', await admit('wall', null)],
    ['tablet', await admit('lead', null)],
    ['lead', lead],
    ['agent', await admit('agent', 'ana')],
    ['admin', await admit('admin', null)],
    ['integrator:events', await issue('events')],
    ['integrator:kudos', await issue('kudos')],
    ['integrator:metrics', await issue('metrics')],
  ])
}

/** Who stands behind a token; for tests that know it is good. */
export async function identityOf(access: Access, token: string): Promise<Identity> {
  const found = await access.authenticate(token)
  if (!found) throw new Error('The token is not let in.')
  return found.identity
}
