import { expect, test } from 'vitest'
import { toastsOf } from '../../../client/store/leadToasts.ts'
import { attempted, pressed, refused, withdrawn, type Given } from '../../../client/store/outbox.ts'
import { after } from '../../../shared/time.ts'
import { AT } from '../../support/wallStates.ts'

const thank: Given = {
  by: 'liwenjing',
  id: 'k1',
  to: 'chenxiao',
  behaviour: 'solved',
  reason: '三段账单一次讲清。',
  audience: 'wall',
}
const none = { entries: [], sent: [], takenBack: [] } as const
const entries = pressed([], thank, AT)
const pending = [
  { id: 'k1', to: 'chenxiao', at: AT, visibleAt: after(AT, 10_000), audience: 'wall' },
] as const

test('[K7] the seconds that are left, and nothing once they are over', () => {
  const left = (passed: number) => toastsOf(none, 'liwenjing', pending, after(AT, passed), true)
  expect(left(0)).toMatchObject([{ kind: 'sent', secondsLeft: 10 }])
  expect(left(2001)).toMatchObject([{ kind: 'sent', secondsLeft: 8 }])
  expect(left(9999)).toMatchObject([{ kind: 'sent', secondsLeft: 1 }])
  expect(left(10_000)).toEqual([])
})

test('one thank-you is one line, wherever it is just now', () => {
  const sent = pending.map(({ id, to, audience, visibleAt }) => ({ id, to, audience, visibleAt }))
  expect(toastsOf({ ...none, sent }, 'liwenjing', pending, AT, true).length).toBe(1)
  expect(
    toastsOf({ ...none, entries: attempted(entries, 'k1') }, 'liwenjing', pending, AT, true),
  ).toMatchObject([{ kind: 'sending' }])
})

test('[10] without a connection it says that it waits', () => {
  expect(toastsOf({ ...none, entries }, 'liwenjing', [], AT, false)).toMatchObject([
    { kind: 'waiting' },
  ])
})

test('what was taken back is gone at once, even while the server still names it', () => {
  const back = withdrawn(attempted(entries, 'k1'), thank, AT)
  expect(toastsOf({ ...none, entries: back }, 'liwenjing', pending, AT, true)).toEqual([])
  expect(toastsOf({ ...none, takenBack: ['k1'] }, 'liwenjing', pending, AT, true)).toEqual([])
})

test('a refusal stays until it is read', () => {
  const no = refused(entries, 'k1', 'QUOTA')
  expect(
    toastsOf({ ...none, entries: no }, 'liwenjing', [], after(AT, 3_600_000), true),
  ).toMatchObject([{ kind: 'refused', code: 'QUOTA' }])
})

test('a shared tablet shows nobody the thanks of another lead', () => {
  expect(toastsOf({ ...none, entries }, 'luoqiming', [], AT, false)).toEqual([])
})
