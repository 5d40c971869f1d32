import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import helmet from 'helmet'
import { Server } from 'socket.io'
import { createAgentScreens } from '../../server/push/agentScreens.ts'
import type { AgentFeed } from '../../server/push/agentScreensPorts.ts'
import { createLeadScreens } from '../../server/push/leadScreens.ts'
import type { LeadFeed } from '../../server/push/leadScreensPorts.ts'
import type { SiteTime } from '../../server/push/personalRooms.ts'
import type { AgentView } from '../../shared/agentView.ts'
import type { LeadView } from '../../shared/leadView.ts'
import type {
  AgentToServer,
  LeadToServer,
  ServerToAgent,
  ServerToLead,
  Thank,
  ThankAnswer,
} from '../../shared/protocol/people.ts'
import { LEAD, ME } from '../../shared/protocol/people.ts'
import { after, epochMs, type EpochMs } from '../../shared/time.ts'
import { leadStates } from './peopleFixtures.ts'
import { agentStates, explanation } from './peopleFixturesAgent.ts'
import { AT } from './wallStates.ts'

export const TABLET_TOKEN = 'tablet-token'
export const AGENT_TOKENS = { chenxiao: 'agent-token', zhouye: 'other-token' } as const
export const PIN = '2468'

/** The product's own namespaces over a floor that stands still, except where a test moves it. */
export interface PeopleServer {
  readonly url: string
  readonly thanks: Thank[]
  readonly withdrawn: string[]
  readonly acts: string[]
  showLead(view: LeadView): void
  showAgent(view: AgentView): void
  /** The site's clock goes on by so many ms. */
  pass(ms: number): void
  /** Answers the next thank-you with this instead of taking it. */
  refuseNext(answer: ThankAnswer): void
  /** Takes the next thank-you, but its answer is lost. */
  loseNextAnswer(): void
  /** No ticks and no answers, connections stay. */
  freeze(frozen: boolean): void
  /** Cuts every connection and takes none, or takes them again. */
  cut(away: boolean): void
  revokeTablet(): void
  close(): Promise<void>
}

const policy = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'font-src': ["'self'"],
      'img-src': ["'self'"],
      'connect-src': ["'self'", 'ws:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
    },
  },
  strictTransportSecurity: false,
})

interface Floor {
  lead: LeadView
  agents: Map<string, AgentView>
  now: EpochMs
  refusal: ThankAnswer | null
  lost: boolean
  triesLeft: number
  readonly thanks: Thank[]
  readonly withdrawn: string[]
  readonly acts: string[]
}

const ok = async () => Promise.resolve({ ok: true as const })

function leadFeedOf(floor: Floor, time: () => SiteTime): LeadFeed {
  const act = async (name: string) => {
    floor.acts.push(name)
    return ok()
  }
  return {
    tablet: async (token) =>
      Promise.resolve(
        token === TABLET_TOKEN ? { id: 'tablet-1', site: 'default', language: 'zh-CN' } : null,
      ),
    unlock: async (_tablet, pin) => {
      if (pin === PIN) return Promise.resolve({ lead: floor.lead.lead.id })
      floor.triesLeft -= 1
      return Promise.resolve(
        floor.triesLeft > 0
          ? { code: 'WRONG_PIN', triesLeft: floor.triesLeft }
          : { code: 'LOCKED_OUT', seconds: 300 },
      )
    },
    view: () => floor.lead,
    time,
    thank: async (_site, _lead, thank) => take(floor, thank),
    withdraw: async (_site, _lead, kudos) => {
      floor.withdrawn.push(kudos)
      const pending = floor.lead.pending.filter(({ id }) => id !== kudos)
      floor.lead = { ...floor.lead, pending }
      return ok()
    },
    takeAlarm: async (_site, _lead, alarm) => {
      const owner = { name: floor.lead.lead.name, at: floor.now }
      const alarms = floor.lead.alarms.map((own) => (own.id === alarm ? { ...own, owner } : own))
      floor.lead = { ...floor.lead, alarms }
      return act(`take ${alarm}`)
    },
    shelveAlarm: async (_site, _lead, alarm, minutes) => {
      const shelvedUntil = after(floor.now, minutes * 60_000)
      const alarms = floor.lead.alarms.map((own) =>
        own.id === alarm ? { ...own, shelvedUntil } : own,
      )
      floor.lead = { ...floor.lead, alarms }
      return act(`shelve ${alarm} ${minutes}`)
    },
  }
}

