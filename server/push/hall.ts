import type { ServerToScreen, Snapshot } from '../../shared/protocol/messages.ts'
import type { ScreensOptions } from './ports.ts'
import type { Rooms } from './rooms.ts'
import type { ScreenLimits } from './screenLimits.ts'
import type { WallConnection, WallServer } from './wallServer.ts'

/** For `/metrics`: counts since the start, but `screens` (by site) and `behind` are now. */
export interface ScreenMeasures {
  readonly screens: ReadonlyMap<string, number>
  /** Screens that read too slowly and wait for a snapshot. */
  readonly behind: number
  readonly bytesSent: number
  readonly deltas: number
  readonly snapshots: number
  /** Connections turned away, and questions answered with a refusal. */
  readonly refused: number
  /** Screens dropped because they took nothing for too long. */
  readonly frozen: number
  /** Connections dropped because they sent too much, or what no screen sends. */
  readonly flooded: number
}

/** What serving the screens is made of. */
export interface Hall {
  readonly options: ScreensOptions
  readonly limits: ScreenLimits
  readonly now: () => number
  readonly server: WallServer
  readonly rooms: Rooms
  /** The site whose screen is at the other end, once it asked to join. */
  readonly homes: WeakMap<WallConnection, string>
  readonly texts: WeakMap<Snapshot, string>
  readonly counts: {
    bytes: number
    deltas: number
    snapshots: number
    refused: number
    frozen: number
    garbage: number
  }
  build: string
}

/** Sends a message to every screen of a site, encoded once. */
export function tell<Name extends keyof ServerToScreen>(
  hall: Hall,
  site: string,
  name: Name,
  payload: Parameters<ServerToScreen[Name]>[0],
) {
  countBytes(hall, site, hall.rooms.send(site, name, payload))
}

/** The text of what a site shows now; made once for all who ask before it changes. [G15] */
export function snapshotText(hall: Hall, snapshot: Snapshot): string {
  hall.counts.snapshots += 1
  const known = hall.texts.get(snapshot)
  if (known !== undefined) return known
  const text = JSON.stringify(snapshot)
  hall.texts.set(snapshot, text)
  return text
}

export function countBytes({ counts, options }: Hall, site: string | undefined, bytes: number) {
  counts.bytes += bytes
  if (site !== undefined && bytes > 0) options.sent?.(site, bytes)
}

/**
 * The sign of life to every room, and the end for screens that take nothing. [P6] [P8]
 * They get a second look a beat later: after a pause of this process, time has passed in which nobody could.
 */
export function beat(hall: Hall) {
  for (const site of hall.rooms.sites()) tell(hall, site, 'tick', hall.options.feeds.tick(site))
  for (const screen of hall.rooms.screens()) {
    const stuck = screen.line.stuckSince()
    if (stuck === null || hall.now() - stuck < hall.limits.stuckFor) continue
    if (screen.suspected !== stuck) {
      screen.suspected = stuck
      continue
    }
    const { socket, site, settings } = screen
    hall.counts.frozen += 1
    hall.options.log.warn(
      { site, screen: settings.id },
      'screen dropped: it takes nothing. Check its network',
    )
    hall.server.drop(socket.conn)
  }
}

/** Asks the directory again about every screen. */
export function resettle(hall: Hall) {
  for (const screen of hall.rooms.screens()) {
    const settings = hall.options.directory.settings(screen.site, screen.settings.id)
    if (typeof settings === 'string') {
      hall.options.log.info({ site: screen.site, screen: screen.settings.id }, 'screen is no more')
      hall.server.drop(screen.socket.conn)
    } else if (JSON.stringify(settings) !== JSON.stringify(screen.settings)) {
      screen.settings = settings
      screen.socket.emit('settings', settings)
    }
  }
}

export function measure({ rooms, server, counts }: Hall): ScreenMeasures {
  return {
    screens: rooms.count(),
    behind: rooms.screens().filter(({ line }) => line.behind()).length,
    bytesSent: counts.bytes,
    deltas: counts.deltas,
    snapshots: counts.snapshots,
    refused: counts.refused + server.refused(),
    frozen: counts.frozen,
    flooded: counts.garbage + server.flooded(),
  }
}
