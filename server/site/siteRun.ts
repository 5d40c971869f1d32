import { defaultDefinitions, type Definitions, type FloorEvent } from '../../shared/events.ts'
import type { Delta, Snapshot, Tick } from '../../shared/protocol/messages.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { WallView } from '../../shared/views.ts'
import { AlarmBoard } from '../core/alarms/alarmBoard.ts'
import { Floor, type Calendars } from '../core/floor.ts'
import { SourceRhythms } from '../core/freshness.ts'
import { restoreFloor, takeChanges } from '../core/rows.ts'
import type { SiteConfig } from '../core/siteConfig.ts'
import { Recognition } from '../core/recognition/recognition.ts'
import { peopleView, type PeopleParts } from '../core/recognition/recognitionViews.ts'
import { CallerNumbers, wallView } from '../core/wallView.ts'
import { createFrames, type Frames } from '../push/frames.ts'
import { createSiteFeed, type SiteFeed } from '../push/siteFeed.ts'
import type { StateChange } from '../store/siteStore.ts'
import type { Fold } from './foldLoop.ts'
import { SiteClock } from './siteClock.ts'

const ALARMS_ROW = 'alarms'

/** Acts of people, from whatever screen, say nothing about the line to a source. */
const acts: ReadonlySet<FloorEvent['type']> = new Set([
  'alarm.taken',
  'alarm.shelved',
  'consent.chosen',
  'rank.shown',
  'kudos.given',
  'kudos.withdrawn',
] as const)

/** Nor does what this server wrote itself, such as the definitions in force. */
const isOwn = (source: string): boolean => source.startsWith('starboard:')

export interface SiteRunOptions {
  readonly config: SiteConfig
  readonly calendars: Calendars
  readonly now: () => EpochMs
  /** A name no other run had: revisions are counted within it. */
  readonly epoch: string
  /** Sends a delta to the site's screens. */
  readonly send: (delta: Delta) => void
}

/** One site at work: the floor that is folded, its alarms, and what its screens see. */
export class SiteRun implements Fold {
  config: SiteConfig
  floor: Floor
  board = new AlarmBoard()
  recognition = new Recognition()
  /** What was said with thank-yous, by kudos id; kept apart from the log. */
  readonly words = new Map<string, string>()
  readonly rhythms = new SourceRhythms()
  readonly clock: SiteClock
  readonly #options: SiteRunOptions
  readonly #callers = new CallerNumbers()
  readonly #frames: Frames
  readonly #feed: SiteFeed
  #changes = 0
  #live = false

  constructor(options: SiteRunOptions) {
    this.#options = options
    this.config = options.config
    this.clock = new SiteClock(options.now)
    this.floor = new Floor(options.calendars, { version: 1, ...options.config.definitions })
    this.#feed = createSiteFeed(options.epoch, options.now(), this.wall())
    this.#frames = createFrames(() => this.#show())
  }

  restore(rows: ReadonlyMap<string, string>): void {
    const { calendars } = this.#options
    this.floor =
      rows.size > 0 ? restoreFloor(calendars, rows) : new Floor(calendars, defaultDefinitions)
    this.board = new AlarmBoard()
    this.recognition = new Recognition()
    this.recognition.restore(rows)
    const alarms = rows.get(ALARMS_ROW)
    if (alarms !== undefined) this.board.restore(alarms)
    for (const [source, { last }] of this.floor.sources)
      if (!isOwn(source)) this.rhythms.heard(source, last)
    this.clock.follow(this.floor)
  }

  apply(event: FloorEvent, arrived: EpochMs): void {
    // As the floor's clock will be told it: then a beat before the event finds nothing that this does not.
    const at = event.replay ? event.time : (Math.max(event.time, arrived) as EpochMs)
    this.recognition.before(this.floor, this.config, at)
    this.floor.apply(event, arrived)
    if (event.type === 'alarm.taken' || event.type === 'alarm.shelved') this.board.act(event)
    else this.board.step(this.floor, this.config, this.floor.clock)
    this.recognition.after(event, this.floor, this.board, this.config)
    if (!isOwn(event.source) && !acts.has(event.type)) this.rhythms.heard(event.source, arrived)
    this.#changes += 1
  }

  batchDone(caughtUp: boolean): void {
    this.clock.follow(this.floor)
    this.#live = caughtUp
    if (!caughtUp || this.#changes === 0) return
    this.#changes = 0
    this.#changed()
  }

  /** Time passes, whether or not anything comes. */
  beat(): void {
    if (!this.#live) return
    const at = this.clock.at(this.floor)
    if (!this.floor.replay) this.floor.advance(at)
    this.board.step(this.floor, this.config, at)
    const { freshness } = this.parts().sources
    const stale = freshness === 'stale' || freshness === 'lost'
    this.recognition.step(this.floor, this.board, this.config, at, stale)
    this.#changed()
  }

  #shownAtOnce = ''

  /** Alarms and what plays do not wait for the next frame. */
  #changed(): void {
    const atOnce = `${this.board.changes} ${this.recognition.stage.playing()}`
    if (atOnce === this.#shownAtOnce) this.#frames.changed()
    else {
      this.#shownAtOnce = atOnce
      this.#frames.urgent()
    }
  }

  /** What the walls of this site show now. */
  wall(): WallView {
    const parts = this.parts()
    return { ...wallView(parts), people: peopleView(parts) }
  }

  #show(): void {
    const delta = this.#feed.show(this.clock.at(this.floor), this.wall())
    if (delta) this.#options.send(delta)
  }

  takeChanges(): Omit<StateChange, 'offset'> {
    const { changed, gone } = takeChanges(this.floor)
    changed.set(ALARMS_ROW, this.board.save())
    const recognised = this.recognition.takeChanges(this.floor.clock)
    for (const [name, row] of recognised.changed) changed.set(name, row)
    return { changed, gone: [...gone, ...recognised.gone] }
  }

  /** The definitions the site file asks for, when they differ from those in force; else null. [M22] */
  definitionsToSet(): Definitions | null {
    const { version, ...inForce } = this.floor.definitions
    if (this.floor.events > 0 && sameJson(inForce, this.config.definitions)) return null
    return { version: this.floor.events === 0 ? version : version + 1, ...this.config.definitions }
  }

  /** Takes up an edited site file. */
  configure(config: SiteConfig): void {
    this.config = config
    this.#frames.changed()
  }

  /** What views are made of, as of now. */
  parts(): PeopleParts {
    const { floor, config: site, board, recognition, words } = this
    const freshness = this.rhythms.at(this.#options.now(), floor.sources)
    const ended = floor.replay !== null && floor.replay.endedAt !== null
    return {
      floor,
      site,
      board,
      sources: ended ? { freshness: 'live', staleSince: () => null } : freshness,
      callers: this.#callers,
      at: this.clock.at(floor),
      nameOf: (id) => recognition.people.index?.nameOf(id) ?? { 'zh-CN': id, en: id },
      recognition,
      words,
    }
  }

  snapshot(): Snapshot {
    return this.#feed.snapshot()
  }

  tick(): Tick {
    const heard = this.floor.replay ? this.floor.clock : this.rhythms.last
    return this.#feed.tick(this.clock.at(this.floor), heard, this.clock.rate(this.floor))
  }

  /** Whether the log has been folded to its end since the start. */
  get live(): boolean {
    return this.#live
  }

  stop(): void {
    this.#frames.stop()
  }
}

/** Compares values that came from JSON or will go there, whatever the order of their members. */
function sameJson(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
