import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import helmet from 'helmet'
import { Server } from 'socket.io'
import { diff, type Json } from '../../shared/protocol/diff.ts'
import {
  PROTOCOL_VERSION,
  WALL,
  type ScreenToServer,
  type ServerToScreen,
  type Snapshot,
  type Tick,
} from '../../shared/protocol/messages.ts'
import { epochMs } from '../../shared/time.ts'
import type { ScreenSettings, WallView } from '../../shared/views.ts'
import { AT, type WallState } from './wallStates.ts'

/**
 * A real server that serves the built client and plays the server's part of the wall's protocol: every state
 * at will, frozen at will. Its clock stands still, so that pictures do not differ from run to run, unless it is
 * told to run.
 */
export interface FakeWallServer {
  readonly url: string
  /** Puts every wall into a state, by a snapshot. */
  show(state: WallState): void
  /** Gives every wall, and those that join later, other settings. */
  configure(change: Partial<ScreenSettings>): void
  /** Another board, by a delta. */
  change(view: WallView): void
  /** A delta that no screen can follow: one before it went missing. */
  skip(view: WallView): void
  /** No more ticks nor anything else, connections stay. */
  freeze(): void
  resume(): void
  /** One tick now; between times when frozen. */
  tick(): void
  readonly joined: readonly string[]
  readonly resyncs: () => number
  close(): Promise<void>
}

const usual: ScreenSettings = {
  id: 'main',
  layout: 'auto',
  theme: 'night',
  language: 'zh-CN',
  inches: 65,
  farthestSeatMetres: 12,
  sound: false,
  reducedMotion: false,
}

const definitions = {
  version: 1,
  metrics: [
    { id: 'asa', name: '平均应答', unit: 'ms', rule: 'M4', text: '总等待 ÷ 接通，近 30 分钟' },
    {
      id: 'aht',
      name: '平均处理时长',
      unit: 'ms',
      rule: 'M5',
      text: '总处理 ÷ 处理数，近 30 分钟',
    },
  ],
}

/** The policy the product serves: nothing inline. */
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

function pages(folder: string) {
  const app = express()
  app.use(policy)
  app.get('/api/v1/definitions', (_request, response) => void response.json(definitions))
  app.use(express.static(folder, { dotfiles: 'allow' }))
  app.get('/{*path}', (_request, response) => response.sendFile('index.html', { root: folder }))
  return app
}

export async function startFakeWallServer(
  folder: string,
  first: WallState,
  clock: 'still' | 'running' = 'still',
): Promise<FakeWallServer> {
  const http = createServer(pages(folder))
  const io = new Server<ScreenToServer, ServerToScreen>(http, { serveClient: false })
  const wall = io.of(WALL)
  const joined: string[] = []
  let state = first
  let frozen = false
  let settings = usual
  let resyncs = 0
  let snapshot: Snapshot = { epoch: 'fake', revision: 1, at: AT, view: first.view }
  const begun = performance.now()
  const tickNow = (): Tick => ({
    epoch: snapshot.epoch,
    revision: snapshot.revision,
    at: clock === 'still' ? AT : epochMs(AT + Math.round(performance.now() - begun)),
    heard: epochMs(AT - (state.heardAgo ?? 2) * 1000),
    rate: clock === 'still' ? 0 : 1,
  })
  const next = (view: WallView): Snapshot => ({
    ...snapshot,
    revision: snapshot.revision + 1,
    view,
  })
  const change = (view: WallView): void => {
    const from = snapshot
    snapshot = next(view)
    const patch = diff(from.view as unknown as Json, view as unknown as Json)
    if (patch === undefined || frozen) return
    wall.emit('delta', {
      epoch: snapshot.epoch,
      from: from.revision,
      revision: snapshot.revision,
      at: AT,
      patch,
    })
  }
  wall.on('connection', (socket) => {
    socket.on('join', (join, answer) => {
      if (frozen) return
      joined.push(join.screen)
      if (join.screen !== settings.id) return answer({ refused: 'UNKNOWN_SCREEN' })
      answer({ protocol: PROTOCOL_VERSION, build: 'fake', settings, snapshot, tick: tickNow() })
    })
    socket.on('resync', (answer) => {
      resyncs += 1
      answer(snapshot)
    })
  })
  const timer = setInterval(() => frozen || wall.emit('tick', tickNow()), 1000)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    show: (shown) => {
      state = shown
      snapshot = next(shown.view)
      wall.emit('snapshot', snapshot)
      wall.emit('tick', tickNow())
    },
    configure: (other) => {
      settings = { ...settings, ...other }
      wall.emit('settings', settings)
    },
    change,
    skip: (view) => {
      snapshot = next(snapshot.view)
      change(view)
    },
    freeze: () => void (frozen = true),
    resume: () => void (frozen = false),
    tick: () => void wall.emit('tick', tickNow()),
    joined,
    resyncs: () => resyncs,
    close: async () => {
      clearInterval(timer)
      await io.close()
    },
  }
}
