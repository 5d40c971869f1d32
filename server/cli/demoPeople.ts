import { setTimeout as wait } from 'node:timers/promises'
import type { EventData, FloorEvent } from '../../shared/events.ts'
import type { Audience, Person, StarPoint } from '../../shared/people.ts'
import { starPoints } from '../../shared/people.ts'
import { epochMs, type EpochMs } from '../../shared/time.ts'
import type { PeopleConfig } from '../core/peopleConfig.ts'
import type { PersonState } from '../core/people/personState.ts'
import type { SourcePorts } from '../site/siteSources.ts'
import type { Door, Source } from '../sources/source.ts'

/** Moments of the demo after it went live, ms; then over and over. */
const FIRST_STEP = 20_000
const STEP_EVERY = 45_000
const THANKS_EVERY = 4
/** What one look of an assessor or a few customers adds. */
const MOST_MARKS = 12

type Mark = {
  [T in 'survey.answered' | 'contact.judged' | 'quality.assessed' | 'contribution.recorded']: {
    type: T
    data: EventData[T]
  }
}['survey.answered' | 'contact.judged' | 'quality.assessed' | 'contribution.recorded']

/**
 * The people of the simulated floor: they choose whether to be shown, customers and assessors say how they did,
 * and leads thank them. So that a first look shows points lit, a star earned and thanks given within minutes.
 */
export class DemoPeople implements Source {
  readonly name = 'demo-people'
  readonly #people: PeopleConfig
  readonly #ports: SourcePorts
  #sent = 0

  constructor(people: PeopleConfig, ports: SourcePorts) {
    this.#people = people
    this.#ports = ports
  }

  async run(door: Door, signal: AbortSignal): Promise<void> {
    await door.admit(this.#choices())
    await pause(FIRST_STEP, signal)
    for (let step = 0; !signal.aborted; step += 1) {
      const { events, person } = this.#goodWork()
      if (events.length > 0) await door.admit(events)
      if (person !== null && step % THANKS_EVERY === 1) await this.#thank(person, step)
      await pause(STEP_EVERY, signal)
    }
  }

  /** Most agree to the wall, some to their team alone, some to neither; whoever has chosen has chosen. */
  #choices(): FloorEvent[] {
    const { choices } = this.#ports.recognition().people
    return this.#agents()
      .filter(({ id }) => choices.audienceOf(id) === null)
      .map(({ id }, index) =>
        this.#event('consent.chosen', { person: id, audience: audienceAt(index) }),
      )
  }

  #agents(): Person[] {
    return this.#people.people.filter(({ lead }) => !lead)
  }

  /** Whoever is nearest to a star is seen doing well in what is missing. */
  #goodWork(): { readonly events: FloorEvent[]; readonly person: string | null } {
    const { people } = this.#ports.recognition()
    const open = [...people.states.values()].filter(
      ({ person, star }) =>
        star !== null && star.earnedAt === null && people.choices.audienceOf(person) === 'wall',
    )
    const nearest = open.sort(
      (a, b) => progressOf(b) - progressOf(a) || (a.person < b.person ? -1 : 1),
    )[0]
    if (!nearest) return { events: [], person: null }
    const missing = starPoints.filter((point) => !nearest.star?.lit[point])
    const agent = people.index?.agentsOf(nearest.person).at(-1) ?? nearest.person
    const events = missing.slice(0, 2).flatMap((point) => this.#marks(agent, point))
    return { events, person: nearest.person }
  }

  #marks(agent: string, point: StarPoint): FloorEvent[] {
    return Array.from({ length: MOST_MARKS }, () => {
      const mark = markOf(point, agent, `demo-${epochNow()}-${(this.#sent += 1)}`)
      return mark && this.#event(mark.type, mark.data)
    }).filter((event) => event !== null)
  }

  #event<T extends FloorEvent['type']>(type: T, data: EventData[T]): FloorEvent {
    this.#sent += 1
    const id = `${type}:${epochNow()}:${this.#sent}`
    return { id, source: 'demo-people', type, time: epochNow(), data } as unknown as FloorEvent
  }

  async #thank(person: string, step: number): Promise<void> {
    const { people, behaviours } = this.#people
    const team = people.find(({ id }) => id === person)?.team
    const lead = people.find((one) => one.lead && one.team === team)
    const behaviour = behaviours[step % behaviours.length]
    const reason = behaviour?.sentences.find(({ 'zh-CN': text }) => !text.includes('{'))?.['zh-CN']
    if (!lead || !behaviour || reason === undefined) return
    const id = `demo-${epochNow()}-${step}`
    await this.#ports
      .thanks()
      ?.thank(lead.id, { id, to: person, behaviour: behaviour.id, reason, audience: 'wall' })
  }
}

const epochNow = (): EpochMs => epochMs(Date.now())

const progressOf = ({ star }: PersonState): number =>
  (star?.progress ?? []).reduce((sum, part) => sum + part, 0)

const audienceAt = (index: number): Audience => {
  if (index % 10 === 7) return 'team'
  return index % 10 === 9 ? 'me' : 'wall'
}

function markOf(point: StarPoint, agent: string, contact: string): Mark | null {
  switch (point) {
    case 'satisfaction':
      return { type: 'survey.answered', data: { contact, agent, kind: 'csat', score: 5, scale: 5 } }
    case 'firstContact':
      return { type: 'contact.judged', data: { contact, agent, resolved: true } }
    case 'quality':
      return { type: 'quality.assessed', data: { agent, contact, score: 98, compliant: true } }
    case 'teamwork':
      return { type: 'contribution.recorded', data: { agent, kind: 'helped' } }
    case 'handleTime':
      return null
    default:
      return point satisfies never
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined)
