import { CsvError, parse } from 'csv-parse/sync'
import { nearestName } from '../core/nearestName.ts'
import type { CsvColumn } from './csvColumns.ts'

/** Something wrong with a line; lines from 1, as an editor counts them. */
export interface CsvFault {
  readonly line: number
  readonly reason: string
}

export interface CsvRow {
  readonly line: number
  /** Cells by the name of their column, trimmed; columns of others are left out. */
  readonly cells: Readonly<Record<string, string>>
}

export interface CsvTable {
  readonly rows: readonly CsvRow[]
  readonly faults: readonly CsvFault[]
  /** Headings that mean nothing here. */
  readonly ignored: readonly string[]
  /** A decimal comma is one where the comma does not part cells. */
  readonly delimiter: string
}

const delimiters = [',', ';', '\t'] as const

/** Reads the lines of a CSV file under their headings. What is wrong with the file itself is a fault of line 1. */
export function readCsvTable(bytes: Buffer, columns: readonly CsvColumn[]): CsvTable {
  const text = textOf(bytes)
  if (text === null) return broken('is not UTF-8: save the file as "CSV UTF-8" and try again')
  const delimiter = delimiterOf(text)
  const faults: CsvFault[] = []
  const records = recordsOf(text, delimiter, faults)
  const [head, ...lines] = records
  if (!head) return broken('is empty: the first line must name the columns', delimiter, faults)
  const { places, missing, ignored } = headings(head.cells, columns)
  if (missing.length > 0) {
    faults.push(...missing.map((reason) => ({ line: head.line, reason })))
    return { rows: [], faults: inOrder(faults), ignored, delimiter }
  }
  const rows = lines.flatMap(({ line, cells }): CsvRow[] => {
    if (cells.length <= head.cells.length) return [{ line, cells: named(cells, places) }]
    const reason = `has ${cells.length} cells under ${head.cells.length} headings: put cells that hold "${delimiter}" in quotes`
    faults.push({ line, reason })
    return []
  })
  return { rows, faults: inOrder(faults), ignored, delimiter }
}

const inOrder = (faults: readonly CsvFault[]): CsvFault[] =>
  [...faults].sort((a, b) => a.line - b.line)

const broken = (reason: string, delimiter = ',', faults: readonly CsvFault[] = []): CsvTable => ({
  rows: [],
  faults: faults.length > 0 ? faults : [{ line: 1, reason }],
  ignored: [],
  delimiter,
})

/** With one kind of line end, and without the mark at the beginning that office programs write. */
function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n')
  } catch {
    return null
  }
}

function delimiterOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? ''
  const count = (mark: string): number => head.split(mark).length
  return delimiters.reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

/** A cell may hold line ends; where a quote is amiss, each line is read alone, so that one spoils no other. */
function recordsOf(text: string, delimiter: string, faults: CsvFault[]): Line[] {
  const whole = parsed(text, delimiter)
  if (whole) return whole
  return text.split('\n').flatMap((one, place): Line[] => {
    const [record] = parsed(one, delimiter) ?? [null]
    if (record) return [{ ...record, line: place + 1 }]
    if (record === null)
      faults.push({ line: place + 1, reason: 'a quote is out of place or left open' })
    return []
  })
}

/** null when quotes are not in order. */
function parsed(text: string, delimiter: string): Line[] | null {
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as readonly {
      readonly info: { readonly lines: number }
      readonly record: readonly string[]
    }[]
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

function headings(
  head: readonly string[],
  columns: readonly CsvColumn[],
): {
  readonly places: ReadonlyMap<string, number>
  readonly missing: readonly string[]
  readonly ignored: readonly string[]
} {
  const places = new Map<string, number>()
  const ignored: string[] = []
  const missing: string[] = []
  for (const [place, heading] of head.entries()) {
    const known = columns.find((one) => [one.name, ...one.also].some((name) => same(name, heading)))
    if (!known) ignored.push(heading)
    else if (places.has(known.name)) missing.push(`two columns are called ${known.name}`)
    else places.set(known.name, place)
  }
  for (const { name, required } of columns) {
    if (!required || places.has(name)) continue
    const near = nearestName(name, ignored)
    missing.push(`there is no column ${name}${near ? `; is \`${near}\` meant?` : ''}`)
  }
  return { places, missing, ignored: ignored.filter((heading) => heading !== '') }
}

const bare = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '')
const same = (one: string, other: string): boolean => bare(one) === bare(other)

const named = (
  cells: readonly string[],
  places: ReadonlyMap<string, number>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...places].flatMap(([name, place]) => {
      const cell = cells[place] ?? ''
      return cell === '' ? [] : [[name, cell] as const]
    }),
  )
