import { expect, test } from 'vitest'
import type { FloorEvent } from '../../../../shared/events.ts'
import { after, epochMs, MINUTE, type EpochMs } from '../../../../shared/time.ts'
import { AlarmBoard } from '../../../../server/core/alarms/alarmBoard.ts'
import type { KudosCrossing } from '../../../../server/core/kudos/kudosCrossing.ts'
import { SiteKudos } from '../../../../server/core/kudos/siteKudos.ts'
import { floorScript, START } from '../../../support/floorScript.ts'
import { plainSite } from '../../../support/floors.ts'
import {
  goodContacts,
  helped,
  peopleConfig,
  PeopleFloor,
  someone,
} from '../../../support/peopleFloor.ts'
import { idsOf } from './kudosStory.ts'

const people = peopleConfig([
  someone('amy', { agents: ['a1'] }),
  someone('ben', { agents: ['a2'], team: 'bamboo' }),
])

/** A whole site as far as recognition goes: people, alarms, rules. */
class KudosFloor {
  readonly site = new PeopleFloor(people)
  readonly board = new AlarmBoard()
  kudos = new SiteKudos()
  readonly crossings: KudosCrossing[] = []
  readonly rows = new Map<string, string>()

  apply(events: readonly FloorEvent[]): this {
    for (const event of events) {
      this.at(event.time)
      this.site.floor.apply(event)
    }
    return this
  }

  at(moment: EpochMs): this {
    this.site.at(moment)
    this.board.step(this.site.floor, plainSite(), moment)
    const { run, floor } = this.site
    this.crossings.push(...this.kudos.step(run, floor.tally, this.board))
    return this
  }

  restart(): this {
    for (const [name, row] of this.kudos.rules.takeChanges().changed) this.rows.set(name, row)
    const saved = this.kudos.save()
    this.site.restart()
    this.kudos = new SiteKudos()
    this.kudos.restore(saved, this.rows)
    return this
  }
}

const wholeStar = () => helped(goodContacts(floorScript(), 'a1', 30), 'a1', 3).events
const star = [
  'lit-firstContact',
  'lit-handleTime',
  'lit-quality',
  'lit-satisfaction',
  'lit-teamwork',
  'star',
].map((rule) => `${rule}:1:person/amy:2026-03-02:1`)

test('[K2] lit points, star, milestone and team come from the people of the site, by their person', () => {
  const floor = new KudosFloor().apply(wholeStar())
  for (let minute = 1; minute <= 4; minute += 1) floor.at(after(START, minute * MINUTE))
  expect(idsOf(floor.crossings).sort()).toEqual([
    'delighted:1:person/amy:2026-03-02:1',
    'helping:1:person/amy:2026-03-02:3',
    ...star,
    'team-goal:1:team/kapok:2026-03-02:1',
  ])
  const teamwork = floor.crossings.find(({ rule }) => rule === 'lit-teamwork')
  expect(teamwork?.fact).toEqual({
    standard: 'teamwork',
    value: 3,
    target: 3,
    unit: 'count',
    n: 3,
    window: { kind: 'period', from: '2026-03-02' },
  })
  const handleTime = floor.crossings.find(({ rule }) => rule === 'lit-handleTime')
  expect(handleTime?.fact).toMatchObject({ value: 100, target: 60, unit: 'percent' })
})

test('[K3] beats between the events change nothing, nor do restarts', () => {
  const beaten = new KudosFloor().apply(wholeStar())
  const silent = new KudosFloor().apply(wholeStar())
  const restarted = new KudosFloor().apply(wholeStar())
  for (let second = 1; second <= 600; second += 7) {
    beaten.at(after(START, second * 1000))
    if (second % 60 === 1) restarted.restart().at(after(START, second * 1000))
  }
  for (const one of [beaten, silent, restarted]) one.at(after(START, 12 * MINUTE))
  expect(idsOf(beaten.crossings).sort()).toEqual(idsOf(silent.crossings).sort())
  expect(idsOf(restarted.crossings).sort()).toEqual(idsOf(beaten.crossings).sort())
  expect(beaten.crossings).toHaveLength(9)
})

test('[K5] many short calls without quality, ratings or help bring nothing at all', () => {
  const script = floorScript()
  for (let index = 0; index < 400; index += 1) {
    const contact = `c${index}`
    script.after(10).queued(contact).connected(contact, 'a1')
    script.after(20).completed(contact, { talked: 20_000 as never })
  }
  const floor = new KudosFloor().apply(script.events)
  floor.at(epochMs(script.now + 5 * MINUTE))
  expect(floor.crossings).toEqual([])
})

test('[K2] a queue that is well again after a P1 is told once, when it is', () => {
  const script = floorScript()
  for (const contact of ['x', 'y', 'z']) script.queued(contact)
  const floor = new KudosFloor().apply(script.events)
  const pressed = (from: number, to: number): void => {
    for (let second = from; second <= to; second += 5) floor.at(after(START, second * 1000))
  }
  pressed(0, 360)
  const answers = floorScript().at(361)
  for (const contact of ['x', 'y', 'z']) answers.connected(contact, 'a1')
  floor.apply(answers.events.map((event) => ({ ...event, id: `later-${event.id}` })))
  pressed(362, 430)
  const [recovered, ...more] = floor.crossings
  expect(more).toEqual([])
  expect(recovered).toMatchObject({
    rule: 'recovered',
    subject: { kind: 'queue', id: 'support' },
    fact: { standard: 'recovery', unit: 'seconds', window: { kind: 'alarm', from: '2026-03-02' } },
  })
  const seconds = recovered?.fact.value ?? 0
  expect(seconds).toBeGreaterThan(240)
  expect((recovered?.at ?? 0) - START).toBeGreaterThan(361_000)
})
