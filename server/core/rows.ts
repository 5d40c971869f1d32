import type { Definitions } from '../../shared/events.ts'
import { emptySums, type Sums } from '../../shared/metrics/measures.ts'
import { dayKey, epochMs } from '../../shared/time.ts'
import { agentRow, byName, restoreAgent } from './agentRow.ts'
import type { Calendars } from './floor.ts'
import { Floor, type ReplayState } from './floor.ts'
import type { ContactRecord } from './people/contactMarks.ts'
import type { SourceState } from './sourceState.ts'
import type { DayBucket, MinuteBucket, Subject } from './tally.ts'
import type { Visit } from './visit.ts'

/** Rows of the saved state that changed and rows that are gone. Saved together with the log's offset. */
export interface RowChange {
  readonly changed: Map<string, string>
  readonly gone: string[]
}

const SEPARATOR = '\u001f'
const RING_MASK = 127

interface SiteRow {
  readonly definitions: Definitions
  readonly earlier: readonly Definitions[]
  readonly rewinds: number
  readonly clock: number
  readonly swept: number
  readonly sealed: number
  readonly replay: ReplayState | null
  readonly events: number
  readonly orphans: number
  readonly skewed: number
}

/** What changed since this was last asked; asking resets it. */
export function takeChanges(floor: Floor): RowChange {
  const changed = new Map<string, string>()
  const gone: string[] = []
  for (const visit of floor.visits.dirty.splice(0)) {
    visit.dirty = false
    if (floor.visits.byKey.get(visit.key) === visit)
      changed.set(`v${SEPARATOR}${visit.key}`, visitRow(visit))
  }
  for (const key of floor.visits.gone.splice(0)) {
    if (floor.visits.byKey.has(key)) continue
    gone.push(`v${SEPARATOR}${key}`)
  }
  for (const record of floor.marks.dirty.splice(0)) {
    record.dirty = false
    if (floor.marks.records.get(record.contact) === record)
      changed.set(`k${SEPARATOR}${record.contact}`, JSON.stringify(record, withoutDirty))
  }
  for (const contact of floor.marks.gone.splice(0))
    if (!floor.marks.records.has(contact)) gone.push(`k${SEPARATOR}${contact}`)
  for (const agent of floor.roster.dirty.splice(0)) {
    agent.dirty = false
    changed.set(`a${SEPARATOR}${agent.id}`, agentRow(agent))
  }
  for (const { subject, bucket } of floor.tally.dirty.splice(0)) {
    bucket.dirty = false
    changed.set(bucketRowName(subject, bucket), bucketRow(bucket))
  }
  for (const { subject, bucket } of floor.tally.forgetDays(floor.tally.dayOf(floor.clock))) {
    const name = bucketRowName(subject, bucket)
    changed.delete(name)
    gone.push(name)
  }
  for (const [name, source] of floor.sources) {
    if (source.dirty) changed.set(`s${SEPARATOR}${name}`, sourceRow(source))
    source.dirty = false
  }
  changed.set('site', siteRow(floor))
  return { changed, gone }
}

/** The floor that was saved. Rows may come in any order. */
export function restoreFloor(calendars: Calendars, rows: ReadonlyMap<string, string>): Floor {
  const site = JSON.parse(rows.get('site') ?? 'null') as SiteRow | null
  const floor = new Floor(calendars, site?.definitions)
  if (site) {
    floor.clock = epochMs(site.clock)
    floor.swept = epochMs(site.swept)
    floor.presence.sealed = epochMs(site.sealed)
    floor.replay = site.replay
    floor.events = site.events
    floor.rewinds = site.rewinds
    for (const earlier of site.earlier) floor.earlier.set(earlier.version, earlier)
    floor.visits.orphans = site.orphans
    floor.visits.skewed = site.skewed
  }
  const named = [...rows].map(([row, json]) => ({ parts: row.split(SEPARATOR), json }))
  for (const { parts, json } of named) restoreSubject(floor, parts, json)
  for (const { parts, json } of named) {
    if (parts[0] === 'v')
      floor.visits.restore({ ...(JSON.parse(json) as Visit), dirty: false }, floor)
  }
  floor.marks.restore(
    named
      .filter(({ parts }) => parts[0] === 'k')
      .map(({ json }) => ({ ...(JSON.parse(json) as ContactRecord), dirty: false })),
  )
  for (const agent of floor.roster.agents.values()) floor.roster.refresh(agent)
  floor.roster.dirty.length = 0
  for (const agent of floor.roster.agents.values()) agent.dirty = false
  return floor
}

