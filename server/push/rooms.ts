import type { ServerToScreen } from '../../shared/protocol/messages.ts'
import type { ScreenSettings } from '../../shared/views.ts'
import { roomFrame } from './roomFrame.ts'
import type { ScreenLine } from './screenLine.ts'
import type { WallSocket } from './wallServer.ts'

export interface JoinedScreen {
  readonly socket: WallSocket
  readonly site: string
  readonly line: ScreenLine
  settings: ScreenSettings
  /** The `stuckSince` with which it was last found to have taken nothing for too long. */
  suspected: number | null
}

/** The screens by site. What goes to a room is encoded once. [G3] */
export interface Rooms {
  enter(screen: JoinedScreen): void
  leave(screen: JoinedScreen): void
  /** @returns the bytes written straight to sockets; what is queued for a busy one is not among them. */
  send<Name extends keyof ServerToScreen>(
    site: string,
    name: Name,
    payload: Parameters<ServerToScreen[Name]>[0],
  ): number
  /** Sites with at least one screen. */
  sites(): readonly string[]
  screens(): readonly JoinedScreen[]
  count(): ReadonlyMap<string, number>
}

export function createRooms(): Rooms {
  const rooms = new Map<string, Set<JoinedScreen>>()
  return {
    enter(screen) {
      const room = rooms.get(screen.site) ?? new Set()
      rooms.set(screen.site, room.add(screen))
    },
    leave(screen) {
      const room = rooms.get(screen.site)
      room?.delete(screen)
      if (room?.size === 0) rooms.delete(screen.site)
    },
    send(site, name, payload) {
      const room = rooms.get(site)
      if (!room) return 0
      const frame = roomFrame(name, payload)
      let bytes = 0
      for (const { line } of room) bytes += line.send(frame)
      return bytes
    },
    sites: () => [...rooms.keys()],
    screens: () => [...rooms.values()].flatMap((room) => [...room]),
    count: () => new Map([...rooms].map(([site, room]) => [site, room.size])),
  }
}
