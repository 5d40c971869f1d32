import { expect, test } from 'vitest'
import type { EventOf } from '../../../shared/events.ts'
import { epochMs, type EpochMs } from '../../../shared/time.ts'
import { AlarmBoard } from '../../../server/core/alarms/alarmBoard.ts'
import { Floor } from '../../../server/core/floor.ts'
import { floorOf, plainSite } from '../../support/floors.ts'
import { floorScript, plainCalendars, START } from '../../support/floorScript.ts'

const site = plainSite()
const at = (second: number): EpochMs => epochMs(START + second * 1000)

/** A board stepped every second from one moment to another. */
function watch(board: AlarmBoard, floor: Floor, from: number, to: number): AlarmBoard {
  for (let second = from; second <= to; second += 1) board.step(floor, site, at(second))
  return board
}

const shown = (board: AlarmBoard, second: number) =>
  board.views(at(second)).map(({ id, state }) => `${id} ${state}`)

const oneWaits = () => floorOf(floorScript().queued('c1'))

const after = (floor: Floor, script: ReturnType<typeof floorScript>): Floor => {
  for (const event of script.events) floor.apply({ ...event, id: `x${event.id}` })
  return floor
}

test('[A2] one caller past 1 min: a P2 after 20 s more', () => {
  const floor = oneWaits()
  const board = watch(new AlarmBoard(), floor, 0, 79)
  expect(shown(board, 79)).toEqual([])
  expect(shown(watch(board, floor, 80, 80), 80)).toEqual(['support:P2 active'])
  expect(board.views(at(80))[0]).toMatchObject({ level: 'P2', queue: 'support', since: at(80) })
})

test('[A3] a P1 hides the P2 of its queue, and of its queue alone', () => {
  const floor = floorOf(floorScript().queued('c1').in('sales').at(100).queued('c2'))
  const board = watch(new AlarmBoard(), floor, 0, 255)
  expect(shown(board, 255)).toEqual(['sales:P2 active', 'support:P1 active'])
  expect(board.views(at(255)).find(({ level }) => level === 'P1')?.reason).toEqual({
    kind: 'longestPast',
    seconds: 240,
  })
})

test('[A3] closing shows "recovered" for 10 s with when it began and ended', () => {
  const floor = oneWaits()
  const board = watch(new AlarmBoard(), floor, 0, 100)
  after(floor, floorScript().at(100).abandoned('c1'))
  watch(board, floor, 101, 161)
  expect(board.views(at(161))[0]).toMatchObject({
    state: 'recovered',
    since: at(80),
    recoveredAt: at(161),
  })
  expect(shown(watch(board, floor, 162, 170), 170)).toEqual(['support:P2 recovered'])
  expect(shown(watch(board, floor, 171, 171), 171)).toEqual([])
})

const taken = (second: number): EventOf<'alarm.taken'> => ({
  id: 't',
  source: 'starboard',
  type: 'alarm.taken',
  time: at(second),
  data: { alarm: 'support:P2', by: 'Lin' },
})

const shelved = (second: number, until: number): EventOf<'alarm.shelved'> => ({
  id: 's',
  source: 'starboard',
  type: 'alarm.shelved',
  time: at(second),
  data: { alarm: 'support:P2', by: 'Lin', until: at(until) },
})

test('[A4] who takes an alarm is shown as its owner until the condition clears', () => {
  const floor = oneWaits()
  const board = watch(new AlarmBoard(), floor, 0, 90)
  board.act(taken(90))
  watch(board, floor, 91, 200)
  expect(board.views(at(200))[0]?.owner).toEqual({
    name: { 'zh-CN': 'Lin', en: 'Lin' },
    at: at(90),
  })
  after(floor, floorScript().at(200).abandoned('c1'))
  watch(board, floor, 201, 300)
  after(floor, floorScript().at(300).queued('c2'))
  watch(board, floor, 301, 381)
  expect(board.views(at(381))[0]).toMatchObject({ state: 'active', owner: null })
})

