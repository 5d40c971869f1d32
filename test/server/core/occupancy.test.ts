import { expect, test } from 'vitest'
import { after, epochMs, HOUR, MINUTE } from '../../../shared/time.ts'
import { sumOf } from '../../../shared/metrics/measures.ts'
import { AlarmBoard } from '../../../server/core/alarms/alarmBoard.ts'
import { SourceRhythms } from '../../../server/core/freshness.ts'
import { CallerNumbers, metricsOf } from '../../../server/core/wallView.ts'
import { allSums, counted, floorOf, measured, plainSite } from '../../support/floors.ts'
import { floorScript, plainCalendar, START } from '../../support/floorScript.ts'

const settled = (script: ReturnType<typeof floorScript>, seconds: number) => {
  const floor = floorOf(script)
  floor.presence.settle(epochMs(START + seconds * 1000), plainCalendar)
  return floor
}

test('[M9] 40 of 60 minutes at work: 66.7 %', () => {
  const script = floorScript().joined('a1').at(600).answered('c1', 'a1', 0, 2400)
  const floor = settled(script, 3600)
  expect(counted(floor, 'agent:a1')).toMatchObject({ availableMs: 1_200_000, talkedMs: 2_400_000 })
  expect(measured('occupancy', allSums(floor)).value).toBeCloseTo(66.667, 3)
})

test('[M9] breaks are neither work nor available, wherever they were said', () => {
  const script = floorScript().joined('a1').at(600).add('agent.paused', { agent: 'a1' })
  script.at(1200).add('agent.unpaused', { agent: 'a1' }).at(1800).answered('c1', 'a1', 0, 900)
  const floor = settled(script, 3600)
  expect(counted(floor).availableMs).toBe((600 + 600 + 900) * 1000)
  expect(measured('occupancy', allSums(floor)).value).toBe(30)
})

test('[M9] an agent who said available but is paused in every queue is on a break', () => {
  const script = floorScript().joined('a1').add('agent.state', { agent: 'a1', state: 'available' })
  script.at(600).add('agent.paused', { agent: 'a1', queue: 'support' })
  expect(counted(settled(script, 3600)).availableMs).toBe(600_000)
})

test('[M9] late events are right: a call and a break heard after the fact', () => {
  const script = floorScript().joined('a1').at(6000).joined('a2', 'sales')
  script.at(600).add('agent.paused', { agent: 'a1' })
  script.at(900).add('agent.unpaused', { agent: 'a1' }).at(1200).answered('c1', 'a1', 0, 600)
  const floor = settled(script, 6000)
  expect(counted(floor, 'agent:a1').availableMs).toBe((6000 - 300 - 600) * 1000)
})

test('[M9] two simultaneous contacts do not take time twice', () => {
  const script = floorScript().joined('a1').at(100).answered('c1', 'a1', 0, 200)
  const floor = settled(script.at(200).answered('c2', 'a1', 0, 200), 1000)
  expect(counted(floor).availableMs).toBe((1000 - 300) * 1000)
})

test('[M9] available time is cut at midnight into the days it belongs to', () => {
  const script = floorScript()
    .at(13 * 3600 + 1800)
    .joined('a1')
  const floor = settled(script, 14 * 3600 + 1200)
  const days = [...floor.tally.subject('agent:a1').days.keys()].map((day) => [
    day,
    sumOf(
      floor.tally.days('agent:a1', (key) => key === day),
      'availableMs',
    ),
  ])
  expect(days).toEqual([
    ['2026-03-02', 1_800_000],
    ['2026-03-03', 1_200_000],
  ])
})

test('[M9] time is written down once it is 110 min old, in stretches, and the moves behind it forgotten', () => {
  const script = floorScript().joined('a1')
  for (let n = 1; n <= 20; n += 1)
    script.at(n * 60).add(n % 2 === 0 ? 'agent.unpaused' : 'agent.paused', { agent: 'a1' })
  const floor = floorOf(script)
  expect(floor.roster.agent('a1').moves).toHaveLength(21)
  floor.advance(after(START, 110 * MINUTE + 30 * MINUTE))
  expect(counted(floor).availableMs).toBe((10 + 10) * 60_000)
  expect(floor.roster.agent('a1').moves).toHaveLength(2)
  floor.advance(after(START, 4 * HOUR))
  expect(counted(floor).availableMs).toBe((240 - 110 - 10) * 60_000)
})

const liveOccupancy = (floor: ReturnType<typeof floorOf>, seconds: number) => {
  const at = epochMs(START + seconds * 1000)
  const sources = new SourceRhythms().at(at, floor.sources)
  const board = new AlarmBoard()
  const parts = { floor, site: plainSite(), board, sources, callers: new CallerNumbers(), at }
  return metricsOf(parts, 'total', ['occupancy'], []).occupancy
}

test('[M9] the live window has it too, and nothing where nobody is known to be signed in', () => {
  const script = floorScript().joined('a1').at(60).answered('c1', 'a1', 0, 600)
  expect(liveOccupancy(floorOf(script), 1500)).toMatchObject({ value: 40, n: 1, provisional: true })
  expect(liveOccupancy(floorOf(floorScript().answered('c1', 'a1', 0, 600)), 1500)?.value).toBeNull()
})
