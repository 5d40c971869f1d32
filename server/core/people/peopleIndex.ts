import type { Person } from '../../../shared/people.ts'
import type { DayKey } from '../../../shared/time.ts'
import type { Text } from '../../../shared/views.ts'
import type { PeopleConfig } from '../peopleConfig.ts'
import { daysBetween } from './personPeriod.ts'

/** Which person an agent of a source is, and who that person is. */
export class PeopleIndex {
  readonly config: PeopleConfig
  readonly #byAgent = new Map<string, string>()
  readonly #byId = new Map<string, Person>()
  readonly #agents = new Map<string, readonly string[]>()

  constructor(config: PeopleConfig) {
    this.config = config
    for (const person of config.people) {
      this.#byId.set(person.id, person)
      this.#byAgent.set(person.id, person.id)
      this.#agents.set(person.id, [...new Set([person.id, ...person.agents])])
      for (const agent of person.agents) this.#byAgent.set(agent, person.id)
    }
  }

  /** People unknown to the site file appear under their source id. */
  personOf(agent: string): string {
    return this.#byAgent.get(agent) ?? agent
  }

  person(id: string): Person | null {
    return this.#byId.get(id) ?? null
  }

  agentsOf(id: string): readonly string[] {
    return this.#agents.get(id) ?? [id]
  }

  nameOf(id: string): Text {
    return this.#byId.get(id)?.name ?? { 'zh-CN': id, en: id }
  }

  /** As a wall shows it: the alias, where the person wants one. */
  wallNameOf(id: string): Text {
    return this.#byId.get(id)?.alias ?? this.nameOf(id)
  }

  /** Day in the job, from 1; null for whoever is no newcomer, or not known to be one. [S5] */
  newcomerDay(id: string, today: DayKey): number | null {
    const person = this.#byId.get(id)
    if (!person) return null
    const days = daysBetween(person.startedOn, today)
    return days >= 0 && days < this.config.scheme.newcomers.days ? days + 1 : null
  }
}
