import { expect, test } from 'vitest'
import {
  isoWeek,
  periodEnd,
  periodStart,
  personSums,
} from '../../../../server/core/people/personPeriod.ts'
import { sumOf } from '../../../../shared/metrics/measures.ts'
import { dayKey } from '../../../../shared/time.ts'
import { floorScript } from '../../../support/floorScript.ts'
import { floorOf } from '../../../support/floors.ts'

test('[T4] weeks start on Monday, months on the first', () => {
  const sunday = dayKey('2026-03-01')
  expect([periodStart('day', sunday), periodEnd('day', sunday)]).toEqual([sunday, sunday])
  expect([periodStart('week', sunday), periodEnd('week', sunday)]).toEqual(['2026-02-23', sunday])
  expect([periodStart('month', sunday), periodEnd('month', sunday)]).toEqual([
    '2026-03-01',
    '2026-03-31',
  ])
  expect(periodEnd('month', dayKey('2028-02-10'))).toBe('2028-02-29')
})

test('[T4] the week has its ISO number, also at the turn of the year', () => {
  expect(isoWeek(dayKey('2026-01-01'))).toEqual({ week: 1, year: 2026 })
  expect(isoWeek(dayKey('2027-01-03'))).toEqual({ week: 53, year: 2026 })
  expect(isoWeek(dayKey('2026-11-22'))).toEqual({ week: 47, year: 2026 })
})

test('[S1] a person’s sums are those of all their agents, on the days asked for', () => {
  const script = floorScript().add('contribution.recorded', { agent: 'a1', kind: 'idea' })
  script.add('contribution.recorded', { agent: 'sip/1', kind: 'idea' }).nextDay()
  script.add('contribution.recorded', { agent: 'a1', kind: 'idea' })
  const { tally } = floorOf(script)
  const [monday, tuesday] = [dayKey('2026-03-02'), dayKey('2026-03-03')]
  const ideas = (agents: string[], days: ReturnType<typeof dayKey>[]) =>
    sumOf(personSums(tally, agents, days), 'contributions')
  expect(ideas(['a1', 'sip/1'], [monday])).toBe(2)
  expect(ideas(['a1', 'sip/1'], [monday, tuesday])).toBe(3)
  expect(ideas(['nobody'], [monday])).toBe(0)
})
