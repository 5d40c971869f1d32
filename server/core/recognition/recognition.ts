import type { FloorEvent } from '../../../shared/events.ts'
import { epochMs, type EpochMs } from '../../../shared/time.ts'
import type { AlarmBoard } from '../alarms/alarmBoard.ts'
import { CelebrationScheduler, type SchedulerState } from '../celebrations/celebrationScheduler.ts'
import type { Floor } from '../floor.ts'
import type { KudosCrossing } from '../kudos/kudosCrossing.ts'
import { SiteKudos } from '../kudos/siteKudos.ts'
import { schemeInForce } from '../peopleConfig.ts'
import { restorePeople, takePeopleRows } from '../people/peopleRows.ts'
import { PeopleRun } from '../people/peopleRun.ts'
import type { Scheme } from '../people/scheme.ts'
import type { SiteConfig } from '../siteConfig.ts'
import { celebrationOf, celebrationOfThanks } from './celebrationOf.ts'
import { FloorMoods, type MoodState } from './floorMood.ts'
import { ThanksBook } from './thanksBook.ts'

const ROW = 'recognition'
/** Facts behind the last automatic lines, to say them in words. */
const FACTS_KEPT = 60
/** From what happened to its paper in under a second. */
const STEP = 250

interface Saved {
  readonly stage: SchedulerState
  readonly mood: MoodState
  readonly kudos: string
  readonly toGrant: readonly KudosCrossing[]
  readonly facts: readonly KudosCrossing[]
}

/**
 * Recognition on one site: who reached what, what is granted for it, what was said with thanks, and what plays
 * on the walls. Follows from the log alone, but for what the walls play, which also follows the clock.
 */
export class Recognition {
  readonly people = new PeopleRun()
  readonly kudos = new SiteKudos()
  readonly stage = new CelebrationScheduler()
  readonly thanks = new ThanksBook()
  /** Crossed and not on the ledger yet; granting again changes nothing, so they are kept until it is sure. [K3] */
  readonly toGrant = new Map<string, KudosCrossing>()
  /** By the crossing's id. */
  readonly facts = new Map<string, KudosCrossing>()
  /** Thank-yous whose words have not been fetched. */
  readonly wanted = new Set<string>()
  readonly #moods = new FloorMoods()
  #scheme: Scheme | null = null
  #config: SiteConfig['people'] | null = null
  #savedRow = ''
  #stepped = epochMs(0)

  /** Before an event is folded: standings are decided by what was known until then. [K3] */
  before(floor: Floor, site: SiteConfig, at: EpochMs): void {
    if (namesNobody(site)) return
    this.people.step(floor, site.people, this.#schemeOf(floor, site), at)
  }

  /** After an event was folded and alarms were stepped. */
  after(event: FloorEvent, floor: Floor, board: AlarmBoard, site: SiteConfig): void {
    switch (event.type) {
      case 'consent.chosen':
        this.people.act(event)
        if (this.people.choices.audienceOf(event.data.person) !== 'wall') {
          this.stage.withdraw({ person: event.data.person }, floor.clock)
        }
        break
      case 'rank.shown':
        this.people.act(event)
        break
      case 'kudos.given':
        if (this.thanks.given(event)) this.wanted.add(event.data.kudos)
        break
      case 'kudos.withdrawn':
        this.thanks.withdrawn(event)
        this.stage.withdraw({ id: event.data.kudos }, floor.clock)
        break
      default:
    }
    this.step(floor, board, site, floor.clock, false)
  }

  /** Time has come to `at`; looks four times a second. @param stale whether figures are not current. */
  step(floor: Floor, board: AlarmBoard, site: SiteConfig, at: EpochMs, stale: boolean): void {
    if (at < this.#stepped) this.#stepped = at
    if (at - this.#stepped < STEP) return
    this.#stepped = at
    if (namesNobody(site)) return
    this.people.step(floor, site.people, this.#schemeOf(floor, site), at)
    for (const crossing of this.kudos.step(this.people, floor.tally, board)) this.#crossed(crossing)
    for (const thanked of this.thanks.due(at)) {
      const celebration = celebrationOfThanks(thanked, this.people, site.people)
      if (celebration) this.stage.offer(celebration, at)
    }
    this.stage.step(at, this.#moods.at({ floor, board, site, people: this.people, stale }, at))
  }

  #crossed(crossing: KudosCrossing): void {
    if (crossing.subject.kind !== 'queue') this.toGrant.set(crossing.id, crossing)
    this.facts.set(crossing.id, crossing)
    const oldest = this.facts.keys().next().value
    if (this.facts.size > FACTS_KEPT && oldest !== undefined) this.facts.delete(oldest)
    const celebration = celebrationOf(crossing, this.people)
    if (celebration) this.stage.offer(celebration, crossing.at)
  }

  /** The scheme with the version the log gives it; the same object until either changes. */
  #schemeOf(floor: Floor, { people }: SiteConfig): Scheme {
    if (this.#scheme?.version !== floor.definitions.version || this.#config !== people) {
      this.#scheme = schemeInForce(people, floor.definitions)
      this.#config = people
    }
    return this.#scheme ?? schemeInForce(people, floor.definitions)
  }

  takeChanges(at: EpochMs): { readonly changed: Map<string, string>; readonly gone: string[] } {
    const changed = new Map<string, string>()
    const gone: string[] = []
    for (const part of [
      takePeopleRows(this.people),
      this.kudos.rules.takeChanges(),
      this.thanks.takeChanges(at),
    ]) {
      for (const [name, row] of part.changed) changed.set(name, row)
      gone.push(...part.gone)
    }
    const row = JSON.stringify({
      stage: this.stage.save(),
      mood: this.#moods.save(),
      kudos: this.kudos.save(),
      toGrant: [...this.toGrant.values()],
      facts: [...this.facts.values()],
    } satisfies Saved)
    if (row !== this.#savedRow) changed.set(ROW, row)
    this.#savedRow = row
    return { changed, gone }
  }

  restore(rows: ReadonlyMap<string, string>): void {
    restorePeople(this.people, rows)
    this.thanks.restore(rows)
    const row = rows.get(ROW)
    if (row === undefined) return
    const saved = JSON.parse(row) as Saved
    this.stage.restore(saved.stage)
    this.#moods.restore(saved.mood)
    this.kudos.restore(saved.kudos, rows)
    for (const crossing of saved.toGrant) this.toGrant.set(crossing.id, crossing)
    for (const crossing of saved.facts) this.facts.set(crossing.id, crossing)
    for (const { kudos } of this.thanks.lately(epochMs(0))) this.wanted.add(kudos)
  }
}

/** Such a site has nobody to recognise: no lead could look, and no name be shown. */
const namesNobody = ({ people }: SiteConfig): boolean => people.people.length === 0
