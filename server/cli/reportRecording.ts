import type { Definitions, FloorEvent } from '../../shared/events.ts'
import { after } from '../../shared/time.ts'
import { Floor } from '../core/floor.ts'
import type { Calendars } from '../core/floor.ts'
import { agentFigures, figuresOver } from '../core/figures.ts'
import type { AgentFigures, QueueFigures } from '../core/figures.ts'
import { agentSubject, queueSubject, TOTAL } from '../core/tally.ts'
import type { Aliases } from '../sources/asterisk/queueLogAgents.ts'
import { QueueLogDecoder } from '../sources/asterisk/queueLog.ts'
import type { QueueLogCounts, QueueLogFault } from '../sources/asterisk/queueLog.ts'
import { QueueLogReader } from '../sources/asterisk/queueLogReader.ts'

export interface Figures {
  readonly total: QueueFigures
  readonly queues: Readonly<Record<string, QueueFigures>>
  readonly agents: Readonly<Record<string, AgentFigures>>
  /** By business day, `YYYY-MM-DD`; a fact belongs to the day of its own time. [T5] */
  readonly days: Readonly<Record<string, QueueFigures>>
}

/** What was odd in a recording; nothing of it is in the figures. */
export interface RecordingFaults {
  readonly counts: QueueLogCounts
  /** The first of the lines set aside. */
  readonly badLines: readonly QueueLogFault[]
  /** Ends without a start. [E4] */
  readonly orphans: number
  /** Durations that clocks would have made negative. [T2] */
  readonly skewed: number
  readonly advice: readonly string[]
}

export interface RecordingOptions {
  readonly definitions: Definitions
  readonly calendars: Calendars
  readonly aliases: Aliases
}

const source = 'asterisk-queue-log'
const mostShown = 10

/** Folds a recorded `queue_log` without a server: the same fold, the same figures. */
export class RecordingFold {
  readonly #floor: Floor
  readonly #decoder: QueueLogDecoder
  readonly #reader: QueueLogReader
  readonly #badLines: QueueLogFault[] = []

  constructor({ definitions, calendars, aliases }: RecordingOptions) {
    this.#floor = new Floor(calendars, definitions)
    this.#decoder = new QueueLogDecoder({ source, aliases, replay: true })
    this.#reader = new QueueLogReader(this.#decoder, {
      event: (event) => this.#floor.apply(event),
      fault: (fault) => {
        if (this.#badLines.length < mostShown) this.#badLines.push(fault)
      },
    })
  }

  /** The file's bytes, in order. */
  read(bytes: Buffer): void {
    this.#reader.read(bytes)
    this.#forgetChanges()
  }

  /** The file ends: what is open in it stays without an end, so it is lost. [E6] */
  end(): void {
    this.#reader.end()
    const last = this.#decoder.newest
    if (last === undefined) return
    const time = after(last, 1)
    const end: FloorEvent = {
      id: `end:${time}`,
      source,
      type: 'source.restarted',
      time,
      data: { reason: 'end of the recording' },
    }
    this.#floor.apply(end)
    this.#floor.presence.settle(time, this.#floor.calendar)
  }

  figures(): Figures {
    const { tally } = this.#floor
    const names = (prefix: string): string[] =>
      Array.from(tally.subjects.keys())
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length))
        .sort()
    const days = Array.from(tally.subject(TOTAL).days.keys()).sort()
    const everyDay = (): boolean => true
    return {
      total: figuresOver(tally, TOTAL),
      queues: rows(names(queueSubject('')), (queue) => figuresOver(tally, queueSubject(queue))),
      agents: rows(names(agentSubject('')), (agent) =>
        agentFigures(tally.days(agentSubject(agent), everyDay)),
      ),
      days: rows(days, (wanted) => figuresOver(tally, TOTAL, (day) => day === wanted)),
    }
  }

  faults(): RecordingFaults {
    return {
      counts: this.#decoder.counts,
      badLines: this.#badLines,
      orphans: this.#floor.visits.orphans,
      skewed: this.#floor.visits.skewed,
      advice: this.#decoder.advice(),
    }
  }

  /** Nothing is saved here, so what changed need not be remembered. */
  #forgetChanges(): void {
    this.#floor.visits.dirty.length = 0
    this.#floor.visits.gone.length = 0
    this.#floor.roster.dirty.length = 0
    this.#floor.tally.dirty.length = 0
  }
}

type Row = QueueFigures | AgentFigures

/** Rows in which something is counted: a day of silence or an agent who was never rung says nothing. */
function rows<R extends Row>(
  names: readonly string[],
  row: (name: string) => R,
): Record<string, R> {
  const made = names.map((name) => [name, row(name)] as const)
  return Object.fromEntries(made.filter(([, figures]) => !isEmpty(figures)))
}

const isEmpty = (row: Row): boolean =>
  Object.values(row).every((value: number | null) => value === 0 || value === null)
