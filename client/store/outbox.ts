import type { Audience } from '../../shared/people.ts'
import type { ActRefusal, Thank } from '../../shared/protocol/people.ts'
import type { ReasonFault } from '../../shared/reasonFault.ts'

/** A thank-you on its way; kept until the server has answered. */
export interface OutboxEntry extends Thank {
  /** The lead who pressed. A tablet is shared: nothing leaves in the name of whoever unlocks it next. */
  readonly by: string
  /** The tablet's own time at the press, ms since 1970: the only clock that outlives a reload. */
  readonly pressedAt: number
  /** Sent at least once, so the server may know it although no answer came. */
  readonly attempted: boolean
  /** To be taken back. */
  readonly withdrawn: boolean
  /** The server's no; shown until it is dismissed. */
  readonly refused: ActRefusal | ReasonFault | null
}

export type Outbox = readonly OutboxEntry[]

/** Older than this, a thank-you no longer belongs on the wall. */
export const WALL_WITHIN = 15 * 60_000
/** A clock that was set back this far says nothing about age. */
const CLOCK_SLACK = 60_000

const changed = (outbox: Outbox, id: string, change: Partial<OutboxEntry>): Outbox =>
  outbox.map((entry) => (entry.id === id ? { ...entry, ...change } : entry))

/** A thank-you with the lead who gives it. */
export type Given = Thank & Pick<OutboxEntry, 'by'>

export const pressed = (outbox: Outbox, given: Given, pressedAt: number): Outbox => [
  ...outbox,
  { ...given, pressedAt, attempted: false, withdrawn: false, refused: null },
]

export const attempted = (outbox: Outbox, id: string): Outbox =>
  changed(outbox, id, { attempted: true })

export const settled = (outbox: Outbox, id: string): Outbox =>
  outbox.filter((entry) => entry.id !== id)

export const refused = (outbox: Outbox, id: string, code: ActRefusal | ReasonFault): Outbox =>
  changed(outbox, id, { refused: code })

/** Takes one back: forgotten when it never left, else the server is told. */
export function withdrawn(outbox: Outbox, given: Given, now: number): Outbox {
  const entry = outbox.find(({ id }) => id === given.id)
  if (entry && !entry.attempted) return settled(outbox, given.id)
  const known = entry ? outbox : pressed(outbox, given, now)
  return changed(known, given.id, { attempted: true, withdrawn: true })
}

/** This lead's next one to send: in the order of the presses, none that was refused. */
export const nextToSend = (outbox: Outbox, lead: string): OutboxEntry | null =>
  outbox.find(({ by, refused }) => by === lead && refused === null) ?? null

/** How far it may be seen if it leaves now: nothing older than 15 minutes is marked for the wall. */
export function audienceNow(entry: OutboxEntry, now: number): Audience {
  const age = now - entry.pressedAt
  const fresh = age <= WALL_WITHIN && age >= -CLOCK_SLACK
  return entry.audience === 'wall' && !fresh ? 'team' : entry.audience
}

/** What the server is sent. */
export function thankOf(entry: OutboxEntry, now: number): Thank {
  const { id, to, behaviour, reason } = entry
  return { id, to, behaviour, reason, audience: audienceNow(entry, now) }
}

/** A name for a thank-you, made at the press; 128 bits. `randomUUID` is missing on plain http. */
export function kudosId(fill: (bytes: Uint8Array<ArrayBuffer>) => unknown): string {
  const bytes = new Uint8Array(16)
  fill(bytes)
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
