import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import type { FloorEvent } from '../../../../shared/events.ts'
import { epochMs } from '../../../../shared/time.ts'
import { followQueueLog } from '../../../../server/sources/asterisk/followQueueLog.ts'
import type {
  FollowPorts,
  FollowedQueueLog,
} from '../../../../server/sources/asterisk/followQueueLog.ts'
import type { Door } from '../../../../server/sources/source.ts'
import type { DeadLetter } from '../../../../server/store/siteStore.ts'

/** How long a change of the file may take to be seen; only a failing test waits so long. */
export const patience = { timeout: 5000, interval: 2 }

/** A line of one call's entry; `n` tells calls apart. */
export const entry = (n: number): string =>
  `${1_795_320_600 + n}|${n}.1|support|NONE|ENTERQUEUE||555|1`

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'queue-log-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

/** Lines of calls that enter, as they lie in the file. */
export const lines = (...calls: number[]): string => calls.map((n) => `${entry(n)}\n`).join('')

/** A folder with the file's path in it, other paths beside it, and nothing read yet. */
export function place() {
  const home = folder()
  const path = join(home, 'queue_log')
  const aside = (name: string) => join(home, name)
  return { path, aside, checkpoints: new Map<string, string>() }
}

export interface Followed {
  readonly log: FollowedQueueLog
  /** Everything but heartbeats. */
  readonly events: FloorEvent[]
  readonly beats: FloorEvent[]
  readonly letters: DeadLetter[]
  readonly notices: string[]
  stop(): Promise<void>
  /** Calls that have entered so far, in order. */
  calls(): readonly number[]
  /** Resolves when the file was looked at twice more. */
  looked(): Promise<void>
}

const entered = (events: readonly FloorEvent[]): readonly number[] =>
  events.flatMap((event) =>
    event.type === 'contact.queued' ? [Number.parseInt(event.data.contact, 10)] : [],
  )

/** Follows a real file through a door that keeps what it is given. The clock goes by its readings alone. */
export function follow(
  path: string,
  checkpoints: Map<string, string>,
  more: Partial<FollowPorts> & { readonly admit?: Door['admit'] } = {},
): Followed {
  const [events, beats, letters, notices] = [[], [], [], []] as [
    FloorEvent[],
    FloorEvent[],
    DeadLetter[],
    string[],
  ]
  let readings = 1_795_320_600_000
  const log = followQueueLog(
    { source: 'pbx', path, aliases: {} },
    {
      loadCheckpoint: async (name) => checkpoints.get(name) ?? null,
      saveCheckpoint: async (name, value) => void checkpoints.set(name, value),
      now: () => epochMs((readings += 1)),
      notice: (text) => void notices.push(text),
      pollEvery: 2,
      heartbeatEvery: 0,
      checkpointEvery: 0,
      ...more,
    },
  )
  const door: Door = {
    async admit(batch) {
      await more.admit?.(batch)
      for (const event of batch) (event.type === 'source.heartbeat' ? beats : events).push(event)
      return { accepted: batch.length, duplicates: 0 }
    },
    async setAside(given) {
      letters.push(...given)
    },
  }
  const stopping = new AbortController()
  const ended = log.run(door, stopping.signal)
  const stop = async (): Promise<void> => {
    stopping.abort()
    await ended
  }
  onTestFinished(stop)
  return {
    log,
    events,
    beats,
    letters,
    notices,
    stop,
    calls: () => entered(events),
    looked: async () => {
      const seen = beats.length
      await vi.waitFor(() => expect(beats.length).toBeGreaterThan(seen + 1), patience)
    },
  }
}
