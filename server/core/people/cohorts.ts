import type { Floor } from '../floor.ts'

/** Under so many people a comparison would be between two or three: they join the others of their tenure. [S5] */
const SMALLEST = 5
const SEPARATOR = '\u001f'

export const NEWCOMERS = 'newcomers'
export const MIXED = 'mixed'

export interface CohortCandidate {
  readonly person: string
  readonly agents: readonly string[]
  readonly newcomer: boolean
}

/** Who is compared with whom: the same queues and the same tenure group. [S5] */
export function cohortsOf(
  floor: Floor,
  candidates: readonly CohortCandidate[],
): Map<string, string> {
  const mixes = new Map(
    candidates.map((one) => [one.person, one.newcomer ? NEWCOMERS : queueMix(floor, one.agents)]),
  )
  const sizes = new Map<string, number>()
  for (const mix of mixes.values()) sizes.set(mix, (sizes.get(mix) ?? 0) + 1)
  for (const [person, mix] of mixes)
    if (mix !== NEWCOMERS && (sizes.get(mix) ?? 0) < SMALLEST) mixes.set(person, MIXED)
  return mixes
}

/** Queues the source said a person serves; where it does not say, those they were seen in. */
function queueMix(floor: Floor, agents: readonly string[]): string {
  const queues = new Set<string>()
  for (const id of agents) {
    const agent = floor.roster.agents.get(id)
    if (!agent) continue
    const named = agent.member.size > 0 ? agent.member : agent.served
    for (const queue of named.keys()) queues.add(queue)
  }
  return [...queues].sort().join(SEPARATOR)
}
