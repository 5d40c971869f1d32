import { epochMs, MINUTE, type DayKey, type EpochMs } from '../../../shared/time.ts'
import type { AlarmBoard } from '../alarms/alarmBoard.ts'
import type { PeopleRun } from '../people/peopleRun.ts'
import type { PersonState } from '../people/personState.ts'
import type { Scorecard } from '../people/scorecard.ts'
import type { Star } from '../people/star.ts'
import { spansOf } from '../people/stepPerson.ts'
import type { Tally } from '../tally.ts'
import type { KudosCrossing } from './kudosCrossing.ts'
import type { KudosInputs, QueueRecovery } from './kudosReading.ts'
import { KudosRules } from './kudosRules.ts'
import { readPerson } from './readPeople.ts'

/** Recognition of one site, fed from its people and its alarms. */
export class SiteKudos {
  readonly rules = new KudosRules()
  /** What a person was last seen by: another card or star is a change. */
  readonly #seen = new Map<string, readonly [Scorecard | null, Star | null]>()
  /** Alarms whose end was told, by queue. */
  readonly #told = new Map<string, EpochMs>()
  #looked = epochMs(0)
  #rewinds = 0

  /**
   * To be called after `PeopleRun.step` and `AlarmBoard.step`. People and teams are decided at the looks of
   * the first, once a minute: so the same log gives the same crossings, whatever beats came between. [K3]
   */
  step(run: PeopleRun, tally: Tally, board: AlarmBoard): KudosCrossing[] {
    if (run.rewinds !== this.#rewinds) this.#rewind(run.rewinds)
    const { index, scheme, today } = run
    if (!index || !scheme || today === null || run.looked === 0) return []
    const inputs: KudosInputs = {
      version: scheme.version,
      rules: index.config.kudosRules,
      limits: index.config.kudosLimits,
      day: today,
      people: [],
      teams: [],
      recoveries: [],
    }
    const decided = run.looked > this.#looked ? this.#look(run, tally, inputs) : []
    return [...decided, ...this.#recover(board, tally, inputs)]
  }

  #look(run: PeopleRun, tally: Tally, inputs: KudosInputs): KudosCrossing[] {
    const { looked } = run
    // Nothing happened since, so what is so now was so at the look that nobody waited for. [K1]
    const between = epochMs(this.#looked + MINUTE)
    const moments = this.#looked > 0 && between < looked ? [between, looked] : [looked]
    const changed = this.#changed(run)
    this.#looked = looked
    const readings = readingsOf(run, tally, changed, inputs.day)
    return moments.flatMap((at) =>
      this.rules.step({ ...inputs, day: tally.dayOf(at), ...readings }, at),
    )
  }

  /** An alarm that ended is told at once, though everything else waits for the next look. */
  #recover(board: AlarmBoard, tally: Tally, inputs: KudosInputs): KudosCrossing[] {
    const recoveries = recoveriesOf(board, tally).filter(
      ({ queue, raisedAt }) => this.#told.get(queue) !== raisedAt,
    )
    if (recoveries.length === 0) return []
    for (const { queue, raisedAt } of recoveries) this.#told.set(queue, raisedAt)
    const ended = new Map(recoveries.map(({ queue, recoveredAt }) => [queue, recoveredAt]))
    return this.rules
      .step({ ...inputs, recoveries }, this.#looked)
      .map((one) => ({ ...one, at: ended.get(one.subject.id) ?? one.at }))
  }

  #changed({ states }: PeopleRun): PersonState[] {
    return [...states.values()].filter((state) => {
      const { person, starCard, star } = state
      const [card, before] = this.#seen.get(person) ?? [null, null]
      this.#seen.set(person, [starCard, star])
      return starCard !== null && (starCard !== card || star !== before)
    })
  }

  #rewind(rewinds: number): void {
    this.#rewinds = rewinds
    this.#looked = epochMs(0)
    this.#seen.clear()
    this.#told.clear()
    this.rules.forget()
  }

  /** The moment of the last step, to be saved beside the rows of `rules`. */
  save(): string {
    return JSON.stringify({ looked: this.#looked, rewinds: this.#rewinds })
  }

  restore(row: string, rows: ReadonlyMap<string, string>): void {
    const saved = JSON.parse(row) as { looked: EpochMs; rewinds: number }
    this.#looked = saved.looked
    this.#rewinds = saved.rewinds
    this.rules.restore(rows)
  }
}

function readingsOf(
  { index, scheme, teams }: PeopleRun,
  tally: Tally,
  changed: readonly PersonState[],
  day: DayKey,
): Pick<KudosInputs, 'people' | 'teams'> {
  if (!index || !scheme) return { people: [], teams: [] }
  const spans = spansOf(scheme, day)
  const { goal } = scheme.teams
  const period = spans.rankPeriod
  return {
    people: changed.map((state) =>
      readPerson(state, index.agentsOf(state.person), { tally, spans, scheme }),
    ),
    teams: Object.entries(teams.order?.scores ?? {}).map(([team, score]) => ({
      team,
      period,
      score,
      goal,
    })),
  }
}

/** Alarms of the first level that have ended: shown as such for a while, told once. */
const recoveriesOf = (board: AlarmBoard, tally: Tally): QueueRecovery[] =>
  [...board.alarms.values()].flatMap(({ level, queue, phase, raisedAt, recoveredAt }) =>
    level === 'P1' && phase === 'recovered' && queue !== null && raisedAt !== null && recoveredAt
      ? [{ queue, day: tally.dayOf(recoveredAt), raisedAt, recoveredAt }]
      : [],
  )
