import { expect, test } from 'vitest'
import { addFact, emptySums } from '../../../shared/metrics/measures.ts'
import { epochMs } from '../../../shared/time.ts'
import { measured, sums } from '../../support/floors.ts'

const none = { value: null, n: 0 }

test('[M13] CSAT: 4–5 of 5 and 8–10 of 10 are satisfied; nobody asked is nothing, not 100 %', () => {
  const total = emptySums()
  const survey = { type: 'surveyAnswered', at: epochMs(0), kind: 'csat' } as const
  for (const score of [3, 4, 5]) addFact(total, { ...survey, score, scale: 5 }, 1)
  for (const score of [7, 8]) addFact(total, { ...survey, score, scale: 10 }, 1)
  expect(measured('csat', total)).toEqual({ value: 60, n: 5 })
  expect(measured('csat', total, 'mean').value).toBeCloseTo((60 + 80 + 100 + 70 + 80) / 5)
  expect(measured('csat', emptySums())).toEqual(none)
})

test('[M14] NPS: percent of 9–10 minus percent of 0–6', () => {
  const total = emptySums()
  const survey = { type: 'surveyAnswered', at: epochMs(0), kind: 'nps', scale: 10 } as const
  for (const score of [10, 9, 8, 7, 6]) addFact(total, { ...survey, score }, 1)
  expect(measured('nps', total)).toEqual({ value: 20, n: 5 })
  expect(measured('nps', emptySums())).toEqual(none)
})

test('[M15] first-contact resolution: resolved ÷ judged', () => {
  expect(measured('fcr', sums({ judged: 8, resolved: 6, handled: 100 }))).toEqual({
    value: 75,
    n: 8,
  })
  expect(measured('fcr', sums({ handled: 100 }))).toEqual(none)
})

test('[M16] complaints and escalations per 100 handled, or per 1,000', () => {
  const total = sums({ complaints: 3, escalations: 1, handled: 200 })
  expect(measured('complaintRate', total)).toEqual({ value: 1.5, n: 200 })
  expect(measured('escalationRate', total, 'perThousand')).toEqual({ value: 5, n: 200 })
})

test('[M17] quality: mean score with the number assessed; compliance is a rate of its own', () => {
  const total = sums({ assessed: 4, qualityHundredths: 36_250, breaches: 1 })
  expect(measured('quality', total)).toEqual({ value: 90.625, n: 4 })
  expect(measured('quality', total, 'compliance')).toEqual({ value: 75, n: 4 })
})

test('[M18] follow-ups done in time ÷ due', () => {
  expect(measured('followUpRate', sums({ followUpsDue: 4, followUpsDone: 3 }))).toEqual({
    value: 75,
    n: 4,
  })
})