test('[A4] an act about an alarm that is no more, or not yet, changes nothing', () => {
  const board = watch(new AlarmBoard(), oneWaits(), 0, 70)
  const { changes } = board
  board.act(taken(70))
  board.act({ ...taken(70), data: { alarm: 'nowhere:P1', by: 'Lin' } })
  expect(board.changes).toBe(changes)
})

test('[A5] a shelved alarm is shown as shelved until its time, and then as before', () => {
  const floor = oneWaits()
  const board = watch(new AlarmBoard(), floor, 0, 90)
  board.act(shelved(90, 150))
  expect(watch(board, floor, 91, 149).views(at(149))[0]).toMatchObject({
    state: 'active',
    shelvedUntil: at(150),
  })
  expect(watch(board, floor, 150, 150).views(at(150))[0]?.shelvedUntil).toBeNull()
})

test('[A1] nobody free with 5 waiting for 60 s, then 15 s more', () => {
  const script = floorScript().joined('a1').queued('c0').connected('c0', 'a1')
  for (let n = 1; n <= 5; n += 1) script.queued(`c${n}`)
  const board = watch(new AlarmBoard(), floorOf(script), 0, 74)
  expect(board.alarms.get('support:P1')?.phase).toBe('rising')
  watch(board, floorOf(script), 75, 75)
  expect(board.views(at(75))[0]?.reason).toEqual({ kind: 'nobodyFree', waiting: 5 })
})

test('[A2] handle time under its band is said after 15 min, with its side', () => {
  const script = floorScript()
  for (let n = 0; n < 30; n += 1) script.at(0).answered(`c${n}`, `a${n}`, 5, 60)
  const floor = floorOf(script)
  const board = watch(new AlarmBoard(), floor, 60, 959)
  expect(shown(board, 959)).toEqual([])
  watch(board, floor, 960, 965)
  expect(board.views(at(965))[0]).toMatchObject({
    id: ':aht',
    level: 'P2',
    queue: null,
    reason: { kind: 'metricOutside', metric: 'aht', side: 'under' },
  })
})

test('a clock a little behind the last step, as of a source that runs ahead, clears nothing', () => {
  const floor = oneWaits()
  const board = watch(new AlarmBoard(), floor, 0, 90)
  board.step(floor, site, at(87))
  expect(shown(board, 90)).toEqual(['support:P2 active'])
})

test('[T6] a recording from before starts with a clean board', () => {
  const floor = floorOf(floorScript().at(9000).queued('c1'))
  const board = watch(new AlarmBoard(), floor, 9000, 9100)
  after(floor, floorScript().add('replay.started', { file: 'old', from: START, speed: 1 }))
  const queued = floorScript()
    .at(1)
    .queued('c2')
    .events.map((event) => ({ ...event, replay: true as const }))
  for (const event of queued) floor.apply(event)
  expect(shown(watch(board, floor, 1, 60), 60)).toEqual([])
  expect(shown(watch(board, floor, 61, 90), 90)).toEqual(['support:P2 active'])
})

test.each([65, 79, 100, 130, 175])(
  '[A1] [A2] a board saved and restored at second %d goes on as if nothing had been',
  (cut) => {
    const run = (restored: boolean): string => {
      const floor = new Floor(plainCalendars)
      const script = floorScript().queued('c1').in('sales').queued('c2').in('support')
      const events = [...script.at(110).abandoned('c1').events]
      let board = new AlarmBoard()
      for (let tenth = 0; tenth <= 2500; tenth += 7) {
        while (events[0] && events[0].time <= at(tenth / 10)) floor.apply(events.shift()!)
        board.step(floor, site, at(tenth / 10))
        if (!restored || Math.abs(tenth / 10 - cut) > 2) continue
        const saved = board.save()
        board = new AlarmBoard()
        board.restore(saved)
      }
      return board.save()
    }
    expect(run(true)).toBe(run(false))
    expect(run(false)).toContain('sales')
  },
)

test('[A2] two queues past amber in the same second are saved alike, whichever was heard of first', () => {
  const saved = (first: string, second: string): string => {
    const floor = floorOf(floorScript().in(first).queued('c1').in(second).queued('c2'))
    return watch(new AlarmBoard(), floor, 0, 70).save()
  }
  expect(saved('sales', 'support')).toBe(saved('support', 'sales'))
})
