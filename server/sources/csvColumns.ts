import type { EventType } from '../../shared/events.ts'

/** What a CSV file can bring: all that a telephone system does not know. */
export const csvKinds = [
  'surveys',
  'quality',
  'firstContact',
  'complaints',
  'followUps',
  'contributions',
] as const
export type CsvKind = (typeof csvKinds)[number]

/** How a cell is read; what the value may be is judged by the event's own schema. */
type Cell = 'text' | 'number' | 'yesOrNo' | 'moment'

export interface CsvColumn {
  readonly name: string
  readonly cell: Cell
  readonly required: boolean
  /** Other headings that mean the same. */
  readonly also: readonly string[]
}

const column = (
  name: string,
  cell: Cell,
  required: boolean,
  ...also: readonly string[]
): CsvColumn => ({ name, cell, required, also })

const time = column('time', 'moment', true, '时间')
const id = column('id', 'text', false, '编号')
const contact = (required: boolean): CsvColumn =>
  column('contact', 'text', required, '通话', '会话')
const agent = (required: boolean): CsvColumn => column('agent', 'text', required, '工号', '座席')

/** The columns of each kind, in the order the documentation names them. */
export const csvColumns: Readonly<Record<CsvKind, readonly CsvColumn[]>> = {
  surveys: [
    time,
    contact(true),
    agent(false),
    column('queue', 'text', false, '队列'),
    column('kind', 'text', false, '类型'),
    column('score', 'number', true, '评分', '分数'),
    column('scale', 'number', false, '满分'),
    id,
  ],
  quality: [
    time,
    agent(true),
    contact(false),
    column('score', 'number', true, '评分', '分数'),
    column('compliant', 'yesOrNo', true, '合规'),
    id,
  ],
  firstContact: [
    time,
    contact(true),
    agent(false),
    column('resolved', 'yesOrNo', true, '已解决'),
    id,
  ],
  complaints: [time, contact(true), agent(false), column('kind', 'text', false, '类型'), id],
  followUps: [
    time,
    contact(true),
    agent(false),
    column('dueBy', 'moment', false, '截止时间'),
    column('doneAt', 'moment', false, '完成时间'),
    id,
  ],
  contributions: [time, agent(true), column('kind', 'text', true, '类型'), id],
}

/** A line's cells after they were read; empty ones are not there. */
export type CsvValues = Readonly<Record<string, string | number | boolean>>

export interface CsvEvent {
  readonly type: EventType
  /** Column that holds its time. */
  readonly at: string
  readonly data: Readonly<Record<string, unknown>>
}

/** The events of a line, not checked yet, or why it has none. */
export function csvEvents(kind: CsvKind, values: CsvValues): CsvEvent[] | string {
  const { time: _time, id: _id, ...data } = values
  switch (kind) {
    case 'surveys':
      return [{ type: 'survey.answered', at: 'time', data: survey(data) }]
    case 'quality':
      return [{ type: 'quality.assessed', at: 'time', data }]
    case 'firstContact':
      return [{ type: 'contact.judged', at: 'time', data }]
    case 'complaints':
      return complaint(data)
    case 'followUps':
      return followUp(data)
    case 'contributions':
      return [{ type: 'contribution.recorded', at: 'time', data }]
    default:
      return kind satisfies never
  }
}

/** NPS has one scale; that of satisfaction is not guessed at. */
const survey = (data: CsvValues): CsvValues => {
  const kind = data['kind'] ?? 'csat'
  return { ...data, kind, ...(kind === 'nps' ? { scale: data['scale'] ?? 10 } : {}) }
}

function complaint({ kind = 'complaint', ...data }: CsvValues): CsvEvent[] | string {
  if (kind === 'complaint') return [{ type: 'complaint.filed', at: 'time', data }]
  if (kind === 'escalation') return [{ type: 'contact.escalated', at: 'time', data }]
  return 'kind: must be one of complaint, escalation'
}

/** What was promised, and that it was kept. */
function followUp({ doneAt, dueBy, ...who }: CsvValues): CsvEvent[] {
  const due: CsvEvent = {
    type: 'followUp.due',
    at: 'time',
    data: dueBy === undefined ? who : { ...who, dueBy },
  }
  return doneAt === undefined ? [due] : [due, { type: 'followUp.done', at: 'doneAt', data: who }]
}
