import { io, type Socket } from 'socket.io-client'
import type { AgentView } from '../../shared/agentView.ts'
import type { Audience } from '../../shared/people.ts'
import {
  ME,
  type ActAnswer,
  type AgentToServer,
  type ServerToAgent,
} from '../../shared/protocol/people.ts'
import type { Explanation } from '../../shared/protocol/peopleExplanation.ts'
import type { PersonalStore } from '../store/personalStore.ts'
import { ANSWER_WITHIN, followServer, type PersonalSocket } from './personalConnection.ts'
import { renewToken } from './renewToken.ts'

/** What an agent's page can ask of the server, about its own person alone. */
export interface AgentConnection {
  /** False: not saved, nothing has changed. */
  chooseAudience(audience: Audience): Promise<boolean>
  hideRank(hidden: boolean): Promise<boolean>
  /** Null: cannot be read just now. */
  explain(): Promise<Explanation | null>
  end(): void
}

const done = (answer: ActAnswer): boolean => 'ok' in answer

/** Connects an agent's page: its view follows the server. */
export function connectAgent(token: string, store: PersonalStore<AgentView>): AgentConnection {
  const socket: Socket<ServerToAgent, AgentToServer> = io(ME, {
    transports: ['websocket'],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2000,
    auth: { token },
  })
  const keep = renewToken('agent', token, (renewed) => {
    socket.auth = { token: renewed }
  })
  const end = followServer(socket as unknown as PersonalSocket<AgentView>, store, () => {})
  const asked = socket.timeout(ANSWER_WITHIN)
  const ask = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> =>
    socket.connected ? work().catch(() => otherwise) : otherwise
  return {
    chooseAudience: async (audience) =>
      ask(async () => done(await asked.emitWithAck('chooseAudience', { audience })), false),
    hideRank: async (hidden) =>
      ask(async () => done(await asked.emitWithAck('hideRank', { hidden })), false),
    explain: async () =>
      ask<Explanation | null>(async () => {
        const answer = await asked.emitWithAck('explain')
        return 'code' in answer ? null : answer
      }, null),
    end: () => {
      keep()
      end()
    },
  }
}
