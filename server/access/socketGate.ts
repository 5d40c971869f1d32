import type { Access } from './access.ts'
import type { Identity } from './identity.ts'
import { mayEmit } from './permissions.ts'

/** What the gate needs of a socket; a socket.io socket fits. */
export interface GatedSocket {
  readonly handshake: { readonly auth: Readonly<Record<string, unknown>> }
  readonly nsp: { readonly name: string }
  readonly data: { identity?: Identity | null }
  use(step: (packet: unknown[], next: (error?: Error) => void) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
  disconnect(close: boolean): unknown
}

/** The message of a connection that is turned away. */
const NOT_PAIRED = 'NOT_PAIRED'

/**
 * A namespace's middleware: lets in whom the table of permissions lets connect, asks it again for every
 * event, and ends the socket when its device is revoked. The token is read from `auth`, never from a cookie
 * or the address. [R1] [P16] [P17]
 */
export const socketGate =
  (access: Access) =>
  (socket: GatedSocket, next: (error?: Error) => void): void =>
    void pass(access, socket, next)

async function pass(access: Access, socket: GatedSocket, next: (error?: Error) => void) {
  next(await refusalOf(access, socket))
}

async function refusalOf(access: Access, socket: GatedSocket): Promise<Error | undefined> {
  try {
    return (await admit(access, socket)) ? undefined : new Error(NOT_PAIRED)
  } catch {
    return new Error('UNAVAILABLE')
  }
}

async function admit(access: Access, socket: GatedSocket): Promise<boolean> {
  const { token } = socket.handshake.auth
  const found = typeof token === 'string' ? await access.authenticate(token) : null
  const identity = found?.identity ?? null
  const { name } = socket.nsp
  if (!mayEmit(access.standings(identity), name, 'connect')) return false
  socket.data.identity = identity
  if (identity !== null) {
    const unwatch = access.watch(identity, () => socket.disconnect(true))
    socket.once('disconnect', unwatch)
  }
  socket.use((packet, pass) => void judge(access, socket, packet, pass))
  return true
}

/** What is refused is told to whoever waits for an answer, and goes no further. */
async function judge(
  access: Access,
  socket: GatedSocket,
  packet: unknown[],
  pass: (error?: Error) => void,
): Promise<void> {
  const [event] = packet
  const answer = packet.at(-1)
  const tell = (code: string): void => {
    if (typeof answer === 'function') (answer as (told: object) => void)({ code })
  }
  try {
    const before = socket.data.identity ?? null
    const identity = before && (await access.current(before))
    if (before && identity === null) return void socket.disconnect(true)
    const has = access.standings(identity)
    if (mayEmit(has, socket.nsp.name, String(event))) {
      if (identity) await noteUse(access, identity, String(event))
      pass()
    } else tell(has.includes('tablet') && !has.includes('lead') ? 'LOCKED' : 'FORBIDDEN')
  } catch {
    tell('UNAVAILABLE')
  }
}

/** Whatever a lead does keeps the tablet open, but for locking it. [R5] */
async function noteUse(access: Access, identity: Identity, event: string): Promise<void> {
  const { role, site, person, device } = identity
  if (role !== 'lead' || site === null || person === null) return
  if (event === 'lock') await access.pins.lock(site, device)
  else await access.pins.touch(site, device)
}
