import { expect, test } from 'vitest'
import { after, HOUR, MINUTE } from '../../../shared/time.ts'
import { counted, floorOf } from '../../support/floors.ts'
import { floorScript, START } from '../../support/floorScript.ts'

const restarted = (seconds: number) =>
  floorScript().queued('c1').at(seconds).add('source.restarted', {})

test('[E6] a restart of its source takes an open visit out of the live figures and of offered', () => {
  const floor = floorOf(restarted(30))
  expect(counted(floor)).toEqual({ lost: 1 })
  expect(floor.visits.waiting.get('support')?.size).toBe(0)
})

test('[E6] a restart of another source loses nothing', () => {
  const script = floorScript().queued('c1').from('other').after(30).add('source.restarted', {})
  expect(counted(floorOf(script))).toEqual({ offered: 1 })
})

test('[E6] an end from before the restart, heard late, finds the visit again', () => {
  const floor = floorOf(restarted(30).at(20).abandoned('c1'))
  expect(counted(floor)).toMatchObject({ offered: 1, abandoned: 1 })
  expect(counted(floor).lost).toBeUndefined()
})

test('[E6] an end after the restart does not: nobody knows that it is the same visit', () => {
  expect(counted(floorOf(restarted(30).at(40).connected('c1', 'a1')))).toEqual({ lost: 1 })
})

test('[E6] a visit older than 4 h is lost when its age comes up, no sooner', () => {
  const floor = floorOf(floorScript().queued('c1'))
  floor.advance(after(START, 4 * HOUR - MINUTE))
  expect(counted(floor)).toEqual({ offered: 1 })
  floor.advance(after(START, 4 * HOUR))
  expect(counted(floor)).toEqual({ lost: 1 })
})

test('[E6] lost by age and found again by an end from before', () => {
  const floor = floorOf(floorScript().queued('c1'))
  floor.advance(after(START, 4 * HOUR + MINUTE))
  for (const event of floorScript().at(14_399).abandoned('c1').events) floor.apply(event)
  expect(counted(floor)).toMatchObject({ offered: 1, abandoned: 1 })
})

test('[E6] an end later than the age is too late even when it is the first thing heard', () => {
  const script = floorScript().at(14_430).abandoned('c1').at(0).queued('c1')
  expect(counted(floorOf(script))).toEqual({ lost: 1 })
})

test('[E6] a leg cut by a restart was an answer and is no handled leg', () => {
  const script = floorScript().queued('c1').after(5).connected('c1', 'a1')
  const floor = floorOf(script.after(60).add('source.restarted', {}).after(5).completed('c1'))
  expect(counted(floor)).toMatchObject({ offered: 1, answered: 1 })
  expect(counted(floor).handled).toBeUndefined()
  expect(floor.roster.agent('a1').now).not.toBe('onContact')
})

test('[E6] a leg older than 4 h is cut by age; the agent is free again', () => {
  const script = floorScript().joined('a1').queued('c1').after(5).connected('c1', 'a1')
  const floor = floorOf(script)
  floor.advance(after(script.now, 4 * HOUR + MINUTE))
  expect(floor.roster.agent('a1').now).toBe('available')
  expect(counted(floor).handled).toBeUndefined()
})

test('[E6] after-contact work cut by a restart counts the talk alone', () => {
  const script = floorScript().answered('c1', 'a1', 5, 60)
  script.add('agent.wrapStarted', { contact: 'c1', queue: 'support', agent: 'a1' })
  expect(counted(floorOf(script)).handled).toBeUndefined()
  const { handled, talkedMs, wrappedMs } = counted(
    floorOf(script.after(30).add('source.restarted', {})),
  )
  expect([handled, talkedMs, wrappedMs]).toEqual([1, 60_000, undefined])
})

test('[E6] a source that restarts often forgets restarts only when no visit can meet them any more', () => {
  const script = floorScript().queued('c1')
  for (let n = 1; n <= 40; n += 1) script.at(n * 60).add('source.restarted', {})
  const floor = floorOf(script.at(30).abandoned('c1'))
  expect(counted(floor)).toMatchObject({ offered: 1, abandoned: 1 })
  expect(floor.sources.get('pbx')?.restarts).toHaveLength(40)
  for (const event of floorScript()
    .at(9 * 3600)
    .add('source.restarted', {}).events)
    floor.apply(event)
  expect(floor.sources.get('pbx')?.restarts).toHaveLength(1)
})

test('[E6] [M1] offered = ended + still open, lost ones apart', () => {
  const script = floorScript().answered('c1', 'a1', 5, 30).queued('c2').after(9).abandoned('c2')
  script.from('old').queued('c3').after(1).add('source.restarted', {}).from('pbx').queued('c4')
  expect(counted(floorOf(script))).toMatchObject({ offered: 3, answered: 1, abandoned: 1, lost: 1 })
})
