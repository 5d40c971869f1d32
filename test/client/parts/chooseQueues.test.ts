import { expect, test } from 'vitest'
import { chooseQueues, createQueueChooser } from '../../../client/parts/chooseQueues.ts'
import type { AlarmView, QueueView } from '../../../shared/views.ts'
import { wallStates } from '../../support/wallStates.ts'

const base = wallStates.normal.view.queues[0]!
const queues = (...waiting: readonly number[]): QueueView[] =>
  waiting.map((count, index) => ({ ...base, id: `q${index}`, waiting: count }))
const ids = (chosen: readonly QueueView[]) => chosen.map(({ id }) => id).join(' ')
const alarmFor = (queue: string): AlarmView => ({
  ...wallStates.alarm.view.alarms[0]!,
  id: queue,
  queue,
})

test('[4.2] up to six queues are all shown', () => {
  expect(chooseQueues(queues(0, 0, 0, 0, 0, 0), [], [])).toHaveLength(6)
})

test('[4.2] of seven and more the six most pressed, in the order of the site file', () => {
  expect(ids(chooseQueues(queues(1, 9, 2, 3, 0, 4, 5), [], []))).toBe('q0 q1 q2 q3 q5 q6')
})

test('[4.2] an alarm queue is always among the six', () => {
  const all = queues(1, 9, 2, 3, 0, 4, 5)
  expect(ids(chooseQueues(all, [alarmFor('q4')], []))).toContain('q4')
})

test('a queue shown gives way only to one clearly more pressed', () => {
  const choose = createQueueChooser()
  expect(ids(choose(queues(1, 9, 2, 3, 0, 4, 5), []))).not.toContain('q4')
  expect(ids(choose(queues(1, 9, 2, 3, 3, 4, 5), []))).not.toContain('q4')
  expect(ids(choose(queues(1, 9, 2, 3, 5, 4, 5), []))).toContain('q4')
})