async function take(floor: Floor, thank: Thank): Promise<ThankAnswer> {
  const { refusal } = floor
  floor.refusal = null
  if (refusal !== null) return refusal
  const visibleAt = after(floor.now, 10_000)
  const known = floor.thanks.find(({ id }) => id === thank.id)
  if (known && JSON.stringify(known) !== JSON.stringify(thank)) return { code: 'OTHER_CONTENT' }
  if (!known) {
    floor.thanks.push(thank)
    const { id, to, audience } = thank
    floor.lead = {
      ...floor.lead,
      pending: [...floor.lead.pending, { id, to, at: floor.now, visibleAt, audience }],
      moments: floor.lead.moments.map((own) => ({
        ...own,
        thanked: own.thanked || own.person === to,
      })),
      coverage: { ...floor.lead.coverage, thanked: floor.lead.coverage.thanked + 1 },
    }
  }
  if (floor.lost) {
    floor.lost = false
    return new Promise(() => {})
  }
  return { ok: true, visibleAt }
}

function agentFeedOf(floor: Floor, time: () => SiteTime): AgentFeed {
  const change = (person: string, more: Partial<AgentView>) => {
    const view = floor.agents.get(person)
    if (view) floor.agents.set(person, { ...view, ...more })
  }
  return {
    session: async (token) => {
      const person = Object.entries(AGENT_TOKENS).find(([, own]) => own === token)?.[0]
      return Promise.resolve(
        person ? { id: `s-${person}`, site: 'default', person, language: 'zh-CN' } : null,
      )
    },
    view: (_site, person) => floor.agents.get(person) ?? null,
    time,
    chooseAudience: async (_site, person, audience) => {
      floor.acts.push(`audience ${person} ${audience}`)
      change(person, { audience })
      return ok()
    },
    hideRank: async (_site, person, hidden) => {
      floor.acts.push(`rank ${person} ${hidden ? 'hidden' : 'shown'}`)
      change(person, { rankHidden: hidden, rank: hidden ? null : agentStates.glance.rank })
      return ok()
    },
    explain: async () => Promise.resolve(explanation),
  }
}

export async function startPeopleServer(
  folder: string | null,
  options: { readonly lockAfter?: number } = {},
): Promise<PeopleServer> {
  const app = express()
  app.use(policy)
  if (folder !== null) {
    app.use(express.static(folder, { dotfiles: 'allow' }))
    app.get('/{*path}', (_request, response) => response.sendFile('index.html', { root: folder }))
  }
  const http = createServer(app)
  const state = { frozen: false, away: false }
  const io = new Server(http, {
    serveClient: false,
    transports: ['websocket'],
    allowRequest: (_request, answer) => answer(state.away ? 'away' : null, !state.away),
  })
  const other = { ...agentStates.glance, me: { ...agentStates.glance.me, id: 'zhouye' } }
  const floor: Floor = {
    lead: leadStates.calm,
    agents: new Map<string, AgentView>([
      ['chenxiao', agentStates.glance],
      ['zhouye', other],
    ]),
    now: AT,
    refusal: null,
    lost: false,
    triesLeft: 5,
    thanks: [],
    withdrawn: [],
    acts: [],
  }
  const time = (): SiteTime => ({ at: floor.now, heard: epochMs(floor.now - 1000), rate: 0 })
  const every = (ms: number, run: () => void) => {
    const timer = setInterval(() => state.frozen || run(), ms)
    return () => clearInterval(timer)
  }
  const shared = { epoch: 'fake', build: 'fake', every }
  const leads = createLeadScreens({
    namespace: io.of(LEAD) as never as Parameters<typeof createLeadScreens>[0]['namespace'],
    feed: leadFeedOf(floor, time),
    ...shared,
    ...options,
  })
  const agents = createAgentScreens({
    namespace: io.of(ME) as never as Parameters<typeof createAgentScreens>[0]['namespace'],
    feed: agentFeedOf(floor, time),
    ...shared,
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    thanks: floor.thanks,
    withdrawn: floor.withdrawn,
    acts: floor.acts,
    showLead(view) {
      floor.lead = view
      leads.refresh('default')
    },
    showAgent(view) {
      floor.agents.set(view.me.id, view)
      agents.refresh('default')
    },
    pass(ms) {
      floor.now = after(floor.now, ms)
      const pending = floor.lead.pending.filter(({ visibleAt }) => visibleAt > floor.now)
      floor.lead = { ...floor.lead, pending }
      leads.refresh('default')
    },
    refuseNext: (answer) => void (floor.refusal = answer),
    loseNextAnswer: () => void (floor.lost = true),
    freeze: (frozen) => void (state.frozen = frozen),
    cut(away) {
      state.away = away
      if (!away) return
      for (const name of [LEAD, ME]) {
        for (const socket of io.of(name).sockets.values()) socket.conn.close()
      }
    },
    revokeTablet: () => leads.revoke('tablet-1'),
    close: async () => {
      leads.close()
      agents.close()
      await io.close()
    },
  }
}

/** Types of a client's socket, for tests that speak to the namespaces without a browser. */
export type LeadEvents = { readonly listen: ServerToLead; readonly emit: LeadToServer }
export type AgentEvents = { readonly listen: ServerToAgent; readonly emit: AgentToServer }
