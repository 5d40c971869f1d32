import {
  type Delta,
  type Join,
  type JoinRefusal,
  PROTOCOL_VERSION,
  type Welcome,
} from '../../shared/protocol/messages.ts'
import type { ScreensOptions } from './ports.ts'
import { readJoin } from './joinRequest.ts'

import { type JoinedScreen, type Rooms, createRooms } from './rooms.ts'
import { type ScreenLimits, screenLimits } from './screenLimits.ts'
import { type ScreenLine, createScreenLine } from './screenLine.ts'
import { type WallServer, type WallSocket, createWallServer } from './wallServer.ts'

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

/** The screens that are connected. */
export interface Screens {
  /** Sends what changed to every screen of the site. Call it with each delta of the site's feed, in order. */
  show(site: string, delta: Delta): void
  /** Asks the directory again and sends what differs; a screen that is no more is let go. */
  settingsChanged(): void
  /** Another page is served from now on: all load it, each in its own time. [P12] */
  newBuild(build: string): void
  measures(): ScreenMeasures
  /** Takes no more and closes every socket within a quarter of a second; screens then try again. */
  close(): Promise<void>
}

/** The state that the functions below share. */
interface Hall {
  readonly options: ScreensOptions
  readonly limits: ScreenLimits
  readonly now: () => number
  readonly server: WallServer
  readonly rooms: Rooms
  readonly counts: {
    deltas: number
    snapshots: number
    refused: number
    frozen: number
    garbage: number
  }
  build: string
}

const SECOND = 1000
function everyMs(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}

/** Takes over `/socket.io` of the HTTP server and ticks each second, until it is closed. */
export function createScreens(options: ScreensOptions): Screens {
  const limits = { ...screenLimits, ...options.limits }
  const now = options.now ?? (() => performance.now())
  const { httpServer, allowedOrigins = [], sharesUpgrades = false } = options
  const hall: Hall = {
    options,
    limits,
    now,
    server: createWallServer({ httpServer, allowedOrigins, sharesUpgrades, limits, now }),
    rooms: createRooms(),
    counts: { deltas: 0, snapshots: 0, refused: 0, frozen: 0, garbage: 0 },
    build: options.build,
  }
  hall.server.wall.on('connection', (socket) => receive(hall, socket))
  const stop = (options.every ?? everyMs)(SECOND, () => beat(hall))
  return {
    show(site, delta) {
      hall.counts.deltas += 1
      hall.rooms.send(site, 'delta', delta)
    },
    settingsChanged: () => resettle(hall),
    newBuild(build) {
      hall.build = build
      for (const site of hall.rooms.sites())
        hall.rooms.send(site, 'reload', { build, within: limits.reloadWithin })
    },
    measures: () => measure(hall),
    async close() {
      stop()
      await hall.server.close()
    },
  }
}

function receive(hall: Hall, socket: WallSocket) {
  let joined: JoinedScreen | null = null
  const late = setTimeout(() => hall.server.drop(socket.conn), hall.limits.joinWithin)
  const garbage = () => {
    hall.counts.garbage += 1
    hall.server.drop(socket.conn)
  }
  socket.on('error', garbage)
  socket.onAny((name: string) => {
    if (name !== 'join' && name !== 'resync') garbage()
  })
  socket.on('join', (question: unknown, answer: unknown) => {
    const join = readJoin(question)
    if (!join || typeof answer !== 'function') return garbage()
    if (joined?.line.askSnapshot() === 'later') return
    if (joined) hall.rooms.leave(joined)
    joined = welcome(hall, socket, join, answer as (answer: Welcome | JoinRefusal) => void)
    if (joined) clearTimeout(late)
  })
  socket.on('resync', (answer: unknown) => {
    if (!joined || typeof answer !== 'function') return garbage()
    if (joined.line.askSnapshot() === 'now') {
      hall.counts.snapshots += 1
      answer(hall.options.feeds.snapshot(joined.site))
    }
  })
  socket.on('disconnect', (reason) => {
    clearTimeout(late)
    if (!joined) return
    hall.rooms.leave(joined)
    hall.options.log.info({ site: joined.site, screen: joined.settings.id, reason }, 'screen left')
  })
}

/** Answers a question to join. What follows is in order: the room's first delta starts from this snapshot. */
function welcome(
  hall: Hall,
  socket: WallSocket,
  join: Join,
  answer: (answer: Welcome | JoinRefusal) => void,
): JoinedScreen | null {
  const { directory, feeds, log } = hall.options
  const settings =
    join.protocol === PROTOCOL_VERSION ? directory.settings(join.site, join.screen) : 'PROTOCOL'
  if (typeof settings === 'string') {
    hall.counts.refused += 1
    log.warn({ site: join.site, screen: join.screen, refused: settings }, 'screen refused')
    answer({ refused: settings })
    orderReload(hall, socket, join.build)
    return null
  }
  const { site } = join
  const line = lineTo(hall, socket, site)
  const snapshot = feeds.snapshot(site)
  answer({
    protocol: PROTOCOL_VERSION,
    build: hall.build,
    settings,
    snapshot,
    tick: feeds.tick(site),
  })
  hall.counts.snapshots += 1
  const screen = { socket, site, line, settings, suspected: null }
  hall.rooms.enter(screen)
  orderReload(hall, socket, join.build)
  log.info({ site, screen: join.screen }, 'screen joined')
  return screen
}

function lineTo(hall: Hall, socket: WallSocket, site: string): ScreenLine {
  return createScreenLine(socket.conn, {
    backlog: hall.limits.backlog,
    now: hall.now,
    refresh() {
      hall.counts.snapshots += 1
      socket.emit('snapshot', hall.options.feeds.snapshot(site))
    },
  })
}

function orderReload(hall: Hall, socket: WallSocket, pageBuild: string) {
  if (pageBuild === '' || pageBuild === hall.build) return
  socket.emit('reload', { build: hall.build, within: hall.limits.reloadWithin })
}

/**
 * The sign of life to every room, and the end for screens that take nothing. [P6] [P8]
 * They get a second look a beat later: after a pause of this process, time has passed in which nobody could.
 */
function beat(hall: Hall) {
  for (const site of hall.rooms.sites())
    hall.rooms.send(site, 'tick', hall.options.feeds.tick(site))
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

function resettle(hall: Hall) {
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

function measure({ rooms, server, counts }: Hall): ScreenMeasures {
  return {
    screens: rooms.count(),
    behind: rooms.screens().filter(({ line }) => line.behind()).length,
    bytesSent: rooms.straightBytes() + server.queuedBytes(),
    deltas: counts.deltas,
    snapshots: counts.snapshots,
    refused: counts.refused + server.refused(),
    frozen: counts.frozen,
    flooded: counts.garbage + server.flooded(),
  }
}
