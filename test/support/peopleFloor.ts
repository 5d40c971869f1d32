import { defaultDefinitions, type FloorEvent } from '../../shared/events.ts'
import type { Person } from '../../shared/people.ts'
import { dayKey, epochMs, type EpochMs } from '../../shared/time.ts'
import { Floor } from '../../server/core/floor.ts'
import { restoreFloor, takeChanges } from '../../server/core/rows.ts'
import { nobodyNamed, type PeopleConfig } from '../../server/core/peopleConfig.ts'
import { takePeopleRows, restorePeople } from '../../server/core/people/peopleRows.ts'
import { PeopleRun } from '../../server/core/people/peopleRun.ts'
import { defaultScheme, type Scheme } from '../../server/core/people/scheme.ts'
import type { StarCrossing } from '../../server/core/people/stepPerson.ts'
import { plainCalendars, type FloorScript } from './floorScript.ts'

const both = (name: string) => ({ 'zh-CN': name, en: name })

export const someone = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: both(id.toUpperCase()),
  alias: null,
  team: 'kapok',
  startedOn: dayKey('2020-01-01'),
  agents: [],
  lead: false,
  ...more,
})

export const peopleConfig = (
  people: readonly Person[],
  scheme: Scheme = defaultScheme,
): PeopleConfig => ({
  ...nobodyNamed,
  teams: [
    { id: 'kapok', name: both('Kapok') },
    { id: 'bamboo', name: both('Bamboo') },
  ],
  people,
  scheme,
})

/** A floor and its people, driven as a site does it: people look, then the event is applied. */
export class PeopleFloor {
  floor = new Floor(plainCalendars, defaultDefinitions)
  run = new PeopleRun()
  config: PeopleConfig
  readonly crossings: StarCrossing[] = []

  constructor(config: PeopleConfig) {
    this.config = config
  }

  apply(events: readonly FloorEvent[]): this {
    for (const event of events) {
      this.at(event.time)
      this.floor.apply(event)
      if (event.type === 'consent.chosen' || event.type === 'rank.shown') this.run.act(event)
    }
    return this
  }

  /** Time comes to a moment. */
  at(moment: EpochMs): this {
    this.run.step(this.floor, this.config, this.config.scheme, moment)
    this.crossings.push(...this.run.crossings)
    return this
  }

  after(from: EpochMs, seconds: number): this {
    return this.at(epochMs(from + seconds * 1000))
  }

  readonly rows = new Map<string, string>()

  /** Saves everything and begins anew from what was saved. */
  restart(): this {
    for (const { changed, gone } of [takeChanges(this.floor), takePeopleRows(this.run)]) {
      for (const [name, row] of changed) this.rows.set(name, row)
      for (const name of gone) this.rows.delete(name)
    }
    this.floor = restoreFloor(plainCalendars, this.rows)
    this.run = new PeopleRun()
    restorePeople(this.run, this.rows)
    return this
  }
}

/** So many good contacts of an agent, told at once: rated, judged, assessed, in band. */
export function goodContacts(script: FloorScript, agent: string, count: number): FloorScript {
  for (let index = 0; index < count; index += 1) {
    const contact = `${agent}-${script.events.length}`
    script
      .queued(contact)
      .connected(contact, agent)
      .completed(contact, {
        talked: 200_000 as never,
      })
    script.add('survey.answered', { contact, agent, kind: 'csat', score: 5, scale: 5 })
    script.add('contact.judged', { contact, agent, resolved: true })
    if (index % 5 === 0) script.add('quality.assessed', { agent, score: 95, compliant: true })
  }
  return script
}

export const helped = (script: FloorScript, agent: string, count: number): FloorScript => {
  for (let index = 0; index < count; index += 1)
    script.add('contribution.recorded', { agent, kind: 'helped' })
  return script
}
