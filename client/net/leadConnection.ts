import { io, type Socket } from 'socket.io-client'
import type { LeadView } from '../../shared/leadView.ts'
import {
  LEAD,
  type ActAnswer,
  type LeadToServer,
  type ServerToLead,
  type ShelveMinutes,
  type UnlockAnswer,
} from '../../shared/protocol/people.ts'
import { nextToSend } from '../store/outbox.ts'
import type { OutboxStore } from '../store/outboxStore.ts'
import type { PersonalStore } from '../store/personalStore.ts'
import { sendNext } from './leadOutbox.ts'
import { ANSWER_WITHIN, followServer, localNow, type PersonalSocket } from './personalConnection.ts'
import { renewToken } from './renewToken.ts'

/** An outbox that got no answer tries again after this long, as long as the connection stands. */
const TRY_AGAIN = 5000

export type LeadSocket = Socket<ServerToLead, LeadToServer>

/** What a tablet can ask of the server. */
export interface LeadConnection {
  unlock(pin: string): Promise<UnlockAnswer | { readonly code: 'OFFLINE' }>
  lock(): void
  /** Somebody touches the tablet. */
  active(): void
  takeAlarm(alarm: string): Promise<ActAnswer | { readonly code: 'OFFLINE' }>
  shelveAlarm(
    alarm: string,
    minutes: ShelveMinutes,
  ): Promise<ActAnswer | { readonly code: 'OFFLINE' }>
  end(): void
}

/** Connects a tablet: its board follows the server, its outbox empties itself whenever it can. */
export function connectLead(
  token: string,
  store: PersonalStore<LeadView>,
  outbox: OutboxStore,
): LeadConnection {
  const socket: LeadSocket = io(LEAD, {
    transports: ['websocket'],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2000,
    auth: { token },
  })
  const keep = renewToken('lead', token, (renewed) => {
    socket.auth = { token: renewed }
  })
  const drain = draining(socket, store, outbox)
  const leave = followServer(socket as unknown as PersonalSocket<LeadView>, store, drain.run)
  const forget = outbox.subscribe((state, before) => {
    if (state.entries !== before.entries) drain.run()
  })
  socket.on('locked', () => store.getState().leave('locked'))
  return {
    ...actsOf(socket, store, drain.run),
    end: () => {
      keep()
      forget()
      drain.end()
      leave()
    },
  }
}

function actsOf(
  socket: LeadSocket,
  store: PersonalStore<LeadView>,
  opened: () => void,
): Omit<LeadConnection, 'end'> {
  const offline = { code: 'OFFLINE' } as const
  const asked = socket.timeout(ANSWER_WITHIN)
  return {
    unlock: async (pin) => {
      if (!socket.connected) return offline
      const answer = await asked.emitWithAck('unlock', { pin }).catch(() => offline)
      if ('ok' in answer) {
        store.getState().welcome(answer.welcome, localNow())
        opened()
      }
      return answer
    },
    lock: () => {
      socket.emit('lock')
      store.getState().leave('locked')
    },
    active: () => void (socket.connected && socket.emit('active')),
    takeAlarm: async (alarm) =>
      socket.connected ? asked.emitWithAck('takeAlarm', { alarm }).catch(() => offline) : offline,
    shelveAlarm: async (alarm, minutes) =>
      socket.connected
        ? asked.emitWithAck('shelveAlarm', { alarm, minutes }).catch(() => offline)
        : offline,
  }
}

/** One at a time and in order, so that a withdrawal never overtakes what it withdraws. */
function draining(socket: LeadSocket, store: PersonalStore<LeadView>, outbox: OutboxStore) {
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Whoever has the tablet open, if there is something of theirs to send. */
  const sender = (): string | null => {
    const { phase, view } = store.getState()
    if (!socket.connected || phase !== 'open' || view === null) return null
    return nextToSend(outbox.getState().entries, view.lead.id) === null ? null : view.lead.id
  }
  const drain = async (): Promise<void> => {
    if (busy) return
    busy = true
    clearTimeout(timer)
    for (let lead = sender(); lead !== null; lead = sender()) {
      if (!(await sendNext(socket, outbox, lead))) break
    }
    busy = false
    if (sender() !== null) timer = setTimeout(() => void drain(), TRY_AGAIN)
  }
  return { run: () => void drain(), end: () => clearTimeout(timer) }
}
