import { createHash } from 'node:crypto'
import type { FloorEvent } from '../../shared/events.ts'
import {
  csvColumns,
  csvEvents,
  type CsvColumn,
  type CsvKind,
  type CsvValues,
} from './csvColumns.ts'
import { csvMoment } from './csvMoment.ts'
import { readCsvTable, type CsvFault, type CsvRow } from './csvTable.ts'
import { decodeEvent, isRefusal } from './eventSchema.ts'

/** A CSV file as the events it holds. */
export interface CsvReading {
  readonly events: readonly { readonly line: number; readonly event: FloorEvent }[]
  /** Every line that cannot be taken, in their order. */
  readonly faults: readonly CsvFault[]
  /** Lines under the headings. */
  readonly lines: number
  readonly ignored: readonly string[]
}

export interface CsvOptions {
  readonly kind: CsvKind
  /** Names the source in events. */
  readonly source: string
  /** IANA name, for cells without an offset. */
  readonly timezone: string | null
}

/**
 * Reads a CSV file to its end. An event is known by what its line says, and by its place among lines that say
 * the same: so a file that comes again, mended, longer or in another order, adds only what is new. [E1]
 */
export function readCsvFile(bytes: Buffer, options: CsvOptions): CsvReading {
  const columns = csvColumns[options.kind]
  const table = readCsvTable(bytes, columns)
  const faults = [...table.faults]
  const twins = new Map<string, number>()
  const events = table.rows.flatMap((row) => {
    const read = eventsOf(row, columns, options, table.delimiter, twins)
    if (typeof read === 'string') {
      faults.push({ line: row.line, reason: read })
      return []
    }
    return read.map((event) => ({ line: row.line, event }))
  })
  return {
    events,
    faults: faults.sort((a, b) => a.line - b.line),
    lines: table.rows.length,
    ignored: table.ignored,
  }
}

function eventsOf(
  { cells }: CsvRow,
  columns: readonly CsvColumn[],
  { kind, source, timezone }: CsvOptions,
  delimiter: string,
  twins: Map<string, number>,
): readonly FloorEvent[] | string {
  const values = valuesOf(cells, columns, timezone, delimiter)
  if (typeof values === 'string') return values
  const written = csvEvents(kind, values)
  if (typeof written === 'string') return written
  const identity = identityOf(kind, columns, values, twins)
  const events: FloorEvent[] = []
  for (const { type, at, data } of written) {
    const id = `${identity}:${type}`
    const decoded = decodeEvent({ id, source, type, time: values[at], data })
    if (isRefusal(decoded)) return inColumns(decoded.reason)
    events.push(decoded)
  }
  return events
}

/** The event's words for a member of its data are the columns' own. */
const inColumns = (reason: string): string => reason.replace(/^data\./, '')

function identityOf(
  kind: CsvKind,
  columns: readonly CsvColumn[],
  values: CsvValues,
  twins: Map<string, number>,
): string {
  const own = values['id']
  if (own !== undefined) return `${kind}:${String(own)}`
  const said = JSON.stringify(columns.map(({ name }) => values[name] ?? null))
  const twin = twins.get(said) ?? 0
  twins.set(said, twin + 1)
  const hash = createHash('sha256').update(said).digest('hex').slice(0, 24)
  return twin === 0 ? `${kind}:${hash}` : `${kind}:${hash}:${twin + 1}`
}

/** The cells as values, or the first that cannot be read. */
function valuesOf(
  cells: Readonly<Record<string, string>>,
  columns: readonly CsvColumn[],
  timezone: string | null,
  delimiter: string,
): CsvValues | string {
  const values: Record<string, string | number | boolean> = {}
  for (const { name, cell, required } of columns) {
    const written = Object.hasOwn(cells, name) ? cells[name] : undefined
    if (written === undefined) {
      if (required) return `${name}: is empty`
      continue
    }
    const value =
      cell === 'text'
        ? written
        : cell === 'number'
          ? numberOf(written, delimiter)
          : cell === 'yesOrNo'
            ? yesOrNoOf(written)
            : csvMoment(written, timezone)
    if (typeof value === 'object') return `${name}: ${value.reason}`
    values[name] = value
  }
  return values
}

function numberOf(written: string, delimiter: string): number | { readonly reason: string } {
  const plain = delimiter === ',' ? written : written.replace(',', '.')
  return /^-?\d{1,9}(?:\.\d{1,9})?$/.test(plain) ? Number(plain) : { reason: 'must be a number' }
}

const yes = new Set(['yes', 'true', '1', 'y', '是'])
const no = new Set(['no', 'false', '0', 'n', '否'])

function yesOrNoOf(written: string): boolean | { readonly reason: string } {
  const word = written.toLowerCase()
  if (yes.has(word)) return true
  return no.has(word) ? false : { reason: 'must be yes or no' }
}
