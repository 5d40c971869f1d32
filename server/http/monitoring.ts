import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { DoorCounts } from '../sources/door.ts'

/** What is true of one queue when /metrics is read. `queue` is empty for the whole site. */
export interface FloorFigures {
  readonly queue: string
  /** Sums and counts since the beginning of the log, such as `answered`, `waitedSeconds`. */
  readonly totals: Readonly<Record<string, number>>
  /** How things stand now, such as `waiting`, `free`. */
  readonly levels: Readonly<Record<string, number>>
}

/** What a running site says of itself when /metrics is read. */
export interface SiteReading {
  readonly site: string
  /** Seconds between the newest entry of the log and the last one folded; null when not known. */
  readonly foldLagSeconds: number | null
  /** Seconds since the fold last heard from Redis. [P22] */
  readonly lastReadAgeSeconds: number | null
  /** Ends without a start. [E4] */
  readonly orphans: number
  readonly screens: number
  readonly floor: readonly FloorFigures[]
}

/** Asked once for each reading of /metrics. */
export type ReadSites = () => Promise<readonly SiteReading[]>

/** The counts of one site that its parts write to. */
export interface SiteCounts extends DoorCounts {
  /** An entry of the log that could not be folded. [P21] */
  unreadable(entries: number): void
  /** Bytes handed to the sockets of screens. */
  sent(bytes: number): void
}

/** Everything that is counted, in a registry of its own. */
export interface Monitoring {
  site(id: string): SiteCounts
  /** A request answered; `route` is a pattern, never a path. */
  answered(route: string, status: number): void
  /** The text of /metrics. */
  read(): Promise<string>
  readonly contentType: string
}

/** Sources with a label of their own; what comes after shares one, as names come from outside. */
const MOST_SOURCES = 100

/** @param readSites see ReadSites; without it only counts are shown. */
export function createMonitoring(readSites: ReadSites = () => Promise.resolve([])): Monitoring {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counters = createCounters(registry)
  const sources = new Set<string>()
  const label = (source: string): string => {
    if (sources.size < MOST_SOURCES) sources.add(source)
    return sources.has(source) ? source : 'other'
  }
  const showReadings = createReadings(registry)
  return {
    contentType: registry.contentType,
    site: (site) => ({
      admitted(source, accepted, duplicates) {
        counters.events.inc({ site, source: label(source), result: 'accepted' }, accepted)
        counters.events.inc({ site, source: label(source), result: 'duplicate' }, duplicates)
      },
      skewed: (source) => counters.skew.inc({ site, source: label(source) }),
      setAside(source, letters) {
        counters.events.inc({ site, source: label(source), result: 'rejected' }, letters)
        counters.dead.inc({ site }, letters)
      },
      unreadable: (entries) => counters.dead.inc({ site }, entries),
      sent: (bytes) => counters.bytes.inc({ site }, bytes),
    }),
    answered: (route, status) => counters.requests.inc({ route, status: String(status) }),
    async read() {
      showReadings(await readSites())
      return registry.metrics()
    },
  }
}

interface Counters {
  readonly events: Counter<'site' | 'source' | 'result'>
  readonly skew: Counter<'site' | 'source'>
  readonly dead: Counter<'site'>
  readonly bytes: Counter<'site'>
  readonly requests: Counter<'route' | 'status'>
}

function createCounters(registry: Registry): Counters {
  const registers = [registry]
  return {
    events: new Counter({
      name: 'starboard_events_total',
      help: 'Events that came to the door, by what became of them',
      labelNames: ['site', 'source', 'result'],
      registers,
    }),
    skew: new Counter({
      name: 'starboard_clock_skew_total',
      help: 'Events stamped more than 5 min in the future and taken at their arrival',
      labelNames: ['site', 'source'],
      registers,
    }),
    dead: new Counter({
      name: 'starboard_dead_letters_total',
      help: 'Input set aside because it could not be read as an event',
      labelNames: ['site'],
      registers,
    }),
    bytes: new Counter({
      name: 'starboard_sent_bytes_total',
      help: 'Bytes handed to the sockets of screens',
      labelNames: ['site'],
      registers,
    }),
    requests: new Counter({
      name: 'starboard_http_requests_total',
      help: 'HTTP requests answered',
      labelNames: ['route', 'status'],
      registers,
    }),
  }
}

/** Gauges and totals that are written anew at each reading, so that what is gone does not linger. */
function createReadings(registry: Registry): (readings: readonly SiteReading[]) => void {
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]): Gauge<L> =>
    new Gauge({ name, help, labelNames, registers })
  const lag = gauge('starboard_fold_lag_seconds', 'Newest entry minus last folded entry', ['site'])
  const age = gauge('starboard_last_read_age_seconds', 'Since the fold last heard from Redis', [
    'site',
  ])
  const screens = gauge('starboard_screens', 'Screens connected', ['site'])
  const levels = gauge('starboard_floor_level', 'How a queue stands now; no queue: the site', [
    'site',
    'queue',
    'figure',
  ])
  const orphans = new Counter({
    name: 'starboard_orphans_total',
    help: 'Ends of visits without a start',
    labelNames: ['site'],
    registers,
  })
  const totals = new Counter({
    name: 'starboard_floor_total',
    help: 'Sums and counts of a queue since the beginning of the log; no queue: the site',
    labelNames: ['site', 'queue', 'figure'],
    registers,
  })
  return (readings) => {
    for (const metric of [lag, age, screens, levels, orphans, totals]) metric.reset()
    for (const { site, ...reading } of readings) {
      if (reading.foldLagSeconds !== null) lag.set({ site }, reading.foldLagSeconds)
      if (reading.lastReadAgeSeconds !== null) age.set({ site }, reading.lastReadAgeSeconds)
      screens.set({ site }, reading.screens)
      orphans.inc({ site }, reading.orphans)
      for (const { queue, ...figures } of reading.floor) {
        for (const [figure, value] of Object.entries(figures.totals)) {
          totals.inc({ site, queue, figure }, value)
        }
        for (const [figure, value] of Object.entries(figures.levels)) {
          levels.set({ site, queue, figure }, value)
        }
      }
    }
  }
}
