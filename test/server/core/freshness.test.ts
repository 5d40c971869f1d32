import { expect, test } from 'vitest'
import { epochMs, type EpochMs } from '../../../shared/time.ts'
import { SourceRhythms } from '../../../server/core/freshness.ts'
import { START } from '../../support/floorScript.ts'

const at = (second: number): EpochMs => epochMs(START + second * 1000)

const sources = (
  promised: Readonly<Record<string, readonly [every: number | null, ...queues: string[]]>>,
) =>
  new Map(
    Object.entries(promised).map(([name, [every, ...queues]]) => [
      name,
      { every: every === null ? null : every * 1000, queues: new Set(queues) },
    ]),
  )

const pbx = sources({ pbx: [30, 'support'] })

function heard(...moments: readonly (readonly [source: string, second: number])[]): SourceRhythms {
  const rhythms = new SourceRhythms()
  for (const [source, second] of moments) rhythms.heard(source, at(second))
  return rhythms
}

test('before anything was heard there is no data', () => {
  expect(new SourceRhythms().at(at(0), pbx).freshness).toBe('noData')
  expect(new SourceRhythms().last).toBeNull()
})

test.each([
  [40, 'live'],
  [40.001, 'slow'],
  [60, 'slow'],
  [60.001, 'stale'],
  [330, 'stale'],
  [330.001, 'lost'],
])(
  'a source that promised to speak every 30 s is, %d s after its last word, %s',
  (silence, state) => {
    expect(heard(['pbx', 0]).at(at(silence), pbx).freshness).toBe(state)
  },
)

test('a source without a promise is expected by its own rhythm, at least every 10 s', () => {
  const none = sources({ pbx: [null, 'support'] })
  expect(heard(['pbx', 0]).at(at(20), none).freshness).toBe('live')
  expect(heard(['pbx', 0]).at(at(21), none).freshness).toBe('slow')
  const everyMinute = Array.from({ length: 60 }, (_, minute) => ['pbx', minute * 60] as const)
  expect(heard(...everyMinute).at(at(59 * 60 + 590), none).freshness).toBe('live')
  expect(heard(...everyMinute).at(at(59 * 60 + 631), none).freshness).toBe('stale')
})

test('the site is as fresh as the freshest of its sources', () => {
  const both = sources({ pbx: [10, 'support'], chat: [10, 'web'] })
  const rhythms = heard(['pbx', 0], ['chat', 100])
  expect(rhythms.at(at(105), both).freshness).toBe('live')
  expect(rhythms.last).toBe(at(100))
})

test('a queue whose source fell silent while another speaks says since when', () => {
  const both = sources({ pbx: [10, 'support'], chat: [10, 'web'] })
  const { staleSince } = heard(['pbx', 0], ['chat', 100]).at(at(105), both)
  expect([staleSince('support'), staleSince('web'), staleSince('unheard')]).toEqual([
    at(0),
    null,
    null,
  ])
})

test('a queue fed by two sources is stale only when both are', () => {
  const shared = sources({ one: [10, 'support'], two: [10, 'support'], chat: [10, 'web'] })
  const one = heard(['one', 0], ['two', 100], ['chat', 100])
  expect(one.at(at(105), shared).staleSince('support')).toBeNull()
  const none = heard(['one', 0], ['two', 20], ['chat', 100])
  expect(none.at(at(105), shared).staleSince('support')).toBe(at(20))
})

test('when the whole site is silent no queue is singled out', () => {
  expect(heard(['pbx', 0]).at(at(200), pbx).staleSince('support')).toBeNull()
})

test('words that arrive out of order do not set the last one back', () => {
  expect(heard(['pbx', 50], ['pbx', 40]).last).toBe(at(50))
})
