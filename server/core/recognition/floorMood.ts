import type { EpochMs } from '../../../shared/time.ts'
import type { AlarmBoard } from '../alarms/alarmBoard.ts'
import type { Honour } from '../celebrations/celebration.ts'
import type { FloorMood } from '../celebrations/floorMood.ts'
import type { Floor } from '../floor.ts'
import { covers, hoursAt } from '../openingHours.ts'
import type { PeopleRun } from '../people/peopleRun.ts'
import type { SiteConfig } from '../siteConfig.ts'

export interface MoodParts {
  readonly floor: Floor
  readonly board: AlarmBoard
  readonly site: SiteConfig
  readonly people: PeopleRun
  readonly stale: boolean
}

export interface MoodState {
  readonly shift: string | null
  readonly shiftChangedAt: EpochMs | null
  readonly nobodyWaitingSince: EpochMs | null
}

const award = { 'zh-CN': '服务之星', en: 'Service Star' }
const reason = { 'zh-CN': '五项标准，五点齐亮', en: 'Five standards, all five points lit' }

/** What the floor is like for celebrating, remembered from step to step. [section 8] */
export class FloorMoods {
  #shift: string | null = null
  #shiftChangedAt: EpochMs | null = null
  #nobodyWaitingSince: EpochMs | null = null

  at({ floor, board, site, people, stale }: MoodParts, at: EpochMs): FloorMood {
    this.#follow(floor, site, at)
    const active = [...board.alarms.values()].filter(({ phase }) => phase === 'active')
    return {
      p1: active.some(({ level }) => level === 'P1'),
      p2: active.some(({ level }) => level === 'P2'),
      stale,
      // A recording that runs as fast as it can would only flash paper.
      quiet:
        floor.replay?.speed === 'max' ||
        site.people.quietHours.some((stretch) => covers(stretch, floor.calendar.wallClock(at))),
      shiftChangedAt: this.#shiftChangedAt,
      nobodyWaitingSince: this.#nobodyWaitingSince,
      honours: honoursOf(people),
      rate: rateOf(floor),
      mayBeNamed: (person) =>
        people.index?.person(person)?.lead === true || people.choices.audienceOf(person) === 'wall',
    }
  }

  #follow(floor: Floor, site: SiteConfig, at: EpochMs): void {
    const shift = hoursAt(site, floor.calendar, at).shift?.en ?? null
    if (shift !== this.#shift) {
      // The first look is no change of shift.
      if (this.#shift !== null) this.#shiftChangedAt = at
      this.#shift = shift
    }
    const waits = [...floor.visits.waiting.values()].some((visits) => visits.size > 0)
    if (waits) this.#nobodyWaitingSince = null
    else this.#nobodyWaitingSince ??= at
  }

  save(): MoodState {
    return {
      shift: this.#shift,
      shiftChangedAt: this.#shiftChangedAt,
      nobodyWaitingSince: this.#nobodyWaitingSince,
    }
  }

  restore({ shift, shiftChangedAt, nobodyWaitingSince }: MoodState): void {
    this.#shift = shift
    this.#shiftChangedAt = shiftChangedAt
    this.#nobodyWaitingSince = nobodyWaitingSince
  }
}

const rateOf = ({ replay }: Floor): number =>
  replay === null || replay.speed === 'max' ? 1 : replay.speed

/** Everybody who earned the star in this period; who agreed is asked when it is drawn. [S7] [K6] */
const honoursOf = ({ states }: PeopleRun): Honour[] =>
  [...states.values()]
    .filter(({ star }) => star !== null && star.earnedAt !== null)
    .map(({ person }) => ({ person, award, reason }))
