import type { EventOf } from '../../../shared/events.ts'
import { epochMs, MINUTE, type DayKey, type EpochMs } from '../../../shared/time.ts'
import type { Floor } from '../floor.ts'
import type { PeopleConfig } from '../peopleConfig.ts'
import { Baselines } from './baselines.ts'
import { Choices } from './choices.ts'
import { cohortsOf } from './cohorts.ts'
import { BASELINE_EVERY, nextLook } from './nextLook.ts'
import { PeopleIndex } from './peopleIndex.ts'
import { newPerson, type PersonState } from './personState.ts'
import { agentsIn } from './personPeriod.ts'
import type { Scheme } from './scheme.ts'
import { Standings } from './standings.ts'
import {
  cardBefore,
  scorePerson,
  spansOf,
  stepPerson,
  sumPerson,
  type Sources,
  type StarCrossing,
} from './stepPerson.ts'
import { TeamBoard } from './teamBoard.ts'
import { memberScore, teamScore } from './teamScore.ts'

/**
 * Everybody's standing on one site, looked at once a minute on the floor's clock. Step it before an event is
 * applied: then the same log gives the same crossings, whatever beats came between. Costs what changed.
 */
export class PeopleRun {
  readonly states = new Map<string, PersonState>()
  readonly baselines = new Baselines()
  readonly teams = new TeamBoard()
  readonly choices = new Choices()
  readonly standings = new Standings(this.states)
  /** What the last step brought to stars. */
  readonly crossings: StarCrossing[] = []
  /** Grows with every look and every choice: what screens show may have changed. */
  changes = 0
  /** `changes` when it was last saved. */
  savedAt = -1
  /** The last look, on the minute; 0 before the first. */
  looked = epochMs(0)
  today: DayKey | null = null
  index: PeopleIndex | null = null
  scheme: Scheme | null = null
  /** To be saved, and people that are no more. */
  readonly dirty = new Set<PersonState>()
  readonly gone = new Set<string>()
  rewinds = 0
  readonly #changed = new Set<string>()
  #fresh = true
  /** Looks still to come in which the order of teams may change. */
  #unsettled = 0
  /** Whether anybody changed since the means were taken. */
  #moved = true

  /** Brings everything up to a moment. A clock a little behind the last look changes nothing. */
  step(floor: Floor, config: PeopleConfig, scheme: Scheme, at: EpochMs): void {
    this.crossings.length = 0
    if (floor.rewinds !== this.rewinds) this.#rewind(floor.rewinds)
    if (config !== this.index?.config || scheme.version !== this.scheme?.version)
      this.#configure(config, scheme)
    const minute = epochMs(Math.floor(at / MINUTE) * MINUTE)
    if (minute <= this.looked && !this.#fresh) return
    this.#hear(floor)
    if (minute <= this.looked) {
      this.#refresh(floor, this.#changed)
      return
    }
    while (this.looked < minute) {
      const unsettled = this.#changed.size > 0 || this.#unsettled > 0
      this.#look(floor, nextLook(this.looked, minute, unsettled))
    }
  }

  /** A person's choice. In effect at once. [K6] */
  act(event: EventOf<'consent.chosen'> | EventOf<'rank.shown'>): void {
    this.choices.heard(event)
    this.changes += 1
  }

  /** Who was spoken of since the last look; after a start everybody. */
  #hear(floor: Floor): void {
    const { index } = this
    const agents = this.#fresh ? agentsIn(floor.tally) : floor.tally.agentsTouched
    for (const agent of agents) this.#changed.add(index?.personOf(agent) ?? agent)
    for (const person of this.#fresh ? this.states.keys() : []) this.#changed.add(person)
    floor.tally.agentsTouched.clear()
    if (this.#changed.size > 0) {
      this.#unsettled = 2
      this.#moved = true
    }
    this.#fresh = false
  }

  #state(person: string): PersonState {
    const known = this.states.get(person)
    if (known) return known
    const made = newPerson(person)
    made.team = this.index?.person(person)?.team ?? null
    this.states.set(person, made)
    this.gone.delete(person)
    this.dirty.add(made)
    return made
  }

