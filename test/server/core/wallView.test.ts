import { expect, test } from 'vitest'
import { epochMs, type EpochMs } from '../../../shared/time.ts'
import { AlarmBoard } from '../../../server/core/alarms/alarmBoard.ts'
import type { Floor } from '../../../server/core/floor.ts'
import { SourceRhythms } from '../../../server/core/freshness.ts'
import {
  defaultThresholds,
  type QueueConfig,
  type SiteConfig,
} from '../../../server/core/siteConfig.ts'
import {
  CallerNumbers,
  metricsOf,
  wallView,
  type WallParts,
} from '../../../server/core/wallView.ts'
import { floorOf, plainSite } from '../../support/floors.ts'
import { floorScript, START } from '../../support/floorScript.ts'

const at = (second: number): EpochMs => epochMs(START + second * 1000)

function parts(floor: Floor, second: number, more: Partial<WallParts> = {}): WallParts {
  const sources = new SourceRhythms().at(at(second), floor.sources)
  const site = plainSite()
  return {
    floor,
    site,
    board: new AlarmBoard(),
    sources,
    callers: new CallerNumbers(),
    at: at(second),
    ...more,
  }
}

function crowd(count: number): Floor {
  const script = floorScript()
  for (let n = count; n >= 1; n -= 1) script.at(n).queued(`c${n}`)
  return floorOf(script)
}

const only = (floor: Floor, second = 100) => wallView(parts(floor, second)).queues[0]!

test('[M10] [M11] a queue shows each caller since when, the oldest first, the count exact', () => {
  const queue = only(crowd(24))
  expect(queue.waiting).toBe(24)
  expect(Object.values(queue.callers).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 24 }, (_, n) => at(n + 1)),
  )
  expect(queue.longestSince).toBe(at(1))
})

test('[M10] with more than 24 waiting only the oldest 12 are shown, the count stays exact', () => {
  const queue = only(crowd(25))
  expect(queue.waiting).toBe(25)
  expect(Object.values(queue.callers).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, n) => at(n + 1)),
  )
})

test('[M11] nobody waits: null, not 0', () => {
  const floor = floorOf(floorScript().queued('c1').after(5).abandoned('c1'))
  expect(only(floor)).toMatchObject({ waiting: 0, callers: {}, longestSince: null, free: null })
})

test('a caller keeps their number while others come and go', () => {
  const floor = crowd(3)
  const callers = new CallerNumbers()
  const numberOf = (since: EpochMs) =>
    Object.entries(wallView(parts(floor, 50, { callers })).queues[0]!.callers).find(
      ([, entry]) => entry === since,
    )?.[0]
  const before = numberOf(at(2))
  for (const event of floorScript().at(20).abandoned('c1').queued('c9').events)
    floor.apply({ ...event, id: `x${event.id}` })
  expect(before).toBeDefined()
  expect(numberOf(at(2))).toBe(before)
  expect(numberOf(at(1))).toBeUndefined()
  expect(numberOf(at(20))).not.toBe(before)
})

const queue = (id: string): QueueConfig => ({
  id,
  name: { 'zh-CN': '客服', en: 'Service' },
  thresholds: { ...defaultThresholds, amberAfter: 45 },
  targets: {},
})

test('queues come in the order of the site file, then those only events name by name, never by pressure', () => {
  const script = floorScript().in('zeta').queued('c1').queued('c2').in('beta').queued('c3')
  const site = plainSite({ queues: [queue('sales'), queue('beta')] })
  const view = wallView(parts(floorOf(script), 50, { site }))
  expect(view.queues.map(({ id, amberAfter }) => [id, amberAfter])).toEqual([
    ['sales', 45],
    ['beta', 45],
    ['zeta', 60],
  ])
  expect(view.queues[0]).toMatchObject({ waiting: 0, staleSince: null })
})

test('[M21] percent has one decimal, seconds none; with its n and its target', () => {
  const script = floorScript()
  for (let n = 0; n < 30; n += 1) script.at(n).answered(`c${n}`, `a${n}`, 17, 20)
  script.at(40).queued('lost').after(9).abandoned('lost')
  const { metrics } = wallView(parts(floorOf(script), 60))
  expect(metrics.connectionRate).toMatchObject({ value: 96.8, n: 31, provisional: false })
  expect(metrics.asa).toMatchObject({ value: 17, target: { kind: 'atMost', value: 20 } })
})

test('[M7] the live service level of a queue holds against it who waits past T', () => {
  const script = floorScript()
    .answered('c1', 'a1', 5, 9)
    .at(20)
    .queued('c2')
    .in('sales')
    .queued('c3')
  const floor = floorOf(script)
  const level = (id: string, second: number) => {
    const given = parts(floor, second)
    return metricsOf(
      given,
      id === '' ? 'total' : `queue:${id}`,
      ['serviceLevel'],
      [],
      id === '' ? undefined : queue(id),
    ).serviceLevel
  }
  expect(level('support', 40)).toMatchObject({ value: 100, n: 1 })
  expect(level('support', 41)).toMatchObject({ value: 50, n: 2 })
  expect(level('sales', 41)).toMatchObject({ value: 0, n: 1 })
  expect(level('', 41)).toMatchObject({ value: 33.3, n: 3 })
})

test('[A2] a hero metric that is outside its target says on which side', () => {
  const script = floorScript()
  for (let n = 0; n < 30; n += 1) script.at(0).answered(`c${n}`, `a${n}`, 40, 300)
  const floor = floorOf(script)
  const board = new AlarmBoard()
  for (let second = 340; second <= 600; second += 1) board.step(floor, plainSite(), at(second))
  const { metrics, alarms } = wallView(parts(floor, 600, { board }))
  expect(alarms.map(({ id }) => id)).toEqual([':asa'])
  expect([metrics.asa?.warning, metrics.aht?.warning]).toEqual(['over', null])
})

const closed: SiteConfig = plainSite({ hours: [{ days: [3], from: 480, to: 1080 }] })

test('closed, the wall says so and when it opens', () => {
  const view = wallView(parts(crowd(1), 50, { site: closed }))
  expect(view).toMatchObject({ phase: 'closed', opensAt: Date.parse('2026-03-04T08:00:00Z') })
})

test('[T6] a replay is named as one, with its speed, and when it ended', () => {
  const script = floorScript().add('replay.started', { file: 'queue_log', from: START, speed: 10 })
  expect(wallView(parts(floorOf(script), 1)).replay).toEqual({
    file: 'queue_log',
    speed: 10,
    ended: false,
  })
  script.after(9).add('replay.ended', { file: 'queue_log', to: at(9) })
  expect(wallView(parts(floorOf(script), 9)).replay?.ended).toBe(true)
  expect(wallView(parts(crowd(1), 9)).replay).toBeNull()
})
