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
export const socketGate = (access: Access, siteNamed: SiteNamed = (name) => name) => {
  const door: Door = { access, siteNamed }
  return (socket: GatedSocket, next: (error?: Error) => void): void => void pass(door, socket, next)
}

/** The id of the site that a page means by a name; null: none. */
export type SiteNamed = (name: string) => string | null

interface Door {
  readonly access: Access
  readonly siteNamed: SiteNamed
}

async function pass(door: Door, socket: GatedSocket, next: (error?: Error) => void) {
  next(await refusalOf(door, socket))
}

async function refusalOf(door: Door, socket: GatedSocket): Promise<Error | undefined> {
  try {
    return (await admit(door, socket)) ? undefined : new Error(NOT_PAIRED)
  } catch {
    return new Error('UNAVAILABLE')
  }
}

async function admit(door: Door, socket: GatedSocket): Promise<boolean> {
  const { access } = door
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
  socket.use((packet, pass) => void judge(door, socket, packet, pass))
  return true
}

/** What is refused is told to whoever waits for an answer, and goes no further. */
async function judge(
  { access, siteNamed }: Door,
  socket: GatedSocket,
  packet: unknown[],
  pass: (error?: Error) => void,
): Promise<void> {
  const [event] = packet
  const tell = (code: Refused): void => {
    const told = refusalFor(socket.nsp.name, String(event), code)
    const answer = packet.at(-1)
    if (told && typeof answer === 'function') (answer as (told: object) => void)(told)
  }
  try {
    // Walls that anybody may see are nobody's secret, whoever this one is.
    if (mayEmit(access.standings(null), socket.nsp.name, String(event))) return pass()
    const before = socket.data.identity ?? null
    const identity = before && (await access.current(before))
    if (before && identity === null) return void socket.disconnect(true)
    const has = access.standings(identity)
    const own = identity === null || meansOwn(identity, packet, siteNamed)
    if (own && mayEmit(has, socket.nsp.name, String(event))) {
      if (identity) await noteUse(access, identity, String(event))
      pass()
    } else tell(has.includes('tablet') && !has.includes('lead') ? 'LOCKED' : 'FORBIDDEN')
  } catch {
    tell('UNAVAILABLE')
  }
}

type Refused = 'LOCKED' | 'FORBIDDEN' | 'UNAVAILABLE'

/** In the words of the namespace's protocol; null where no answer means: ask again later. */
function refusalFor(namespace: string, event: string, code: Refused): object | null {
  if (event === 'resync') return null
  if (namespace !== '/wall') return { code }
  return code === 'FORBIDDEN' ? { refused: 'UNKNOWN_SCREEN' } : null
}

/** Whatever a lead does keeps the tablet open, but for locking it. [R5] */
async function noteUse(access: Access, identity: Identity, event: string): Promise<void> {
  const { role, site, person, device } = identity
  if (role !== 'lead' || site === null || person === null) return
  if (event === 'lock') await access.pins.lock(site, device)
  else await access.pins.touch(site, device)
}

/** Who joins a wall names a site and a screen: it must be what they were let in for. [R2] */
function meansOwn(
  { site, screen }: Identity,
  [event, question]: unknown[],
  siteNamed: SiteNamed,
): boolean {
  if (event !== 'join' || typeof question !== 'object' || question === null) return true
  const asked = question as Readonly<Record<string, unknown>>
  if (!('screen' in asked)) return true
  if (site !== null && siteNamed(String(asked['site'])) !== site) return false
  return screen === null || asked['screen'] === screen
}
