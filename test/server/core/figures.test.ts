import { expect, test } from 'vitest'
import { agentFigures, figuresOver } from '../../../server/core/figures.ts'
import { allSums, floorOf } from '../../support/floors.ts'
import { floorScript } from '../../support/floorScript.ts'

/** Two answered (after 10 and 25 s, 100 and 200 s long), one abandon, one of each other end. */
function mixed() {
  const script = floorScript().answered('c1', 'a1', 10, 100).answered('c2', 'a2', 25, 200)
  script.queued('c3').after(42.7).abandoned('c3')
  for (const reason of [
    'timeout',
    'empty',
    'refused',
    'key',
    'withdrawn',
    'redirected',
    'callback',
  ] as const)
    script.queued(reason).after(1).left(reason, reason)
  script
    .queued('c4')
    .missed('c4', 'a1')
    .from('old')
    .queued('c5')
    .after(1)
    .add('source.restarted', {})
  return floorOf(script)
}

test('a row of exact figures: shares to four places, seconds to three, transfers and callbacks with the withdrawn', () => {
  expect(figuresOver(mixed().tally, 'queue:support')).toEqual({
    offered: 11,
    answered: 2,
    abandoned: 1,
    timedOut: 1,
    leftEmpty: 2,
    leftByKey: 1,
    withdrawn: 3,
    transferred: 0,
    lost: 1,
    connectionRate: 0.2857,
    abandonRate: 0.1,
    asaSeconds: 17.5,
    ahtSeconds: 150,
    serviceLevel: 0.1,
    longestWaitSeconds: 42,
    handled: 2,
  })
})

test('[M11] the longest wait of a day includes abandoned visits and is whole seconds', () => {
  expect(mixed().tally.longestWait('total', () => true)).toBe(42)
  expect(mixed().tally.longestWait('total', () => false)).toBeNull()
})

test('a row of an agent', () => {
  expect(agentFigures(allSums(mixed(), 'agent:a1'))).toEqual({
    handled: 1,
    ahtSeconds: 100,
    talkSeconds: 100,
    asaSeconds: 10,
    missed: 1,
  })
})

test('nothing counted is null where it is a ratio, and 0 where it is a count', () => {
  expect(figuresOver(mixed().tally, 'queue:unheard')).toMatchObject({
    offered: 0,
    connectionRate: null,
    asaSeconds: null,
    longestWaitSeconds: null,
  })
})
