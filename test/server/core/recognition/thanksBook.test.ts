import { expect, test } from 'vitest'
import type { EventOf } from '../../../../shared/events.ts'
import { epochMs } from '../../../../shared/time.ts'
import { ThanksBook } from '../../../../server/core/recognition/thanksBook.ts'

const at = (seconds: number) => epochMs(1_772_445_600_000 + seconds * 1000)

const given = (kudos: string, seconds: number, to = 'chen'): EventOf<'kudos.given'> => ({
  id: `kudos:${kudos}`,
  source: 'starboard:east',
  type: 'kudos.given',
  time: at(seconds),
  data: { kudos, to, by: 'li', behaviour: 'solved', audience: 'wall', visibleAt: at(seconds + 10) },
})

const withdrawn = (kudos: string, seconds: number): EventOf<'kudos.withdrawn'> => ({
  id: `reverse:${kudos}`,
  source: 'starboard:east',
  type: 'kudos.withdrawn',
  time: at(seconds),
  data: { kudos, by: 'li' },
})

const idsOf = (thanks: readonly { readonly kudos: string }[]): string[] =>
  thanks.map(({ kudos }) => kudos)

test('[K7] a thank-you is due when its ten seconds are over, and once', () => {
  const book = new ThanksBook()
  book.given(given('k1', 0))
  expect(idsOf(book.due(at(9)))).toEqual([])
  expect(idsOf(book.due(at(10)))).toEqual(['k1'])
  expect(idsOf(book.due(at(11)))).toEqual([])
})

test('[K7] before that only the giver knows of it', () => {
  const book = new ThanksBook()
  book.given(given('k1', 0))
  expect(idsOf(book.receivedBy('chen', at(-60), at(9)))).toEqual([])
  expect(idsOf(book.givenBy('li', at(-60)))).toEqual(['k1'])
  expect(idsOf(book.receivedBy('chen', at(-60), at(10)))).toEqual(['k1'])
})

test('[K4] taken back it is gone, whichever of the two is heard first', () => {
  const inOrder = new ThanksBook()
  inOrder.given(given('k1', 0))
  inOrder.withdrawn(withdrawn('k1', 5))
  const turned = new ThanksBook()
  turned.withdrawn(withdrawn('k1', 5))
  expect(turned.given(given('k1', 0))).toBe(false)
  for (const book of [inOrder, turned]) expect(idsOf(book.due(at(20)))).toEqual([])
})

test('[K3] a save and restore announces nothing twice and forgets no withdrawal', () => {
  const book = new ThanksBook()
  book.given(given('k1', 0))
  book.given(given('k2', 1))
  book.withdrawn(withdrawn('k2', 2))
  book.due(at(15))
  const again = new ThanksBook()
  again.restore(book.takeChanges(at(15)).changed)
  expect(idsOf(again.due(at(60)))).toEqual([])
  expect(again.given(given('k2', 1))).toBe(false)
  expect(idsOf(again.receivedBy('chen', at(0), at(60)))).toEqual(['k1'])
})
