import { once } from 'node:events'
import { type Server as HttpServer, createServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import { type Socket, io } from 'socket.io-client'
import type { ScreensOptions } from '../../../server/push/ports.ts'
import { type Screens, createScreens } from '../../../server/push/screens.ts'
import { type SiteFeed, createSiteFeed } from '../../../server/push/siteFeed.ts'
import { applyDelta } from '../../../shared/protocol/apply.ts'
import {
  type Join,
  type JoinRefusal,
  PROTOCOL_VERSION,
  type ScreenToServer,
  type ServerToScreen,
  type Snapshot,
  WALL,
  type Welcome,
} from '../../../shared/protocol/messages.ts'
import { epochMs } from '../../../shared/time.ts'
import type { ScreenSettings, WallView } from '../../../shared/views.ts'
import { calmView } from './floorViews.ts'

const screenNamed = (id: string): ScreenSettings => ({
  id,
  layout: 'auto',
  theme: 'night',
  language: 'zh-CN',
  inches: null,
  farthestSeatMetres: null,
  sound: false,
  reducedMotion: false,
})

/** A server of one site, `main`, with real sockets on loopback; only the second hand is moved by hand. */
export interface WallFloor {
  readonly screens: Screens
  readonly feed: SiteFeed
  readonly httpServer: HttpServer
  readonly url: string
  /** Screens that may join; `north` and `south` to begin with. */
  readonly known: Map<string, ScreenSettings>
  /** The server's ends of the connections, in the order they came. */
  readonly tcp: TcpSocket[]
  /** Bytes sent, by site. */
  readonly sent: Map<string, number>
  /** Lengths of the server's repeating timers. */
  readonly seconds: number[]
  show(view: WallView): void
  /** A second passes on the server's wheel. */
  beat(): void
  /** Milliseconds that pass for limits, without any passing. */
  pass(ms: number): void
  close(): Promise<void>
}

export async function openFloor(options: Partial<ScreensOptions> = {}): Promise<WallFloor> {
  const httpServer = createServer((_request, response) => response.writeHead(404).end())
  const tcp: TcpSocket[] = []
  httpServer.on('connection', (socket: TcpSocket) => tcp.push(socket))
  const known = new Map(['north', 'south'].map((id) => [id, screenNamed(id)]))
  const feed = createSiteFeed('e1', epochMs(1000), calmView(5))
  const second: (() => void)[] = []
  const seconds: number[] = []
  const sent = new Map<string, number>()
  let skipped = 0
  const screens = createScreens({
    httpServer,
    directory: {
      settings: (site, screen) =>
        site === 'main' || site === '' ? (known.get(screen) ?? 'UNKNOWN_SCREEN') : 'UNKNOWN_SITE',
    },
    feeds: {
      snapshot: () => feed.snapshot(),
      tick: () => feed.tick(epochMs(2000), epochMs(1999), 1),
    },
    build: 'b1',
    log: { info() {}, warn() {} },
    sent: (site, bytes) => sent.set(site, (sent.get(site) ?? 0) + bytes),
    now: () => performance.now() + skipped,
    every(ms, run) {
      seconds.push(ms)
      second.push(run)
      return () => second.splice(0)
    },
    ...options,
  })
  httpServer.listen(0, '127.0.0.1')
  await once(httpServer, 'listening')
  let at = 1000
  return {
    screens,
    feed,
    httpServer,
    url: `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`,
    known,
    tcp,
    seconds,
    sent,
    show(view) {
      at += 1
      const delta = feed.show(epochMs(at), view)
      if (delta) screens.show('main', delta)
    },
    beat: () => second.forEach((run) => run()),
    pass: (ms) => (skipped += ms),
    async close() {
      await screens.close()
      httpServer.close()
      httpServer.closeAllConnections()
      await once(httpServer, 'close')
    },
  }
}

type WallClient = Socket<ServerToScreen, ScreenToServer>

/** A screen as the page has it: joins, applies deltas, notes gaps. */
export class TestScreen {
  readonly socket: WallClient
  /** Every message with its payload, in the order it came. */
  readonly heard: [name: string, payload: unknown][] = []
  now: Snapshot | null = null
  gaps = 0
  private readonly waits = new Set<() => void>()

  constructor(url: string, options: { origin?: string; namespace?: string } = {}) {
    this.socket = io(`${url}${options.namespace ?? WALL}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(options.origin === undefined ? {} : { extraHeaders: { origin: options.origin } }),
    })
    this.socket.onAny((name: string, payload: unknown) => this.take(name, payload))
    for (const event of ['connect', 'connect_error', 'disconnect'] as const)
      this.socket.on(event, (...args: unknown[]) => this.take(event, args[0]))
  }

  private take(name: string, payload: unknown) {
    this.heard.push([name, payload])
    if (name === 'snapshot') this.now = payload as Snapshot
    if (name === 'delta' && this.now) {
      const next = applyDelta(this.now, payload as Parameters<ServerToScreen['delta']>[0])
      if (next === 'gap') this.gaps += 1
      else this.now = next
    }
    for (const wait of this.waits) wait()
  }

  /** Resolves as soon as this holds; looked at with each message. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return
        this.waits.delete(look)
        resolve()
      }
      this.waits.add(look)
      look()
    })
  }

  /** Resolves with the payload of the first such message, past or to come. */
  async first(name: string): Promise<unknown> {
    await this.until(() => this.heard.some(([heard]) => heard === name))
    return this.heard.find(([heard]) => heard === name)?.[1]
  }

  count = (name: string) => this.heard.filter(([heard]) => heard === name).length

  async ask(join: Partial<Join> = {}): Promise<Welcome | JoinRefusal> {
    const whole = {
      protocol: PROTOCOL_VERSION,
      site: 'main',
      screen: 'north',
      build: 'b1',
      ...join,
    }
    return this.socket.emitWithAck('join', whole)
  }

  async join(join: Partial<Join> = {}): Promise<Welcome> {
    const answer = await this.ask(join)
    if ('refused' in answer) throw new Error(`refused: ${answer.refused}`)
    this.now = answer.snapshot
    return answer
  }

  /** Resolves when this screen shows what the server shows. */
  async caughtUp(feed: SiteFeed): Promise<void> {
    await this.until(() => this.now?.revision === feed.snapshot().revision)
  }

  /** Stops and goes on reading from the network, as a frozen and a thawed page do. */
  freeze = () => webSocketOf(this.socket)._socket.pause()
  thaw = () => webSocketOf(this.socket)._socket.resume()
  /** Says something that the client library would not. */
  sendRaw = (text: string) => webSocketOf(this.socket).send(text)
  close = () => this.socket.disconnect()
}

/** The client's end of the connection. */
function webSocketOf(socket: WallClient) {
  const { transport } = socket.io.engine as unknown as {
    transport: { ws: { _socket: TcpSocket; send(text: string): void } }
  }
  return transport.ws
}
