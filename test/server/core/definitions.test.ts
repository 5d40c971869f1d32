import { expect, test } from 'vitest'
import { defaultDefinitions, type Definitions } from '../../../shared/events.ts'
import { metrics } from '../../../shared/metrics/index.ts'
import { after, dayKey, HOUR, MINUTE, millis } from '../../../shared/time.ts'
import { createCalendar } from '../../../server/config/calendar.ts'
import { definitionsPage } from '../../../server/core/definitionsPage.ts'
import { Floor } from '../../../server/core/floor.ts'
import { metricView } from '../../../server/core/metricView.ts'
import { canonicalState, restoreFloor, takeChanges } from '../../../server/core/rows.ts'
import { counted, plainSite, sums } from '../../support/floors.ts'
import { floorScript, START } from '../../support/floorScript.ts'

const wider: Definitions = {
  ...defaultDefinitions,
  version: 2,
  serviceLevelWithin: millis(60_000),
  shortAbandonWithin: millis(30_000),
  lostAfter: millis(30 * MINUTE),
}

/** Answered after 30 s, talking still; abandoned after 20 s; then the definitions change. */
function changed(to: Definitions): Floor {
  const floor = new Floor(createCalendar, defaultDefinitions)
  const script = floorScript().queued('c1').after(30).connected('c1', 'a1')
  script.queued('c2').after(20).abandoned('c2').after(10).add('site.defined', { definitions: to })
  for (const event of script.events) floor.apply(event)
  return floor
}

const goOn = (floor: Floor, script: ReturnType<typeof floorScript>): Floor => {
  for (const event of script.events) floor.apply({ ...event, id: `later ${event.id}` })
  return floor
}

test('[M22] what was counted stays as it was, even when more is told of it afterwards', () => {
  const floor = goOn(changed(wider), floorScript().at(300).completed('c1').abandoned('c2'))
  expect(counted(floor)).toMatchObject({ answered: 1, handled: 1, abandoned: 1 })
  expect([counted(floor).answeredInTime, counted(floor).abandonedShort]).toEqual([
    undefined,
    undefined,
  ])
})

test('[M22] what begins after the change is counted by the new version', () => {
  const script = floorScript().at(400).queued('c3').after(30).connected('c3', 'a1')
  const floor = goOn(changed(wider), script.queued('c4').after(20).abandoned('c4'))
  expect(counted(floor)).toMatchObject({ answeredInTime: 1, abandonedShort: 1, answered: 2 })
  expect(floor.definitions.version).toBe(2)
})

test('[M22] [E6] an age at which visits are lost holds for those that begin under it', () => {
  const floor = goOn(changed(wider), floorScript().at(300).queued('c3'))
  floor.advance(after(START, 40 * MINUTE))
  expect(counted(floor)).toMatchObject({ lost: 1, answered: 1 })
  floor.advance(after(START, 5 * HOUR))
  expect(counted(floor).lost).toBe(1)
})

test('[M22] another time zone moves nothing that was counted, and takes nothing out of another day', () => {
  const floor = changed({ ...defaultDefinitions, version: 2, timezone: 'Pacific/Auckland' })
  goOn(floor, floorScript().at(300).add('source.restarted', {}).at(310).queued('c3'))
  const offeredOn = (day: string) => floor.tally.days('total', (key) => key === dayKey(day))[0]
  expect([offeredOn('2026-03-02'), offeredOn('2026-03-03')]).toEqual([3, 0])
  goOn(
    floor,
    floorScript()
      .at(2 * 3600)
      .queued('c4'),
  )
  expect([offeredOn('2026-03-02'), offeredOn('2026-03-03')]).toEqual([3, 1])
  for (const { days } of floor.tally.subjects.values())
    for (const day of days.values()) expect(Math.min(...day.sums)).toBeGreaterThanOrEqual(0)
})

test('[M22] earlier versions are saved as long as visits are counted by them', () => {
  const floor = changed(wider)
  const restored = restoreFloor(createCalendar, takeChanges(floor).changed)
  expect(canonicalState(restored)).toBe(canonicalState(floor))
  goOn(restored, floorScript().at(300).completed('c1'))
  expect(counted(restored)).toEqual(counted(goOn(floor, floorScript().at(300).completed('c1'))))
})

test('[M7] T may differ by queue', () => {
  const perQueue = { queueServiceLevelWithin: { support: millis(40_000) } }
  const floor = new Floor(createCalendar, { ...defaultDefinitions, ...perQueue })
  const script = floorScript().answered('c1', 'a1', 40, 9).in('sales').answered('c2', 'a1', 40, 9)
  for (const event of script.events) floor.apply(event)
  expect(counted(floor, 'queue:support').answeredInTime).toBe(1)
  expect(counted(floor, 'queue:sales').answeredInTime).toBeUndefined()
})

test('[M21] under 20 ended visits a value is provisional and says its n; legs count for handle time', () => {
  const site = plainSite()
  const view = (answered: number, handled: number) => {
    const made = sums({
      answered,
      waitedMs: answered * 15_400,
      handled,
      talkedMs: handled * 300_000,
    })
    return [metricView('asa', made, site, null), metricView('aht', made, site, null)] as const
  }
  expect(view(19, 20).map(({ provisional, n }) => [provisional, n])).toEqual([
    [true, 19],
    [false, 20],
  ])
  expect(view(20, 19).map(({ provisional, value }) => [provisional, value])).toEqual([
    [false, 15],
    [true, 300],
  ])
})

test('[M21] counts are never provisional, and a site sets its own minimum', () => {
  const made = sums({ answered: 3, offered: 3 })
  expect(metricView('offered', made, plainSite(), null).provisional).toBe(false)
  expect(metricView('asa', made, plainSite({ minimumSample: 3 }), null).provisional).toBe(false)
})

test('[M20] the option a site chose is what it sees', () => {
  const site = plainSite({ definitions: { ...wider, options: { asa: 'withoutRinging' } } })
  const made = sums({ answered: 30, waitedMs: 900_000, rangMs: 300_000 })
  expect(metricView('asa', made, site, null).value).toBe(20)
  expect(metricView('asa', made, plainSite(), null).value).toBe(30)
})

test.each(['zh-CN', 'en'] as const)(
  '[M20] [M22] the definitions page in %s names every metric and what is set',
  (language) => {
    const chosen = { ...wider, options: { serviceLevel: 'answeredOnly' } }
    const page = definitionsPage(chosen, plainSite(), language)
    expect(page.version).toBe(2)
    expect(page.metrics.map(({ id, rule }) => [id, rule])).toEqual(
      metrics.map(({ id, rule }) => [id, rule]),
    )
    expect(page.metrics.find(({ id }) => id === 'serviceLevel')?.chosen).toBe('answeredOnly')
    expect(page.metrics.find(({ id }) => id === 'asa')?.name).toBe(
      language === 'en' ? 'Average speed of answer' : '平均接通速度',
    )
    expect(page.settings.map(({ id, value }) => [id, value])).toEqual([
      ['serviceLevelWithin', 60],
      ['shortAbandonWithin', 30],
      ['lostAfter', 1800],
    ])
  },
)
