import { type Json, diff } from '../../shared/protocol/diff.ts'
import type { Delta, Tick } from '../../shared/protocol/messages.ts'
import type { PersonalSnapshot } from '../../shared/protocol/people.ts'
import type { EpochMs } from '../../shared/time.ts'

/** The site's clock as ticks tell it. */
export type SiteTime = Pick<Tick, 'at' | 'heard' | 'rate'>

/** What a room needs of a socket. */
export interface PersonalSocket<View> {
  /** False while the last message has not been taken: then nothing is queued behind it. [P8] */
  readonly writable: () => boolean
  readonly delta: (delta: Delta) => void
  readonly snapshot: (snapshot: PersonalSnapshot<View>) => void
  readonly tick: (tick: Tick) => void
}

export interface PersonalRoomsOptions<View> {
  readonly epoch: string
  readonly time: (site: string) => SiteTime
  /** Null: there is no such person any more. */
  readonly view: (site: string, person: string) => View | null
}

export interface Seat<View> {
  readonly snapshot: PersonalSnapshot<View>
  readonly tick: Tick
}

/** One room for each person: nobody is ever sent what another person sees. [P18] */
export interface PersonalRooms<View> {
  /** Null: there is no such person. */
  enter(site: string, person: string, socket: PersonalSocket<View>): Seat<View> | null
  leave(socket: PersonalSocket<View>): void
  /** Sends what changed to everybody of the site who is there. */
  refresh(site: string): void
  /** What this socket's person sees now. */
  current(socket: PersonalSocket<View>): PersonalSnapshot<View> | null
  /** Ticks to all; whoever was too slow gets a snapshot in place of the deltas left out. */
  beat(): void
  size(): number
}

interface Room<View> {
  readonly site: string
  readonly person: string
  readonly sockets: Set<PersonalSocket<View>>
  now: PersonalSnapshot<View>
}

const roomKey = (site: string, person: string): string => JSON.stringify([site, person])

export function createPersonalRooms<View>(
  options: PersonalRoomsOptions<View>,
): PersonalRooms<View> {
  const rooms = new Map<string, Room<View>>()
  const seats = new Map<PersonalSocket<View>, Room<View>>()
  const behind = new Set<PersonalSocket<View>>()

  const tickOf = (room: Room<View>): Tick => ({
    epoch: room.now.epoch,
    revision: room.now.revision,
    ...options.time(room.site),
  })
  const refreshRoom = (room: Room<View>): void => {
    const delta = advance(room, options)
    if (delta === null) return
    for (const socket of room.sockets) {
      if (socket.writable() && !behind.has(socket)) socket.delta(delta)
      else behind.add(socket)
    }
  }
  return {
    enter(site, person, socket) {
      const room = rooms.get(roomKey(site, person)) ?? openRoom(site, person, options)
      if (room === null) return null
      refreshRoom(room)
      rooms.set(roomKey(site, person), room)
      room.sockets.add(socket)
      seats.set(socket, room)
      return { snapshot: room.now, tick: tickOf(room) }
    },
    leave(socket) {
      const room = seats.get(socket)
      seats.delete(socket)
      behind.delete(socket)
      room?.sockets.delete(socket)
      if (room?.sockets.size === 0) rooms.delete(roomKey(room.site, room.person))
    },
    refresh(site) {
      for (const room of rooms.values()) if (room.site === site) refreshRoom(room)
    },
    current: (socket) => seats.get(socket)?.now ?? null,
    beat() {
      for (const [socket, room] of seats) {
        if (!socket.writable()) continue
        if (behind.delete(socket)) socket.snapshot(room.now)
        socket.tick(tickOf(room))
      }
    },
    size: () => seats.size,
  }
}

let opened = 0

function openRoom<View>(
  site: string,
  person: string,
  { epoch, time, view }: PersonalRoomsOptions<View>,
): Room<View> | null {
  const first = view(site, person)
  if (first === null) return null
  // A room that was left and is entered again counts anew, so it needs a name of its own.
  opened += 1
  const now = { epoch: `${epoch}.${opened}`, revision: 1, at: time(site).at, view: first }
  return { site, person, sockets: new Set(), now }
}

/** Brings a room up to date; null when nothing its person can see has changed. */
function advance<View>(room: Room<View>, { time, view }: PersonalRoomsOptions<View>): Delta | null {
  const latest = view(room.site, room.person)
  if (latest === null) return null
  const patch = diff(room.now.view as Json, latest as Json)
  if (patch === undefined) return null
  const at: EpochMs = time(room.site).at
  const { epoch, revision } = room.now
  room.now = { epoch, revision: revision + 1, at, view: latest }
  return { epoch, from: revision, revision: revision + 1, at, patch }
}
