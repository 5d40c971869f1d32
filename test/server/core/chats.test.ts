import { expect, test } from 'vitest'
import { after, HOUR } from '../../../shared/time.ts'
import { allSums, counted, floorOf, measured } from '../../support/floors.ts'
import { type FloorScript, floorScript } from '../../support/floorScript.ts'

const chat = { channel: 'chat' }

/** A chat answered and ended at seconds from the start. */
function talk(script: FloorScript, contact: string, from: number, to: number, agent = 'a1') {
  script.at(from).queued(contact, chat).connected(contact, agent, chat)
  return script.at(to).completed(contact, chat)
}

const focusOf = (script: FloorScript) => counted(floorOf(script)).focusMs

test('[M6] two chats side by side share the time they have in common: 40 + 20 ÷ 2, and 20 ÷ 2 + 30', () => {
  const script = talk(talk(floorScript(), 'c1', 0, 60), 'c2', 40, 90)
  expect(focusOf(script)).toBe(50_000 + 40_000)
  const sums = allSums(floorOf(script))
  expect(measured('aht', sums).value).toBe(55)
  expect(measured('aht', sums, 'focus').value).toBe(45)
})

test('[M6] three at once: each second is given out once', () => {
  const script = talk(talk(talk(floorScript(), 'c1', 0, 90), 'c2', 30, 90), 'c3', 60, 90)
  expect(focusOf(script)).toBe(90_000)
})

test('[M6] another agent’s chat shares nothing, nor does a call', () => {
  expect(focusOf(talk(talk(floorScript(), 'c1', 0, 60), 'c2', 0, 60, 'a2'))).toBe(120_000)
  const script = talk(floorScript(), 'c1', 0, 60).at(0).answered('c2', 'a1', 0, 60)
  expect(focusOf(script)).toBe(120_000)
})

test('[M6] an open chat counts as going on, and its end settles the shares', () => {
  const script = talk(floorScript(), 'c1', 0, 60).at(30).queued('c2', chat)
  script.connected('c2', 'a1', chat)
  expect(focusOf(script)).toBe(30_000 + 15_000)
  expect(focusOf(script.at(45).completed('c2', chat))).toBe(30_000 + 7500 + 15_000 + 7500)
})

test('[M6] a chat cut off by a restart shares no longer than it was seen', () => {
  const script = floorScript().from('other').queued('c1', chat).connected('c1', 'a1', chat)
  script.at(30).add('source.restarted', {}).from('pbx')
  expect(focusOf(talk(script, 'c2', 0, 60))).toBe(15_000 + 30_000)
})

test('[M6] a chat known only by its end has its whole time', () => {
  const script = floorScript().queued('c1', chat).at(60)
  script.completed('c1', { ...chat, agent: 'a1', talked: 50_000 as never })
  expect(focusOf(script)).toBe(50_000)
})

test('[M6] a short chat inside one of five hours is remembered until the long one is settled', () => {
  const script = floorScript().queued('long', chat).connected('long', 'a1', chat)
  talk(script, 'short', 600, 1200)
  const floor = floorOf(script.at(5 * 3600 - 3601).completed('long', chat))
  const expected = (600 + (4 * 3600 - 1) - 600) * 1000
  expect(counted(floor).focusMs).toBe(expected)
  floor.advance(after(script.now, 3 * HOUR))
  expect(floor.visits.byKey.size).toBe(0)
  expect(counted(floor).focusMs).toBe(expected)
})

test('[M6] one channel alone has its own sums, and they add up to the whole', () => {
  const floor = floorOf(talk(floorScript(), 'c1', 0, 60).at(100).answered('c2', 'a1', 4, 20))
  expect(measured('aht', allSums(floor, 'channel:chat')).value).toBe(60)
  expect(measured('aht', allSums(floor, 'channel:voice')).value).toBe(20)
  expect(measured('aht', allSums(floor)).value).toBe(40)
})

test('[M6] hold and after-contact work are handle time; open work is not counted yet', () => {
  const script = floorScript().queued('c1').connected('c1', 'a1')
  const visit = { contact: 'c1', queue: 'support' }
  script.after(20).add('contact.held', visit).after(15).add('contact.resumed', visit)
  script
    .after(25)
    .completed('c1')
    .add('agent.wrapStarted', { ...visit, agent: 'a1' })
  expect(counted(floorOf(script)).handled).toBeUndefined()
  script.after(30).add('agent.wrapEnded', { ...visit, agent: 'a1' })
  expect(counted(floorOf(script))).toMatchObject({
    handled: 1,
    talkedMs: 45_000,
    heldMs: 15_000,
    wrappedMs: 30_000,
  })
})
