import { randomBytes } from 'node:crypto'
import type { Namespace } from 'socket.io'
import {
  LEAD,
  ME,
  type AgentToServer,
  type LeadToServer,
  type ServerToAgent,
  type ServerToLead,
} from '../../shared/protocol/people.ts'
import { epochMs } from '../../shared/time.ts'
import { socketGate, type GatedSocket } from '../access/socketGate.ts'
import { createAgentScreens, type AgentScreens } from '../push/agentScreens.ts'
import { createLeadScreens, type LeadScreens } from '../push/leadScreens.ts'
import type { Screens } from '../push/screens.ts'
import type { HouseAccess } from './houseAccess.ts'
import { peopleFeeds } from './peopleFeeds.ts'
import type { Sites } from './sites.ts'

const WALLS = '/wall'

/** Leads' tablets and agents' pages on the door of the walls, each behind the gate of access. [P16] */
export class PersonalScreens {
  readonly #leads: LeadScreens
  readonly #agents: AgentScreens

  constructor(screens: Screens, sites: Sites, access: HouseAccess, build: string) {
    const epoch = randomBytes(6).toString('base64url')
    const now = () => epochMs(Date.now())
    const feeds = peopleFeeds({ sites, access, now })
    const leads = screens.namespace(LEAD) as Namespace<LeadToServer, ServerToLead>
    const agents = screens.namespace(ME) as Namespace<AgentToServer, ServerToAgent>
    const gate = socketGate(access.access, (name) => sites.named(name)?.run.config.id ?? null)
    const pass = (socket: unknown, next: (error?: Error) => void): void =>
      gate(socket as GatedSocket, next)
    const walls = screens.namespace(WALLS) as Namespace
    walls.use(pass)
    leads.use(pass)
    agents.use(pass)
    this.#leads = createLeadScreens({ namespace: leads, feed: feeds.lead, epoch, build })
    this.#agents = createAgentScreens({ namespace: agents, feed: feeds.agent, epoch, build })
  }

  /** Once a second: each is sent what differs for them. */
  refresh(site: string): void {
    this.#leads.refresh(site)
    this.#agents.refresh(site)
  }

  close(): void {
    this.#leads.close()
    this.#agents.close()
  }
}
