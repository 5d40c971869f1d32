import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { type Namespace, Server, type Socket } from 'socket.io'
import { type ScreenToServer, type ServerToScreen, WALL } from '../../shared/protocol/messages.ts'
import { originAllowed, originsOf } from './admission.ts'
import { encodePlain } from './plainEncoder.ts'
import type { ScreenLimits } from './screenLimits.ts'
import { createTokenBucket } from './tokenBucket.ts'

export type WallSocket = Socket<ScreenToServer, ServerToScreen>
export type WallConnection = WallSocket['conn']

/** Where sockets come in: who may connect at all, and how much they may say. */
export interface WallServer {
  readonly wall: Namespace<ScreenToServer, ServerToScreen>
  /** Another namespace on the same door, under the same limits. */
  namespace(name: string): unknown
  /** Ends a connection now, whatever still waits in it. */
  drop(connection: WallConnection): void
  /** Handshakes turned away: by origin, or because there were too many connections. */
  refused(): number
  /** Connections dropped for sending too much or what no screen sends. */
  flooded(): number
  close(): Promise<void>
}

export interface WallServerOptions {
  readonly httpServer: HttpServer
  readonly allowedOrigins: readonly string[]
  readonly sharesUpgrades: boolean
  readonly limits: ScreenLimits
  readonly now: () => number
  /** Told of every message that goes the ordinary way; frames written straight are not among them. */
  readonly queued: (connection: WallConnection, bytes: number) => void
}

/** Ms that a closing handshake may take before the TCP connection is cut. */
const FAREWELL = 250

export function createWallServer(options: WallServerOptions): WallServer {
  const { limits } = options
  const counts = { refused: 0, flooded: 0 }
  const connections = new Set<WallConnection>()
  const origins = originsOf(options.allowedOrigins)
  let closing = false

  function admit(
    request: IncomingMessage,
    answer: (message: string | null, success: boolean) => void,
  ) {
    const welcome =
      !closing && connections.size < limits.connections && originAllowed(request.headers, origins)
    if (!welcome) counts.refused += 1
    answer(welcome ? null : 'refused', welcome)
  }
  const io = openServer(options, admit)
  io.engine.on('connection', (connection: WallConnection) => {
    connections.add(connection)
    connection.on('packetCreate', (packet: { data?: unknown }) => {
      if (typeof packet.data === 'string')
        options.queued(connection, Buffer.byteLength(packet.data))
    })
    const flooded = () => {
      counts.flooded += 1
      drop(connection)
    }
    guardInput(connection, limits, options.now, flooded)
    connection.once('close', () => {
      connections.delete(connection)
      cutLater(connection)
    })
  })
  return {
    wall: wallOf(io),
    namespace: (name) => io.of(name),
    drop,
    refused: () => counts.refused,
    flooded: () => counts.flooded,
    async close() {
      closing = true
      const ended = [...connections].map((connection) => farewell(connection))
      await Promise.all(ended)
    },
  }
}

function openServer(
  { httpServer, limits, sharesUpgrades }: WallServerOptions,
  allowRequest: Admit,
) {
  const io = new Server<ScreenToServer, ServerToScreen>(httpServer, {
    transports: ['websocket'],
    allowUpgrades: false,
    allowRequest,
    pingInterval: limits.pingEvery,
    pingTimeout: limits.pingEvery,
    connectTimeout: limits.joinWithin,
    maxHttpBufferSize: 16_384,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    destroyUpgrade: !sharesUpgrades,
  })
  io.encoder.encode = (packet) => [encodePlain(packet)]
  io.use((_socket, next) => next(new Error(`Nothing is served here: connect to ${WALL}`)))
  return io
}

/** One screen a connection: a second one would be sent everything twice. */
function wallOf(io: Server<ScreenToServer, ServerToScreen>) {
  const taken = new WeakSet<WallConnection>()
  const wall = io.of(WALL)
  wall.use((socket, next) => {
    if (taken.has(socket.conn)) return next(new Error('One screen a connection: open another one'))
    taken.add(socket.conn)
    next()
  })
  return wall
}
type Admit = (
  request: IncomingMessage,
  answer: (message: string | null, success: boolean) => void,
) => void

/** Screens say little, and only text: anything else ends the connection. [P21] */
function guardInput(
  connection: WallConnection,
  limits: ScreenLimits,
  now: () => number,
  flooded: () => void,
) {
  const bucket = createTokenBucket(limits.burst, limits.perSecond, now)
  connection.on('packet', (packet: { type: string; data?: unknown }) => {
    const text = packet.data === undefined || typeof packet.data === 'string'
    if (!text || !bucket.take()) flooded()
  })
}

function drop(connection: WallConnection) {
  connection.close(true)
  connection.request.socket.destroy()
}

/** A frozen peer never answers the closing handshake, and would keep its memory for half a minute. [P8] */
function cutLater(connection: WallConnection) {
  const { socket } = connection.request
  if (socket.destroyed) return
  const timer = setTimeout(() => socket.destroy(), FAREWELL)
  timer.unref()
  socket.once('close', () => clearTimeout(timer))
}

function farewell(connection: WallConnection): Promise<void> {
  const { socket } = connection.request
  if (socket.destroyed) return Promise.resolve()
  return new Promise((ended) => {
    socket.once('close', () => ended())
    connection.close(true)
  })
}
