import { expect, test } from 'vitest'
import { openQueues, rowAlarm, urgentQueues } from '../../../client/parts/alarmsOfWall.ts'
import { epochMs } from '../../../shared/time.ts'
import type { AlarmView } from '../../../shared/views.ts'
import { AT, wallStates } from '../../support/wallStates.ts'

const first = wallStates.alarm.view.alarms[0]!
const alarm = (queue: string, secondsAgo: number, more: Partial<AlarmView> = {}): AlarmView => ({
  ...first,
  id: `${queue}:rule`,
  queue,
  since: epochMs(AT - secondsAgo * 1000),
  ...more,
})

test('[7] of three P1 the two oldest stand open', () => {
  const alarms = [alarm('new', 5), alarm('oldest', 90), alarm('older', 40)]
  expect(openQueues(alarms, ['new', 'oldest', 'older'])).toEqual(['oldest', 'older'])
  expect(urgentQueues(alarms)).toHaveLength(3)
})

test('[7] a shelved alarm is not open, and says so', () => {
  const shelved = alarm('a', 90, { shelvedUntil: epochMs(AT + 60_000) })
  expect(openQueues([shelved], ['a'])).toEqual([])
  expect(rowAlarm([shelved], 'a', AT)?.kind).toBe('shelved')
})

test('[7] a recovered alarm says so for 10 s', () => {
  const recovered = alarm('a', 90, { state: 'recovered', recoveredAt: epochMs(AT - 9000) })
  expect(rowAlarm([recovered], 'a', AT)?.kind).toBe('recovered')
  expect(rowAlarm([recovered], 'a', epochMs(AT + 1000))).toBeNull()
})

test('a P2 changes no row', () => {
  expect(rowAlarm([alarm('a', 90, { level: 'P2' })], 'a', AT)).toBeNull()
})
