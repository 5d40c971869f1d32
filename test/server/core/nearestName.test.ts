import { expect, test } from 'vitest'
import { nearestName } from '../../../server/core/nearestName.ts'

const known = ['queues', 'screens', 'hours', 'thresholds', 'contact.queued']

test.each([
  ['quques', 'queues'],
  ['treshold', 'thresholds'],
  ['Screens', 'screens'],
  ['hour', 'hours'],
  ['contact.qeued', 'contact.queued'],
])('%s probably means %s', (typed, meant) => {
  expect(nearestName(typed, known)).toBe(meant)
})

test.each(['', 'x', 'colour', 'toString', 'queues'.repeat(20)])(
  '%j means nothing known',
  (typed) => {
    expect(nearestName(typed, known)).toBeNull()
  },
)
