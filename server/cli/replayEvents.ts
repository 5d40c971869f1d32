import { basename } from 'node:path'
import type { FloorEvent } from '../../shared/events.ts'
import type { Aliases } from '../sources/asterisk/queueLogAgents.ts'
import { QueueLogDecoder } from '../sources/asterisk/queueLog.ts'
import type { QueueLogFault } from '../sources/asterisk/queueLog.ts'
import { QueueLogReader } from '../sources/asterisk/queueLogReader.ts'
import { openRecording } from '../sources/asterisk/recordedBytes.ts'
import type { ReadSoFar } from '../sources/asterisk/recordedBytes.ts'

/** A recorded file as the events it holds, read as they are asked for. */
export interface RecordedEvents {
  readonly events: AsyncIterable<FloorEvent>
  readonly decoder: QueueLogDecoder
  readonly badLines: readonly QueueLogFault[]
  progress(): ReadSoFar
}

const mostShown = 10

/** @throws when the file cannot be read. */
export async function recordedEvents(
  file: string,
  source: string,
  aliases: Aliases = {},
): Promise<RecordedEvents> {
  const recording = await openRecording(file)
  const decoder = new QueueLogDecoder({ source, aliases, replay: true })
  const badLines: QueueLogFault[] = []
  let ready: FloorEvent[] = []
  const reader = new QueueLogReader(decoder, {
    event: (event) => void ready.push(event),
    fault: (fault) => {
      if (badLines.length < mostShown) badLines.push(fault)
    },
  })
  async function* events(): AsyncGenerator<FloorEvent> {
    for await (const bytes of recording.bytes) {
      reader.read(bytes)
      const decoded = ready
      ready = []
      yield* decoded
    }
    reader.end()
  }
  return { events: events(), decoder, badLines, progress: () => recording.progress() }
}

/** The name a replay goes by on the wall. */
const recordingName = (file: string): string =>
  file === '-' ? 'standard input' : basename(file).slice(0, 200)

type Frame = Extract<FloorEvent, { type: 'replay.started' | 'replay.ended' }>

/** What a replay says of itself; `place` makes it another event when it goes on after a stop. [T6] [E1] */
export function startedFrame(
  first: FloorEvent,
  file: string,
  speed: number | 'max',
  place = '',
): Frame {
  const data = { file: recordingName(file), from: first.time, speed }
  const id = `${identityIn(first)}:replay.started${place}`
  return { id, source: first.source, type: 'replay.started', time: first.time, data, replay: true }
}

export function endedFrame(last: FloorEvent, file: string, place = ''): Frame {
  const data = { file: recordingName(file), to: last.time }
  const id = `${identityIn(last)}:replay.ended${place}`
  return { id, source: last.source, type: 'replay.ended', time: last.time, data, replay: true }
}

/** The file's identity, from an event's id. */
export const identityIn = ({ id }: FloorEvent): string => id.slice(0, id.indexOf(':'))
/** The event's own place in the file. */
export const placeIn = ({ id }: FloorEvent): string => id.slice(id.indexOf(':'))
