import type { z } from 'zod'
import type { EventType, FloorEvent } from '../../shared/events.ts'
import type { EpochMs } from '../../shared/time.ts'
import { nearestName } from '../core/nearestName.ts'
import { eventData } from './eventData.ts'
import { envelopeNameRule, isEnvelopeName, readMoment, reservedNames } from './eventFields.ts'

/** Why an input is not an event: names the field and what it must be. */
export interface Refusal {
  readonly reason: string
}

export const isRefusal = (decoded: FloorEvent | Refusal): decoded is Refusal => 'reason' in decoded

const schemas = new Map<string, z.ZodType>(Object.entries(eventData))
const ownTypes: ReadonlySet<string> = new Set<EventType>(['site.defined'])

/** Every type that a source may send, in the order of the contract. */
export const sendableTypes: readonly string[] = [...schemas.keys()].filter(
  (type) => !ownTypes.has(type),
)

/**
 * One CloudEvents 1.0 event from outside, already parsed from JSON. Attributes of the envelope that we do
 * not know are ignored, as CloudEvents asks; a member of `data` that we do not know is a fault.
 */
export function decodeEvent(input: unknown): FloorEvent | Refusal {
  const envelope = readEnvelope(input)
  if ('reason' in envelope) return envelope
  if (ownTypes.has(envelope.type)) return { reason: `type: ${envelope.type} is the server's own` }
  return completed(envelope, false)
}

/** One event as the server itself wrote it to its log: `site.defined` and `stamped` may occur there. */
export function decodeLoggedEvent(input: unknown): FloorEvent | Refusal {
  const envelope = readEnvelope(input)
  return 'reason' in envelope ? envelope : completed(envelope, true)
}

interface Envelope {
  readonly id: string
  readonly source: string
  readonly type: string
  readonly schema: z.ZodType
  readonly time: EpochMs
  readonly attributes: Readonly<Record<string, unknown>>
}

function readEnvelope(input: unknown): Envelope | Refusal {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { reason: 'event: must be an object' }
  }
  const attributes = input as Readonly<Record<string, unknown>>
  for (const key in attributes) {
    if (reservedNames.has(key)) return { reason: `${key}: this name is refused everywhere` }
  }
  const { specversion, id, source, type, replay } = attributes
  if (specversion !== undefined && specversion !== '1.0') {
    return { reason: 'specversion: must be "1.0"' }
  }
  if (!isEnvelopeName(id)) return { reason: `id: ${envelopeNameRule}` }
  if (!isEnvelopeName(source)) return { reason: `source: ${envelopeNameRule}` }
  const schema = typeof type === 'string' ? schemas.get(type) : undefined
  if (typeof type !== 'string' || !schema) return { reason: unknownType(type) }
  const time = readMoment(attributes['time'])
  if (typeof time !== 'number') return { reason: `time: ${time.reason}` }
  if (replay !== undefined && typeof replay !== 'boolean') {
    return { reason: 'replay: must be true or false' }
  }
  return { id, source, type, schema, time, attributes }
}

function completed(envelope: Envelope, logged: boolean): FloorEvent | Refusal {
  const { id, source, type, time, attributes } = envelope
  if (attributes['data_base64'] !== undefined) {
    return { reason: 'data_base64: not taken; send data as a JSON object' }
  }
  const checked = envelope.schema.safeParse(attributes['data'] ?? {})
  if (!checked.success) return { reason: reasonOf(checked.error) }
  const event: Record<string, unknown> = { id, source, type, time, data: checked.data }
  if (logged && attributes['stamped'] !== undefined) {
    const stamped = readMoment(attributes['stamped'])
    if (typeof stamped !== 'number') return { reason: `stamped: ${stamped.reason}` }
    event['stamped'] = stamped
  }
  if (attributes['replay'] === true) event['replay'] = true
  return event as unknown as FloorEvent
}

function unknownType(type: unknown): string {
  if (typeof type !== 'string') return 'type: must be text, such as contact.queued'
  if (type.length > 64) return 'type: is not known (longer than any type)'
  return `type: ${JSON.stringify(type)} is not known; ${typeHint(type)}`
}

const familyOf = (type: string): string => type.split('.', 1)[0] ?? ''
const families = [...new Set(sendableTypes.map(familyOf))]

/** Short, as a batch may hold tens of thousands of them. */
function typeHint(type: string): string {
  const near = nearestName(type, sendableTypes)
  if (near) return `did you mean ${near}?`
  const relatives = sendableTypes.filter((known) => familyOf(known) === familyOf(type))
  return relatives.length > 0
    ? `known are ${relatives.join(', ')}`
    : `known begin with ${families.join(', ')}`
}

/** The first fault, as "data.queue: must be …". */
function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'data: is not as this type needs it'
  const path = ['data', ...issue.path].map(String).join('.')
  if (issue.code !== 'unrecognized_keys') return `${path}: ${issue.message}`
  const key = issue.keys[0] ?? ''
  return `${path}.${shown(key)}: this type has no such member`
}

/** A name that came from outside, safe to print. */
const shown = (key: string): string => {
  const quoted = JSON.stringify(key.slice(0, 64))
  return quoted === `"${key}"` ? key : quoted
}
