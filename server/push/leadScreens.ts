import type { Namespace, Socket } from 'socket.io'
import type { LeadView } from '../../shared/leadView.ts'
import {
  PEOPLE_PROTOCOL_VERSION,
  type ActAnswer,
  type LeadToServer,
  type PersonalWelcome,
  type ServerToLead,
  type ThankAnswer,
  type UnlockAnswer,
} from '../../shared/protocol/people.ts'
import { reasonFault } from '../../shared/reasonFault.ts'
import { readMinutes, readName, readThank } from './leadScreensInput.ts'
import type { LeadFeed, Tablet } from './leadScreensPorts.ts'
import { createLeadSessions, type LeadSessions } from './leadScreensSession.ts'
import { createPersonalRooms, type PersonalRooms, type PersonalSocket } from './personalRooms.ts'
import { admit, answerWith, everyMs, readPersonalJoin } from './personalSockets.ts'

export interface LeadScreensOptions {
  readonly namespace: Namespace<LeadToServer, ServerToLead>
  readonly feed: LeadFeed
  /** Names this run of the server. */
  readonly epoch: string
  readonly build: string
  /** Ms without a touch before the tablet locks. */
  readonly lockAfter?: number
  /** A clock that only runs forward, in ms. */
  readonly now?: () => number
  readonly every?: (ms: number, run: () => void) => () => void
}

/** The leads' tablets that are connected. */
export interface LeadScreens {
  /** Something of this site changed: every unlocked tablet is sent what differs for its lead. */
  refresh(site: string): void
  /** The tablet is paired no more: locks it and closes its connections at once. [P17] */
  revoke(tablet: string): void
  connected(): number
  close(): void
}

type LeadSocket = Socket<LeadToServer, ServerToLead>

interface Desk {
  readonly options: LeadScreensOptions
  readonly sessions: LeadSessions
  readonly rooms: PersonalRooms<LeadView>
  readonly tablets: Map<LeadSocket, Tablet>
  readonly seats: Map<LeadSocket, PersonalSocket<LeadView>>
}

export function createLeadScreens(options: LeadScreensOptions): LeadScreens {
  const { namespace, feed, epoch } = options
  const desk: Desk = {
    options,
    sessions: createLeadSessions(options.now ?? (() => performance.now()), options.lockAfter),
    rooms: createPersonalRooms({
      epoch,
      time: (site) => feed.time(site),
      view: (site, lead) => feed.view(site, lead),
    }),
    tablets: new Map(),
    seats: new Map(),
  }
  const admitted = new WeakMap<LeadSocket, Tablet>()
  namespace.use((socket, next) => {
    const remember = (tablet: Tablet) => void admitted.set(socket, tablet)
    void admit(socket.handshake.auth, async (token) => feed.tablet(token), remember, next)
  })
  namespace.on('connection', (socket) => {
    const tablet = admitted.get(socket)
    if (tablet) receive(desk, socket, tablet)
    else socket.disconnect(true)
  })
  const stop = (options.every ?? everyMs)(1000, () => {
    for (const tablet of desk.sessions.expire()) lockTablet(desk, tablet)
    desk.rooms.beat()
  })
  return {
    refresh: (site) => desk.rooms.refresh(site),
    revoke(id) {
      lockTablet(desk, id)
      for (const [socket, tablet] of desk.tablets) if (tablet.id === id) socket.disconnect(true)
    },
    connected: () => desk.tablets.size,
    close: stop,
  }
}

function receive(desk: Desk, socket: LeadSocket, tablet: Tablet): void {
  desk.tablets.set(socket, tablet)
  socket.on('disconnect', () => {
    leaveSeat(desk, socket)
    desk.tablets.delete(socket)
  })
  receiveSession(desk, socket, tablet)
  receiveActs(desk, socket, tablet)
}

function receiveSession(desk: Desk, socket: LeadSocket, tablet: Tablet): void {
  const { build } = desk.options
  const { language } = tablet
  socket.on('join', (question: unknown, answer: unknown) => {
    const join = readPersonalJoin(question)
    if (!join || typeof answer !== 'function') return void socket.disconnect(true)
    if (join.protocol !== PEOPLE_PROTOCOL_VERSION) return answer({ refused: 'PROTOCOL' })
    const lead = desk.sessions.leadOf(tablet.id)
    const welcome = lead === null ? null : seat(desk, socket, tablet, lead)
    answer(welcome ?? { locked: true, protocol: PEOPLE_PROTOCOL_VERSION, build, language })
  })
  socket.on('resync', (answer: unknown) => {
    const place = desk.seats.get(socket)
    const snapshot = place ? desk.rooms.current(place) : null
    if (snapshot !== null && typeof answer === 'function') answer(snapshot)
  })
  socket.on('unlock', (given: unknown, answer: unknown) => {
    answerWith<UnlockAnswer>(answer, async () => unlock(desk, socket, tablet, given), {
      code: 'UNAVAILABLE',
    })
  })
  socket.on('active', () => desk.sessions.touch(tablet.id))
  socket.on('lock', () => {
    desk.sessions.lock(tablet.id)
    lockTablet(desk, tablet.id)
  })
}

