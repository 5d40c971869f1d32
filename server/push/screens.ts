import {
  type Delta,
  type Join,
  type JoinRefusal,
  PROTOCOL_VERSION,
  type Snapshot,
  type Welcome,
} from '../../shared/protocol/messages.ts'
import { Prepared } from './plainEncoder.ts'
import type { ScreensOptions } from './ports.ts'
import { readJoin } from './joinRequest.ts'

import {
  type Hall,
  type ScreenMeasures,
  beat,
  countBytes,
  measure,
  resettle,
  snapshotText,
  tell,
} from './hall.ts'
import { type JoinedScreen, createRooms } from './rooms.ts'
import { screenLimits } from './screenLimits.ts'
import { type ScreenLine, createScreenLine } from './screenLine.ts'
import { type WallConnection, type WallSocket, createWallServer } from './wallServer.ts'

/** The screens that are connected. */
export interface Screens {
  /** Sends what changed to every screen of the site. Call it with each delta of the site's feed, in order. */
  show(site: string, delta: Delta): void
  /** Asks the directory again and sends what differs; a screen that is no more is let go. */
  settingsChanged(): void
  /** Another page is served from now on: all load it, each in its own time. [P12] */
  newBuild(build: string): void
  measures(): ScreenMeasures
  /** A namespace beside the walls', for `createLeadScreens` and `createAgentScreens`. */
  namespace(name: string): unknown
  /** Takes no more and closes every socket within a quarter of a second; screens then try again. */
  close(): Promise<void>
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
  const queued = (connection: WallConnection, bytes: number) =>
    countBytes(hall, hall.homes.get(connection), bytes)
  const hall: Hall = {
    options,
    limits,
    now,
    server: createWallServer({ httpServer, allowedOrigins, sharesUpgrades, limits, now, queued }),
    rooms: createRooms(),
    homes: new WeakMap(),
    texts: new WeakMap(),
    counts: { bytes: 0, deltas: 0, snapshots: 0, refused: 0, frozen: 0, garbage: 0 },
    build: options.build,
  }
  hall.server.wall.on('connection', (socket) => receive(hall, socket))
  const stop = (options.every ?? everyMs)(SECOND, () => beat(hall))
  return {
    show(site, delta) {
      hall.counts.deltas += 1
      tell(hall, site, 'delta', delta)
    },
    settingsChanged: () => resettle(hall),
    newBuild(build) {
      hall.build = build
      for (const site of hall.rooms.sites())
        tell(hall, site, 'reload', { build, within: limits.reloadWithin })
    },
    measures: () => measure(hall),
    namespace: (name) => hall.server.namespace(name),
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
    joined = welcome(hall, socket, join, answer as Answer)
    if (joined) clearTimeout(late)
  })
  socket.on('resync', (answer: unknown) => {
    if (typeof answer !== 'function') return garbage()
    if (joined?.line.askSnapshot() === 'now') {
      answer(new Prepared(snapshotText(hall, hall.options.feeds.snapshot(joined.site))))
    }
  })
  socket.on('disconnect', (reason) => {
    clearTimeout(late)
    if (!joined) return
    hall.rooms.leave(joined)
    hall.options.log.info({ site: joined.site, screen: joined.settings.id, reason }, 'screen left')
  })
}

/**
 * Answers a question to join. The screen enters the room of the site whose view it sees, whatever name it
 * gave it; the room's next delta starts from this snapshot.
 */
function welcome(hall: Hall, socket: WallSocket, join: Join, answer: Answer): JoinedScreen | null {
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
  const snapshot = feeds.snapshot(join.site)
  const site = snapshot.view.site.id
  const line = lineTo(hall, socket, site)
  hall.homes.set(socket.conn, site)
  const rest = { protocol: PROTOCOL_VERSION, build: hall.build, settings, tick: feeds.tick(site) }
  answer(welcomeOf(rest, snapshotText(hall, snapshot)))
  const screen = { socket, site, line, settings, suspected: null }
  hall.rooms.enter(screen)
  orderReload(hall, socket, join.build)
  log.info({ site, screen: join.screen }, 'screen joined')
  return screen
}

type Answer = (answer: Prepared | JoinRefusal) => void

/** A `Welcome` around a snapshot that is text already. */
function welcomeOf(rest: Omit<Welcome, 'snapshot'>, snapshot: string): Prepared {
  return new Prepared(`${JSON.stringify(rest).slice(0, -1)},"snapshot":${snapshot}}`)
}

function lineTo(hall: Hall, socket: WallSocket, site: string): ScreenLine {
  return createScreenLine(socket.conn, {
    backlog: hall.limits.backlog,
    now: hall.now,
    refresh() {
      const text = snapshotText(hall, hall.options.feeds.snapshot(site))
      socket.emit('snapshot', new Prepared(text) as unknown as Snapshot)
    },
  })
}

function orderReload(hall: Hall, socket: WallSocket, pageBuild: string) {
  if (pageBuild === '' || hall.build === '' || pageBuild === hall.build) return
  socket.emit('reload', { build: hall.build, within: hall.limits.reloadWithin })
}
