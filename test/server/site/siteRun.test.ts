import { expect, test } from 'vitest'
import { createCalendar } from '../../../server/config/calendar.ts'
import { SiteRun } from '../../../server/site/siteRun.ts'
import type { FloorEvent } from '../../../shared/events.ts'
import { epochMs, millis, type EpochMs } from '../../../shared/time.ts'
import { plainSite } from '../../support/floors.ts'
import { START } from '../../support/floorScript.ts'

const at = (second: number): EpochMs => epochMs(START + second * 1000)

const beat = (second: number): FloorEvent => ({
  id: `beat:${second}`,
  source: 'pbx',
  type: 'source.heartbeat',
  time: at(second),
  data: { every: millis(5000) },
})

const taken = (source: string, second: number): FloorEvent => ({
  id: `taken:${second}`,
  source,
  type: 'alarm.taken',
  time: at(second),
  data: { alarm: 'sales:waitingPast', by: 'lead-1' },
})

function runAt(now: () => EpochMs): SiteRun {
  return new SiteRun({
    config: plainSite({}),
    calendars: createCalendar,
    now,
    epoch: 'first',
    send: () => {},
  })
}

test.each(['starboard:main', 'lead-tablet'])(
  'a source is no fresher because somebody took an alarm on %s',
  (screen) => {
    let now = at(0)
    const run = runAt(() => now)
    run.apply(beat(0), at(0))
    now = at(60)
    run.apply(taken(screen, 60), at(60))
    expect(run.parts().sources.freshness).toBe('stale')
  },
)

test('nor after a restart, from what the server itself wrote', () => {
  let now = at(0)
  const run = runAt(() => now)
  run.apply(beat(0), at(0))
  now = at(60)
  run.apply(taken('starboard:main', 60), at(60))
  const again = runAt(() => now)
  again.restore(run.takeChanges().changed)
  expect(again.parts().sources.freshness).toBe('stale')
})
