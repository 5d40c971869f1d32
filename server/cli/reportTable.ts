import type { AgentFigures, QueueFigures } from '../core/figures.ts'
import type { ReportDefinitions } from './reportDefinitions.ts'
import type { Figures } from './reportRecording.ts'

type Cell = number | null

interface Column<R> {
  readonly title: string
  readonly text: (row: R) => string
}

const none = '–'
const whole = (value: Cell): string => (value === null ? none : String(value))
const seconds = (value: Cell): string => (value === null ? none : value.toFixed(1))
const percent = (value: Cell): string => (value === null ? none : `${(value * 100).toFixed(1)} %`)

const queueColumns: readonly Column<QueueFigures>[] = [
  { title: 'offered', text: (row) => whole(row.offered) },
  { title: 'answered', text: (row) => whole(row.answered) },
  { title: 'abandoned', text: (row) => whole(row.abandoned) },
  { title: 'timed out', text: (row) => whole(row.timedOut) },
  { title: 'empty', text: (row) => whole(row.leftEmpty) },
  { title: 'by key', text: (row) => whole(row.leftByKey) },
  { title: 'withdrawn', text: (row) => whole(row.withdrawn) },
  { title: 'lost', text: (row) => whole(row.lost) },
  { title: 'connected', text: (row) => percent(row.connectionRate) },
  { title: 'abandon', text: (row) => percent(row.abandonRate) },
  { title: 'level', text: (row) => percent(row.serviceLevel) },
  { title: 'ASA s', text: (row) => seconds(row.asaSeconds) },
  { title: 'longest s', text: (row) => whole(row.longestWaitSeconds) },
  { title: 'handled', text: (row) => whole(row.handled) },
  { title: 'transferred', text: (row) => whole(row.transferred) },
  { title: 'AHT s', text: (row) => seconds(row.ahtSeconds) },
]

const agentColumns: readonly Column<AgentFigures>[] = [
  { title: 'handled', text: (row) => whole(row.handled) },
  { title: 'AHT s', text: (row) => seconds(row.ahtSeconds) },
  { title: 'talk s', text: (row) => whole(row.talkSeconds) },
  { title: 'ASA s', text: (row) => seconds(row.asaSeconds) },
  { title: 'missed', text: (row) => whole(row.missed) },
]

/** East Asian characters fill two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu
const width = (text: string): number => Array.from(text).length + (text.match(wide)?.length ?? 0)
const filled = (text: string, to: number): string =>
  text + ' '.repeat(Math.max(0, to - width(text)))
const pushed = (text: string, to: number): string =>
  ' '.repeat(Math.max(0, to - width(text))) + text

function table<R>(
  title: string,
  rows: Readonly<Record<string, R>>,
  columns: readonly Column<R>[],
): string[] {
  const lines = [
    [title, ...columns.map((column) => column.title)],
    ...Object.entries(rows).map(([name, row]) => [name, ...columns.map(({ text }) => text(row))]),
  ]
  if (lines.length === 1) return []
  const widths =
    lines[0]?.map((_, at) => Math.max(...lines.map((line) => width(line[at] ?? '')))) ?? []
  const printed = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? filled : pushed)(cell, widths[at] ?? 0)).join('  '),
  )
  return [...printed, '']
}

/** The report for a person: aligned columns, one table each for total, queues, agents and days. */
export function reportTable(figures: Figures, definitions: ReportDefinitions): string {
  const { timezone, dayStart, serviceLevelWithinSeconds } = definitions
  return [
    `Time zone ${timezone}, business days from ${dayStart}, service level within ${serviceLevelWithinSeconds} s.`,
    'Rates by the time a visit ended; lost visits are in no other figure. All definitions: --json.',
    '',
    ...table('', { total: figures.total }, queueColumns),
    ...table('queue', figures.queues, queueColumns),
    ...table('agent', figures.agents, agentColumns),
    ...table('day', figures.days, queueColumns),
  ].join('\n')
}