function restoreSubject(floor: Floor, parts: readonly string[], json: string): void {
  const [kind, name = '', place = ''] = parts
  if (kind === 'a') restoreAgent(floor.roster.agent(name), json)
  else if (kind === 's') {
    const row = JSON.parse(json) as Omit<SourceState, 'queues' | 'dirty'> & { queues: string[] }
    floor.sources.set(name, { ...row, queues: new Set(row.queues), dirty: false })
  } else if (kind === 'd') {
    const row = JSON.parse(json) as DayRow
    const bucket = floor.tally.day(floor.tally.subject(name), dayKey(place))
    fill(bucket.sums, row.sums)
    if (row.late.length > 0) fill((bucket.lateSums ??= emptySums()), row.late)
    for (const [seconds, count] of row.waits) bucket.waits?.set(seconds, count)
  } else if (kind === 'm') {
    const row = JSON.parse(json) as MinuteRow
    const ring = floor.tally.subject(name).ring
    const sums = emptySums()
    fill(sums, row.sums)
    // A minute that was emptied must not stand in the way of an earlier one.
    if (ring && row.sums.length > 0)
      ring[row.minute & RING_MASK] = { minute: row.minute, sums, dirty: false }
  }
}

type Sparse = [index: number, value: number][]
type DayRow = { sums: Sparse; late: Sparse; waits: [number, number][] }
type MinuteRow = { minute: number; sums: Sparse }

/** Most sums of a bucket are 0 and go unsaid. */
function sparse(sums: Sums): Sparse {
  const said: Sparse = []
  for (let index = 0; index < sums.length; index += 1) {
    const value = sums[index] ?? 0
    if (value !== 0) said.push([index, value])
  }
  return said
}

function fill(sums: Sums, values: Sparse): void {
  for (const [index, value] of values) sums[index] = value
}

function bucketRowName(subject: Subject, bucket: MinuteBucket | DayBucket): string {
  const place = 'day' in bucket ? bucket.day : String(bucket.minute & RING_MASK)
  return ['day' in bucket ? 'd' : 'm', subject.name, place].join(SEPARATOR)
}

function bucketRow(bucket: MinuteBucket | DayBucket): string {
  if ('minute' in bucket)
    return JSON.stringify({ minute: bucket.minute, sums: sparse(bucket.sums) } satisfies MinuteRow)
  const waits = [...(bucket.waits ?? [])].sort((a, b) => a[0] - b[0])
  return JSON.stringify({
    sums: sparse(bucket.sums),
    late: bucket.lateSums ? sparse(bucket.lateSums) : [],
    waits,
  } satisfies DayRow)
}

/** `dirty` is about saving, not about the floor. */
const withoutDirty = (key: string, value: unknown): unknown => (key === 'dirty' ? undefined : value)

const visitRow = (visit: Visit): string => JSON.stringify(visit, withoutDirty)

const sourceRow = (source: SourceState): string =>
  JSON.stringify({ ...source, queues: [...source.queues].sort() }, withoutDirty)

function siteRow(floor: Floor): string {
  const row: SiteRow = {
    definitions: floor.definitions,
    earlier: [...floor.earlier.values()],
    rewinds: floor.rewinds,
    clock: floor.clock,
    swept: floor.swept,
    sealed: floor.presence.sealed,
    replay: floor.replay,
    events: floor.events,
    orphans: floor.visits.orphans,
    skewed: floor.visits.skewed,
  }
  return JSON.stringify(row)
}

/**
 * The whole state as text in one fixed order: equal floors give equal texts, whatever way they came about.
 * Buckets that hold nothing, and minutes the ring has gone past, say nothing.
 */
export function canonicalState(floor: Floor): string {
  const lines: string[] = [siteRow(floor)]
  for (const visit of floor.visits.byKey.values()) lines.push(`v ${sortedJson(visit)}`)
  for (const record of floor.marks.records.values()) lines.push(`k ${sortedJson(record)}`)
  for (const agent of floor.roster.agents.values())
    lines.push(`a ${agent.id} ${agent.now} ${agentRow(agent)}`)
  for (const [name, source] of floor.sources) lines.push(`s ${name} ${sourceRow(source)}`)
  const oldest = Math.floor(floor.clock / 60_000) - RING_MASK
  for (const subject of floor.tally.subjects.values()) {
    const buckets = [...subject.days.values(), ...(subject.ring ?? [])]
    for (const bucket of buckets) {
      if (!bucket || ('minute' in bucket && bucket.minute < oldest)) continue
      const empty =
        bucket.sums.every((value) => value === 0) &&
        (!('day' in bucket) || !bucket.lateSums || bucket.lateSums.every((value) => value === 0))
      if (!empty)
        lines.push(`${subject.name} ${'day' in bucket ? bucket.day : ''} ${bucketRow(bucket)}`)
    }
  }
  return lines.sort().join('\n')
}

const sortedJson = (row: Visit | ContactRecord): string =>
  JSON.stringify({ ...row, dirty: false }, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(byName))
      : value,
  )
