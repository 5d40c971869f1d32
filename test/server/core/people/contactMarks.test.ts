import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultDefinitions, type FloorEvent } from '../../../../shared/events.ts'
import { after, epochMs, HOUR, millis } from '../../../../shared/time.ts'
import { Floor } from '../../../../server/core/floor.ts'
import { canonicalState, restoreFloor, takeChanges } from '../../../../server/core/rows.ts'
import { floorScript, plainCalendars, START } from '../../../support/floorScript.ts'
import { counted, floorOf } from '../../../support/floors.ts'

const satisfied = { kind: 'csat', score: 5, scale: 5 } as const

test('[M13] a survey that names its agent counts for the agent and the site', () => {
  const script = floorScript()
    .add('survey.answered', { contact: 'c1', agent: 'a1', ...satisfied })
    .add('survey.answered', { contact: 'c2', agent: 'a1', kind: 'csat', score: 7, scale: 10 })
  const floor = floorOf(script)
  const sums = { csatAnswered: 2, csatSatisfied: 1, csatMills: 1700 }
  expect(counted(floor, 'agent:a1')).toEqual(sums)
  expect(counted(floor)).toEqual(sums)
})

test('[M13] a survey without an agent belongs to who handled the contact, whichever comes first', () => {
  const script = floorScript().answered('c1', 'a1', 10, 60)
  script
    .after(30)
    .from('surveys')
    .add('survey.answered', { contact: 'c1', ...satisfied })
  for (const events of [script.events, [...script.events].reverse()])
    expect(counted(floorOf({ events }), 'agent:a1')).toMatchObject({ csatAnswered: 1 })
})

test('[M13] after a transfer it is the last one before the answer', () => {
  const script = floorScript().answered('c1', 'a1', 10, 60)
  script.in('experts').answered('c1', 'a2', 5, 60)
  script.add('survey.answered', { contact: 'c1', ...satisfied })
  const floor = floorOf(script)
  expect(counted(floor, 'agent:a2')).toMatchObject({ csatSatisfied: 1 })
  expect(counted(floor, 'agent:a1').csatAnswered).toBeUndefined()
})

test('[M15] the last judgement of a contact counts, whichever comes first', () => {
  const script = floorScript()
    .add('contact.judged', { contact: 'c1', agent: 'a1', resolved: true })
    .after(60)
    .add('contact.judged', { contact: 'c1', agent: 'a1', resolved: false })
  for (const events of [script.events, [...script.events].reverse()])
    expect(counted(floorOf({ events }), 'agent:a1')).toEqual({ judged: 1 })
})

test('[M17] quality is kept in hundredths, a breach apart', () => {
  const script = floorScript()
    .add('quality.assessed', { agent: 'a1', score: 91.25, compliant: true })
    .add('quality.assessed', { agent: 'a1', score: 80, compliant: false })
  expect(counted(floorOf(script), 'agent:a1')).toEqual({
    assessed: 2,
    qualityHundredths: 17_125,
    breaches: 1,
  })
})

test('[M18] a follow-up counts within 24 h of when it was due, or by its own deadline', () => {
  const due = { contact: 'c1', agent: 'a1' }
  const doneAfter = (hours: number, dueBy?: number): unknown => {
    const deadline = dueBy === undefined ? {} : { dueBy: after(START, dueBy * HOUR) }
    const script = floorScript().add('followUp.due', { ...due, ...deadline })
    script.after(hours * 3600).add('followUp.done', { contact: 'c1' })
    const [first, second] = [script.events, [...script.events].reverse()].map((events) =>
      counted(floorOf({ events }), 'agent:a1'),
    )
    expect(second).toEqual(first)
    return first?.followUpsDone ?? 0
  }
  expect([doneAfter(24), doneAfter(24.1), doneAfter(3, 2), doneAfter(30, 48)]).toEqual([1, 0, 0, 1])
})

test('[M16] complaints, escalations and contributions are counted', () => {
  const who = { contact: 'c1', agent: 'a1' }
  const script = floorScript().add('complaint.filed', who).add('contact.escalated', who)
  script.add('contribution.recorded', { agent: 'a1', kind: 'helped' })
  script.add('contribution.recorded', { agent: 'a1', kind: 'idea' })
  expect(counted(floorOf(script), 'agent:a1')).toEqual({
    complaints: 1,
    escalations: 1,
    contributions: 2,
    helped: 1,
  })
})

test('[S2] a leg counts as in its band by talk, hold and after-contact work', () => {
  const bands = { q2: { from: millis(0), to: millis(60_000) } }
  const script = floorScript().answered('c1', 'a1', 1, 119).answered('c2', 'a1', 1, 120)
  script.answered('c3', 'a1', 1, 600).answered('c4', 'a1', 1, 601)
  script.in('q2').answered('c5', 'a2', 1, 30).answered('c6', 'a2', 1, 61)
  const floor = floorOf(script, { queueHandleTimeBands: bands })
  expect(counted(floor, 'agent:a1')).toMatchObject({ handled: 4, inBand: 2 })
  expect(counted(floor, 'agent:a2')).toMatchObject({ handled: 2, inBand: 1 })
})

const busyMorning = (): FloorEvent[] => {
  const script = floorScript().answered('c1', 'a1', 10, 60).answered('c2', 'a2', 10, 60)
  script.from('crm').add('survey.answered', { contact: 'c1', ...satisfied })
  script.add('survey.answered', { contact: 'c2', kind: 'nps', score: 9, scale: 10 })
  script.add('contact.judged', { contact: 'c1', resolved: true }).after(5)
  script.add('contact.judged', { contact: 'c1', resolved: false }).after(5)
  script.add('followUp.due', { contact: 'c2' }).after(50).add('followUp.done', { contact: 'c2' })
  script.add('complaint.filed', { contact: 'c2' })
  return script.events
}

test('[E4] any order, and a save and restore anywhere, give the same marks', () => {
  const whole = counted(floorOf({ events: busyMorning() }), 'agent:a2')
  const first = counted(floorOf({ events: busyMorning() }), 'agent:a1')
  const shuffled = fc.shuffledSubarray(busyMorning(), { minLength: busyMorning().length })
  fc.assert(
    fc.property(shuffled, fc.nat(busyMorning().length), (events, cut) => {
      let floor = new Floor(plainCalendars, defaultDefinitions)
      for (const event of events.slice(0, cut)) floor.apply(event)
      const rows = takeChanges(floor).changed
      const state = canonicalState(floor)
      if (cut > 0) floor = restoreFloor(plainCalendars, rows)
      expect(canonicalState(floor)).toBe(state)
      for (const event of events.slice(cut)) floor.apply(event)
      expect(counted(floor, 'agent:a2')).toEqual(whole)
      expect(counted(floor, 'agent:a1')).toEqual(first)
    }),
    { numRuns: 40 },
  )
})

test('[M15] a contact is forgotten after seven days, and its sums stay', () => {
  const floor = floorOf(
    floorScript().add('contact.judged', { contact: 'c1', agent: 'a', resolved: true }),
  )
  expect(floor.marks.records.size).toBe(1)
  floor.advance(epochMs(START + 7 * 24 * HOUR + 60_000))
  expect(floor.marks.records.size).toBe(0)
  expect(counted(floor, 'agent:a')).toEqual({ judged: 1, resolved: 1 })
  expect(takeChanges(floor).gone).toEqual(['k\u001fc1'])
})
