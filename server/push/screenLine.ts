import type { RoomFrame } from './roomFrame.ts'

/** What a line needs of an engine.io connection; only what it makes public. */
export interface Connection {
  readonly readyState: string
  readonly transport: {
    /** False from handing over a message until the operating system has taken it. */
    readonly writable: boolean
    send(packets: RoomFrame['packet'][]): void
    once(event: 'ready', heard: () => void): unknown
  }
  write(text: string, options: RoomFrame['packet']['options']): unknown
}

export interface LineOptions {
  /** Bytes that may wait for a screen before it only owes itself a snapshot. [P8] */
  readonly backlog: number
  readonly now: () => number
  /** The screen can read again after missing deltas: send it a snapshot. */
  readonly refresh: () => void
}

/** The way to one screen: in order, and never with more than a bounded backlog. [P8] */
export interface ScreenLine {
  /** @returns bytes written straight to the socket; 0 when it went the ordinary way or was left out. */
  send(frame: RoomFrame): number
  /** Whether a snapshot may go out now; if not, `refresh` is called as soon as it may. */
  askSnapshot(): 'now' | 'later'
  /** Since when the screen has taken nothing, by `now`; null when it keeps up. */
  stuckSince(): number | null
  /** Whether deltas are being left out until a snapshot can be sent. */
  behind(): boolean
}

/**
 * A frame goes straight to the transport when that is writable: engine.io then has nothing queued, so order
 * holds. Otherwise it queues behind what is there; past the backlog, deltas are left out and a fresh
 * snapshot follows as soon as the queue has drained.
 */
export function createScreenLine(connection: Connection, options: LineOptions): ScreenLine {
  let stuck: number | null = null
  let waiting = 0
  let behind = false

  function watch() {
    if (stuck !== null) return
    stuck = options.now()
    connection.transport.once('ready', drained)
  }
  function drained() {
    if (!connection.transport.writable) {
      connection.transport.once('ready', drained)
      return
    }
    stuck = null
    waiting = 0
    if (!behind) return
    behind = false
    options.refresh()
  }
  return {
    send(frame) {
      if (behind || connection.readyState !== 'open') return 0
      if (connection.transport.writable) {
        connection.transport.send([frame.packet])
        return frame.bytes
      }
      watch()
      waiting += frame.bytes
      if (waiting > options.backlog) behind = true
      else connection.write(frame.text, frame.packet.options)
      return 0
    },
    askSnapshot() {
      if (!behind && connection.transport.writable) return 'now'
      watch()
      behind = true
      return 'later'
    },
    stuckSince: () => stuck,
    behind: () => behind,
  }
}