/** Acts are done in the name of whoever unlocked the tablet, never of a name that is sent along. */
function receiveActs(desk: Desk, socket: LeadSocket, tablet: Tablet): void {
  const { feed } = desk.options
  const act = <T>(answer: unknown, work: (lead: string) => Promise<T>): void => {
    answerWith<T | ActAnswer>(
      answer,
      async () => {
        const lead = desk.sessions.leadOf(tablet.id)
        if (lead === null) return { code: 'LOCKED' }
        desk.sessions.touch(tablet.id)
        const answered = await work(lead)
        desk.rooms.refresh(tablet.site)
        return answered
      },
      { code: 'UNAVAILABLE' },
    )
  }
  socket.on('thank', (given: unknown, answer: unknown) =>
    act<ThankAnswer>(answer, async (lead) => {
      const thank = readThank(given)
      if (thank === null) return { code: 'BAD_REQUEST' }
      if (thank.to === lead) return { code: 'SELF' }
      const fault = reasonFault(thank.reason)
      return fault === null ? feed.thank(tablet.site, lead, thank) : { code: fault }
    }),
  )
  socket.on('withdraw', (given: unknown, answer: unknown) =>
    act(answer, async (lead) => {
      const id = readName(given, 'id')
      return id === null ? badRequest : feed.withdraw(tablet.site, lead, id)
    }),
  )
  socket.on('takeAlarm', (given: unknown, answer: unknown) =>
    act(answer, async (lead) => {
      const alarm = readName(given, 'alarm')
      return alarm === null ? badRequest : feed.takeAlarm(tablet.site, lead, alarm)
    }),
  )
  socket.on('shelveAlarm', (given: unknown, answer: unknown) =>
    act(answer, async (lead) => {
      const alarm = readName(given, 'alarm')
      const minutes = readMinutes(given)
      if (alarm === null || minutes === null) return badRequest
      return feed.shelveAlarm(tablet.site, lead, alarm, minutes)
    }),
  )
}

const badRequest: ActAnswer = { code: 'BAD_REQUEST' }

async function unlock(
  desk: Desk,
  socket: LeadSocket,
  tablet: Tablet,
  given: unknown,
): Promise<UnlockAnswer> {
  const pin = readName(given, 'pin')
  const answer = await desk.options.feed.unlock(tablet, pin ?? '')
  if ('code' in answer) return answer
  desk.sessions.open(tablet.id, answer.lead)
  const welcome = seat(desk, socket, tablet, answer.lead)
  return welcome === null ? { code: 'UNAVAILABLE' } : { ok: true, welcome }
}

/** Takes the seat of a lead; null when the site has no such lead any more. */
function seat(
  desk: Desk,
  socket: LeadSocket,
  { site, language }: Tablet,
  lead: string,
): PersonalWelcome<LeadView> | null {
  leaveSeat(desk, socket)
  const place: PersonalSocket<LeadView> = {
    writable: () => socket.conn.transport.writable,
    delta: (delta) => void socket.emit('delta', delta),
    snapshot: (snapshot) => void socket.emit('snapshot', snapshot),
    tick: (tick) => void socket.emit('tick', tick),
  }
  const taken = desk.rooms.enter(site, lead, place)
  if (taken === null) return null
  desk.seats.set(socket, place)
  return { protocol: PEOPLE_PROTOCOL_VERSION, build: desk.options.build, language, ...taken }
}

function leaveSeat(desk: Desk, socket: LeadSocket): void {
  const place = desk.seats.get(socket)
  if (place) desk.rooms.leave(place)
  desk.seats.delete(socket)
}

function lockTablet(desk: Desk, id: string): void {
  desk.sessions.lock(id)
  for (const [socket, tablet] of desk.tablets) {
    if (tablet.id !== id) continue
    leaveSeat(desk, socket)
    socket.emit('locked')
  }
}
