import type { EpochMs } from '../../../shared/time.ts'
import type { Visit } from '../visit.ts'
import type { Visits } from '../visits.ts'

/**
 * Who handled a contact last before a moment, or first after it where clocks differ; null when its visits are
 * not remembered. Its own source is asked first: a survey may come from another one than the contact did.
 */
export function handlerOf(
  visits: Visits,
  sources: ReadonlyMap<string, unknown>,
  source: string,
  contact: string,
  at: EpochMs,
): string | null {
  const others = [...sources.keys()].filter((other) => other !== source).sort()
  for (const from of [source, ...others]) {
    const agent = lastAgent(visits.contacts.named(from, contact), at)
    if (agent !== null) return agent
  }
  return null
}

function lastAgent(visits: readonly Visit[], at: EpochMs): string | null {
  const connects = visits
    .flatMap(({ connect }) => (connect ? [connect] : []))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const last = connects.findLast((connect) => connect.at <= at) ?? connects[0]
  return last?.agent ?? null
}
