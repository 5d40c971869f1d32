import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { epochMs, MINUTE } from '../../../../shared/time.ts'
import { readSiteFile } from '../../../../server/config/siteFile.ts'
import { AlarmBoard } from '../../../../server/core/alarms/alarmBoard.ts'
import { figuresOver } from '../../../../server/core/figures.ts'
import { Floor } from '../../../../server/core/floor.ts'
import { TOTAL } from '../../../../server/core/tally.ts'
import { opening } from '../../../../server/sources/simulated/opening.ts'
import { simulate } from '../../../../server/sources/simulated/simulate.ts'
import { plainCalendars } from '../../../support/floorScript.ts'
import { FloorWatch } from './floorWatch.ts'
import { demo, FROM, hoursOf } from './plans.ts'

test('the fold finds every end with its start, and the figures that the events say', () => {
  const floor = new Floor(plainCalendars)
  const counted = { offered: 0, answered: 0, abandoned: 0, timedOut: 0, leftByKey: 0, withdrawn: 0 }
  const sums = { waited: 0, handled: 0, transferred: 0 }
  for (const event of hoursOf(demo, 8, 4)) {
    floor.apply(event)
    if (event.type === 'contact.queued') counted.offered++
    if (event.type === 'contact.connected') {
      counted.answered++
      sums.waited += event.data.waited ?? 0
    }
    if (event.type === 'contact.transferred') sums.transferred++
    if (event.type !== 'contact.left') continue
    const { reason } = event.data
    if (reason === 'abandoned') counted.abandoned++
    if (reason === 'timeout') counted.timedOut++
    if (reason === 'key') counted.leftByKey++
    if (reason === 'callback') counted.withdrawn++
  }
  const figures = figuresOver(floor.tally, TOTAL)
  expect(floor.visits.orphans).toBe(0)
  expect(figures).toMatchObject({ ...counted, lost: 0, transferred: sums.transferred })
  expect(figures.asaSeconds).toBeCloseTo(sums.waited / counted.answered / 1000, 3)
  expect(figures.ahtSeconds).toBeGreaterThan(315)
  expect(figures.ahtSeconds).toBeLessThan(375)
})

test('a floor that was cut off leaves nobody behind in the next one', () => {
  const floor = new Floor(plainCalendars)
  for (const event of hoursOf(demo, 1, 2)) floor.apply(event)
  const cutAt = floor.clock
  const run = { key: '', from: epochMs(cutAt + 2), through: null }
  for (const event of opening(run, demo, 2, 1)) floor.apply(event)
  const watch = new FloorWatch()
  for (const event of simulate(demo, 2, run.from)) {
    if (event.time > cutAt + 30 * MINUTE) break
    floor.apply(event)
    watch.see(event)
  }
  for (const { id } of demo.queues) {
    const { waiting, free } = watch.pressure(id, floor.clock)
    expect([id, floor.visits.waiting.get(id)?.size ?? 0, floor.roster.freeIn(id)]).toEqual([
      id,
      waiting,
      free,
    ])
  }
})

const demoSite = () => {
  const bytes = readFileSync(new URL('../../../../docs/demo-site.yaml', import.meta.url))
  return readSiteFile(bytes, { timezone: 'UTC', language: 'en' })
}

test('the demo site is a valid site file with the queues of the demo plan', () => {
  const reading = demoSite()
  expect(reading).not.toHaveProperty('faults')
  if (!('config' in reading)) return
  expect(reading.warnings).toEqual([])
  expect(reading.config.queues.map((queue) => queue.id)).toEqual(
    demo.queues.map((queue) => queue.id),
  )
  expect(reading.config.screens.map((screen) => screen.id)).toEqual([
    'main',
    'main-en',
    'focus',
    'portrait',
    'day',
  ])
})

test('every incident raises the P1 of its queue, which is over before the next', () => {
  const reading = demoSite()
  if (!('config' in reading)) throw new Error('the demo site has faults')
  const floor = new Floor(plainCalendars)
  const board = new AlarmBoard()
  const raised: { readonly queue: string | null; readonly minute: number }[] = []
  const lasting = new Map<string, number>()
  let second: number = FROM
  for (const event of hoursOf(demo, 1, 1)) {
    for (; second <= event.time; second += 1000) {
      board.step(floor, reading.config, epochMs(second))
      for (const alarm of board.views(epochMs(second))) {
        if (alarm.level !== 'P1' || alarm.state !== 'active') continue
        const key = `${alarm.id} ${alarm.since}`
        const seen = lasting.get(key) ?? 0
        if (seen === 0) raised.push({ queue: alarm.queue, minute: (second - FROM) / MINUTE })
        lasting.set(key, seen + 1)
      }
    }
    floor.apply(event)
  }
  const { firstAfter, every, surges } = demo.incidents!
  for (let turn = 0; turn < 7; turn++) {
    const start = (firstAfter + turn * every) / MINUTE
    const { queue } = surges[turn % surges.length]!
    expect(
      raised.some((one) => one.queue === queue && one.minute > start && one.minute < start + 3),
    ).toBe(true)
  }
  expect(Math.max(...lasting.values())).toBeLessThan(every / 1000)
})
