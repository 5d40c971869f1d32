import type { Namespace, Socket } from 'socket.io'
import type { AgentView } from '../../shared/agentView.ts'
import { audiences } from '../../shared/people.ts'
import {
  PEOPLE_PROTOCOL_VERSION,
  type ActAnswer,
  type AgentToServer,
  type ServerToAgent,
} from '../../shared/protocol/people.ts'
import type { AgentFeed, AgentSession } from './agentScreensPorts.ts'
import { createPersonalRooms, type PersonalRooms, type PersonalSocket } from './personalRooms.ts'
import { admit, answerWith, everyMs, membersOf, readPersonalJoin } from './personalSockets.ts'

export interface AgentScreensOptions {
  readonly namespace: Namespace<AgentToServer, ServerToAgent>
  readonly feed: AgentFeed
  /** Names this run of the server. */
  readonly epoch: string
  readonly build: string
  readonly every?: (ms: number, run: () => void) => () => void
}

/** The agents' own pages that are connected. */
export interface AgentScreens {
  /** Something of this site changed: each person who looks is sent their own difference. */
  refresh(site: string): void
  /** Ends a device session at once. [P17] */
  revoke(session: string): void
  connected(): number
  close(): void
}

type AgentSocket = Socket<AgentToServer, ServerToAgent>

export function createAgentScreens(options: AgentScreensOptions): AgentScreens {
  const { namespace, feed, epoch } = options
  const rooms = createPersonalRooms({
    epoch,
    time: (site) => feed.time(site),
    view: (site, person) => feed.view(site, person),
  })
  const sessions = new Map<AgentSocket, AgentSession>()
  const admitted = new WeakMap<AgentSocket, AgentSession>()
  namespace.use((socket, next) => {
    const remember = (session: AgentSession) => void admitted.set(socket, session)
    void admit(socket.handshake.auth, async (token) => feed.session(token), remember, next)
  })
  namespace.on('connection', (socket) => {
    const session = admitted.get(socket)
    if (!session) return void socket.disconnect(true)
    sessions.set(socket, session)
    const place = receiveJoin(options, rooms, socket, session)
    receiveChoices(feed, rooms, socket, session)
    socket.on('disconnect', () => {
      rooms.leave(place)
      sessions.delete(socket)
    })
  })
  const stop = (options.every ?? everyMs)(1000, () => rooms.beat())
  return {
    refresh: (site) => rooms.refresh(site),
    revoke(id) {
      for (const [socket, session] of sessions) if (session.id === id) socket.disconnect(true)
    },
    connected: () => sessions.size,
    close: stop,
  }
}

function receiveJoin(
  { build }: AgentScreensOptions,
  rooms: PersonalRooms<AgentView>,
  socket: AgentSocket,
  { site, person, language }: AgentSession,
): PersonalSocket<AgentView> {
  const place: PersonalSocket<AgentView> = {
    writable: () => socket.conn.transport.writable,
    delta: (delta) => void socket.emit('delta', delta),
    snapshot: (snapshot) => void socket.emit('snapshot', snapshot),
    tick: (tick) => void socket.emit('tick', tick),
  }
  socket.on('join', (question: unknown, answer: unknown) => {
    const join = readPersonalJoin(question)
    if (!join || typeof answer !== 'function') return void socket.disconnect(true)
    if (join.protocol !== PEOPLE_PROTOCOL_VERSION) return answer({ refused: 'PROTOCOL' })
    rooms.leave(place)
    const seat = rooms.enter(site, person, place)
    if (seat === null) return answer({ refused: 'UNKNOWN_PERSON' })
    answer({ protocol: PEOPLE_PROTOCOL_VERSION, build, language, ...seat })
  })
  socket.on('resync', (answer: unknown) => {
    const snapshot = rooms.current(place)
    if (snapshot !== null && typeof answer === 'function') answer(snapshot)
  })
  return place
}

/** A person chooses for themselves alone: who they are comes from the session. [P18] */
function receiveChoices(
  feed: AgentFeed,
  rooms: PersonalRooms<AgentView>,
  socket: AgentSocket,
  { site, person }: AgentSession,
): void {
  const choose = (answer: unknown, work: () => Promise<ActAnswer>): void =>
    answerWith<ActAnswer>(
      answer,
      async () => {
        const answered = await work()
        rooms.refresh(site)
        return answered
      },
      { code: 'UNAVAILABLE' },
    )
  socket.on('chooseAudience', (given: unknown, answer: unknown) =>
    choose(answer, async () => {
      const audience = audiences.find((one) => one === membersOf(given)?.['audience'])
      return audience ? feed.chooseAudience(site, person, audience) : { code: 'BAD_REQUEST' }
    }),
  )
  socket.on('hideRank', (given: unknown, answer: unknown) =>
    choose(answer, async () => {
      const hidden = membersOf(given)?.['hidden']
      if (typeof hidden !== 'boolean') return { code: 'BAD_REQUEST' }
      return feed.hideRank(site, person, hidden)
    }),
  )
  socket.on('explain', (answer: unknown) =>
    answerWith(
      answer,
      async () => (await feed.explain(site, person)) ?? { code: 'UNAVAILABLE' as const },
      { code: 'UNAVAILABLE' as const },
    ),
  )
}