  #sources(floor: Floor): Sources | null {
    const { index, scheme, baselines } = this
    return index && scheme ? { tally: floor.tally, index, scheme, baselines } : null
  }

  #refresh(floor: Floor, people: Iterable<string>): void {
    const sources = this.#sources(floor)
    if (!sources || this.today === null) return
    const spans = spansOf(sources.scheme, this.today)
    for (const person of people) {
      const state = this.#state(person)
      sumPerson(state, spans, sources)
      scorePerson(state, sources)
    }
    this.standings.forget()
  }

  #look(floor: Floor, at: EpochMs): void {
    const { scheme } = this
    if (!scheme) return
    this.#newDay(floor, floor.tally.dayOf(at))
    const spans = spansOf(scheme, this.today ?? floor.tally.dayOf(at))
    this.#refresh(floor, this.#changed)
    if (this.#moved && (at % BASELINE_EVERY === 0 || this.baselines.at === 0))
      this.#takeBaselines(floor, scheme, at)
    const holding: string[] = []
    for (const person of this.#changed) {
      const state = this.#state(person)
      const step = stepPerson(state, spans.starPeriod, at)
      this.crossings.push(...step.crossings)
      if (step.changed) this.dirty.add(state)
      if (step.holding) holding.push(person)
    }
    this.looked = at
    this.#changed.clear()
    for (const person of holding) this.#changed.add(person)
    this.#stepTeams(at)
    if (this.standings.keepHour(at, spans.rankPeriod)) this.#allDirty()
    this.changes += 1
  }

  #stepTeams(at: EpochMs): void {
    if (this.#unsettled === 0) return
    this.#unsettled -= 1
    this.teams.step(
      this.#byTeam((state) => state.teamScore),
      at,
    )
  }

  /** Everybody is held against the same new means at the same moment. */
  #takeBaselines(floor: Floor, scheme: Scheme, at: EpochMs): void {
    const sources = this.#sources(floor)
    if (!sources) return
    const { index } = sources
    const cohorts = cohortsOf(
      floor,
      [...this.states.values()].map(({ person, newcomerDay }) => ({
        person,
        agents: index.agentsOf(person),
        newcomer: newcomerDay !== null,
      })),
    )
    for (const state of this.states.values()) {
      const cohort = cohorts.get(state.person) ?? state.cohort
      if (cohort !== state.cohort) this.dirty.add(state)
      state.cohort = cohort
      this.#changed.add(state.person)
    }
    this.baselines.take(this.states.values(), scheme, at)
    for (const state of this.states.values()) scorePerson(state, sources)
    this.standings.forget()
    this.#moved = false
    this.#unsettled = 2
  }

  #newDay(floor: Floor, today: DayKey): void {
    const sources = this.#sources(floor)
    if (!sources || today === this.today) return
    if (this.today !== null)
      this.standings.keepDay(this.looked, spansOf(sources.scheme, this.today).rankPeriod)
    this.today = today
    const spans = spansOf(sources.scheme, today)
    for (const person of this.states.keys()) this.#changed.add(person)
    this.#moved = true
    const before = this.#byTeam((state) =>
      memberScore(cardBefore(state, spans, sources), sources.scheme),
    )
    this.teams.before.clear()
    for (const [team, members] of before) this.teams.before.set(team, teamScore(members))
    this.#allDirty()
  }

  #byTeam(scoreOf: (state: PersonState) => number | null): Map<string, (number | null)[]> {
    const { index } = this
    const teams = new Map<string, (number | null)[]>(
      (index?.config.teams ?? []).map(({ id }) => [id, []]),
    )
    for (const state of this.states.values()) {
      if (state.team !== null) teams.get(state.team)?.push(scoreOf(state))
    }
    return teams
  }

  #allDirty(): void {
    for (const state of this.states.values()) this.dirty.add(state)
  }

  /** Another site file: names, teams and aliases may be other ones. Nothing lit goes out. [M22] */
  #configure(config: PeopleConfig, scheme: Scheme): void {
    const index = new PeopleIndex(config)
    this.index = index
    this.scheme = scheme
    Object.assign(this.standings, { index, sameWithin: scheme.sameWithin })
    for (const [person, state] of this.states) {
      state.newcomerOn = null
      state.team = index.person(person)?.team ?? null
      if (index.personOf(person) === person) continue
      this.states.delete(person)
      this.gone.add(person)
    }
    for (const { id } of config.people) this.#state(id)
    this.#fresh = true
    this.changes += 1
  }

  /** The clock was set back by a recording: what was reached is of another time. [T6] */
  #rewind(rewinds: number): void {
    this.rewinds = rewinds
    this.looked = epochMs(0)
    this.today = null
    this.teams.order = null
    this.baselines.forget()
    for (const state of this.states.values())
      Object.assign(state, { star: null, hours: [], yesterday: null })
    this.#allDirty()
    this.#fresh = true
  }
}
