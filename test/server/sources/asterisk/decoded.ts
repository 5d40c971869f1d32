import type { EventOf, EventType, FloorEvent } from '../../../../shared/events.ts'
import { QueueLogDecoder } from '../../../../server/sources/asterisk/queueLog.ts'
import type { DecoderOptions, QueueLogFault } from '../../../../server/sources/asterisk/queueLog.ts'
import { QueueLogReader } from '../../../../server/sources/asterisk/queueLogReader.ts'

export interface Decoded {
  readonly events: readonly FloorEvent[]
  readonly faults: readonly QueueLogFault[]
  /** Lines of unknown verbs that were kept. */
  readonly unknown: readonly QueueLogFault[]
  readonly decoder: QueueLogDecoder
}

/** Decodes a whole file as it would lie on disk; `pieces` cuts its bytes anywhere. */
export function decodeBytes(
  bytes: Buffer,
  options: Partial<DecoderOptions> = {},
  pieces: readonly number[] = [],
): Decoded {
  const events: FloorEvent[] = []
  const faults: QueueLogFault[] = []
  const unknown: QueueLogFault[] = []
  const decoder = new QueueLogDecoder({ source: 'pbx', ...options })
  const reader = new QueueLogReader(decoder, {
    event: (event) => void events.push(event),
    fault: (fault) => void faults.push(fault),
    unknown: (line) => void unknown.push(line),
  })
  let from = 0
  for (const length of pieces) {
    reader.read(bytes.subarray(from, from + length))
    from += length
  }
  reader.read(bytes.subarray(from))
  reader.end()
  return { events, faults, unknown, decoder }
}

/** Decodes complete lines. */
export const decodeLines = (
  lines: readonly string[],
  options: Partial<DecoderOptions> = {},
): Decoded => decodeBytes(Buffer.from(lines.map((line) => `${line}\n`).join('')), options)

/** The data of all events of one type. */
export const dataOf = <T extends EventType>(decoded: Decoded, type: T): EventOf<T>['data'][] =>
  decoded.events
    .filter((event): event is Extract<FloorEvent, { type: T }> => event.type === type)
    .map((event) => event.data as EventOf<T>['data'])
