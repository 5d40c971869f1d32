import type { AgentView } from '../../shared/agentView.ts'
import type { Audience } from '../../shared/people.ts'
import type { ActAnswer } from '../../shared/protocol/people.ts'
import type { Explanation } from '../../shared/protocol/peopleExplanation.ts'
import type { Language } from '../../shared/views.ts'
import type { SiteTime } from './personalRooms.ts'

/** A device session of one person. */
export interface AgentSession {
  /** Names the session, for revoking it. */
  readonly id: string
  readonly site: string
  readonly person: string
  readonly language: Language
}

/** What an agent's own page needs of the house. It is only ever asked about the session's own person. [P18] */
export interface AgentFeed {
  /** Null: unknown, expired or revoked. */
  session(token: string): Promise<AgentSession | null>
  view(site: string, person: string): AgentView | null
  time(site: string): SiteTime
  chooseAudience(site: string, person: string, audience: Audience): Promise<ActAnswer>
  hideRank(site: string, person: string, hidden: boolean): Promise<ActAnswer>
  explain(site: string, person: string): Promise<Explanation | null>
}
