import type { ServerToScreen } from '../../shared/protocol/messages.ts'
import { WALL } from '../../shared/protocol/messages.ts'
import { encodePlain } from './plainEncoder.ts'

/** What socket.io calls an event; see version 5 of its protocol. */
const EVENT = 2

/** One message, encoded once for all screens of a room. [G3] */
export interface RoomFrame {
  /** The socket.io packet as text: what goes the ordinary way. */
  readonly text: string
  /** The engine.io packet with its WebSocket frame beside it: what is written straight to a socket. */
  readonly packet: {
    readonly type: 'message'
    readonly data: string
    readonly options: { compress: boolean; wsPreEncodedFrame: Buffer[] }
  }
  /** Bytes on the wire. */
  readonly bytes: number
}

/** Encodes a message for a room. The options are fresh: engine.io writes into them. */
export function roomFrame<Name extends keyof ServerToScreen>(
  name: Name,
  payload: Parameters<ServerToScreen[Name]>[0],
): RoomFrame {
  const text = encodePlain({ type: EVENT, nsp: WALL, data: [name, payload] })
  const frame = textFrame(`4${text}`)
  const options = { compress: false, wsPreEncodedFrame: [frame] }
  return { text, packet: { type: 'message', data: text, options }, bytes: frame.length }
}

/**
 * A whole WebSocket text message, unmasked as servers send it (RFC 6455, 5.2), in one buffer: one write and
 * one system call a screen instead of two.
 */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x81
  if (head === 2) {
    frame[1] = length
  } else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, head)
  return frame
}
