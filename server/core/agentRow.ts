import type { Agent, Latest, Move } from './agent.ts'

interface AgentRow {
  readonly member: [string, Latest<boolean>][]
  readonly paused: [string, Latest<{ on: boolean; reason: string | null }>][]
  readonly state: Agent['state']
  readonly wrap: Latest<boolean> | null
  readonly served: [string, number][]
  readonly moves: Move[]
}

/** An agent as it is saved, in one fixed order: equal agents give equal texts. */
export function agentRow(agent: Agent): string {
  const row: AgentRow = {
    member: [...agent.member].sort(byName),
    paused: [...agent.paused].sort(byName),
    state: agent.state,
    wrap: agent.wrap,
    served: [...agent.served].sort(byName),
    moves: agent.moves,
  }
  return JSON.stringify(row)
}

/** Puts what was saved into an agent that knows nothing yet. */
export function restoreAgent(agent: Agent, json: string): void {
  const row = JSON.parse(json) as AgentRow
  for (const [queue, last] of row.member) agent.member.set(queue, last)
  for (const [queue, last] of row.paused) agent.paused.set(queue, last)
  agent.state = row.state
  agent.wrap = row.wrap
  for (const [queue, hour] of row.served) agent.served.set(queue, hour)
  agent.moves.push(...row.moves)
}

/** Orders pairs by their name. */
export const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  a[0] < b[0] ? -1 : 1
