import { describe, expect, test } from 'vitest'
import type { FloorEvent } from '../../../../shared/events.ts'
import { type EpochMs, epochMs, HOUR, millis, MINUTE, SECOND } from '../../../../shared/time.ts'
import {
  type Clock,
  SimulatedFloor,
  type SimulatedFloorOptions,
} from '../../../../server/sources/simulated/simulatedFloor.ts'
import { simulate } from '../../../../server/sources/simulated/simulate.ts'
import { type Door, Overloaded } from '../../../../server/sources/source.ts'
import { StoreUnavailable } from '../../../../server/store/siteStore.ts'
import { calmDemo } from './plans.ts'

/** The restart, and for each of 40 agents five queues left and no pause. */
const OPENING = 1 + 40 * 6
const NOW = epochMs(Date.UTC(2026, 10, 22, 9))

/** Time passes only while somebody sleeps; at `until` it is time to stop. */
class PassingClock implements Clock {
  readonly #stop = new AbortController()
  readonly #until: number
  readonly slept: number[] = []
  time: number

  constructor(from: number, until: number) {
    this.time = from
    this.#until = until
  }
  get signal(): AbortSignal {
    return this.#stop.signal
  }
  now(): EpochMs {
    return epochMs(this.time)
  }
  async sleep(ms: number): Promise<void> {
    this.slept.push(ms)
    this.time += ms
    if (this.time >= this.#until) this.#stop.abort()
  }
}

interface Taken {
  readonly at: number
  readonly events: readonly FloorEvent[]
}

/** Remembers what came and when; refuses first as often as it is told to. */
class RecordingDoor implements Door {
  readonly taken: Taken[] = []
  readonly refusals: Error[] = []
  readonly #clock: PassingClock
  readonly #known = new Set<string>()

  constructor(clock: PassingClock) {
    this.#clock = clock
  }
  async admit(events: readonly FloorEvent[]) {
    const refusal = this.refusals.shift()
    if (refusal !== undefined) throw refusal
    this.taken.push({ at: this.#clock.time, events })
    const fresh = events.filter((event) => !this.#known.has(event.id)).length
    for (const event of events) this.#known.add(event.id)
    return { accepted: fresh, duplicates: events.length - fresh }
  }
  async setAside(): Promise<void> {
    throw new Error('the simulated floor makes no bad events')
  }
  get events(): readonly FloorEvent[] {
    return this.taken.flatMap((batch) => batch.events)
  }
}

const memory = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    loadCheckpoint: async (name: string) => kept.get(name) ?? null,
    saveCheckpoint: async (name: string, value: string) => {
      kept.set(name, value)
    },
  }
}

async function live(from: number, minutes: number, options: Partial<SimulatedFloorOptions> = {}) {
  const clock = new PassingClock(from, from + minutes * MINUTE)
  const door = new RecordingDoor(clock)
  const floor = new SimulatedFloor({ plan: calmDemo, seed: 1, clock, ...options })
  return { clock, door, run: async () => floor.run(door, clock.signal) }
}

const ids = (events: readonly FloorEvent[]) => events.map((event) => event.id)

/** What the model itself says for these moments. */
function modelled(from: number, start: number, end: number): FloorEvent[] {
  const events: FloorEvent[] = []
  for (const event of simulate(calmDemo, 1, epochMs(from))) {
    if (event.time > end) return events
    if (event.time >= start) events.push(event)
  }
  return events
}

describe('in real time', () => {
  test('90 minutes of history come at once, then each event within 50 ms of its time', async () => {
    const { door, run } = await live(NOW, 10)
    await run()
    const history = door.taken.filter((batch) => batch.at === NOW).flatMap(({ events }) => events)
    expect(history[0]).toMatchObject({ type: 'source.restarted', time: NOW - 90 * MINUTE - 1 })
    expect(ids(history.slice(OPENING))).toEqual(ids(modelled(NOW - 90 * MINUTE, 0, NOW)))
    const later = door.taken.filter((batch) => batch.at > NOW)
    expect(later.length).toBeGreaterThan(100)
    for (const { at, events } of later) {
      for (const event of events) {
        expect(event.time).toBeLessThanOrEqual(at)
        expect(at - event.time).toBeLessThanOrEqual(50)
      }
    }
    expect(door.taken.every(({ events }) => events.length > 0 && events.length <= 500)).toBe(true)
    expect(door.events.some((event) => event.replay)).toBe(false)
  })

  test('without history the floor starts empty, now', async () => {
    const { door, run } = await live(NOW, 1, { backfill: millis(0) })
    await run()
    expect(Math.min(...door.events.map((event) => event.time))).toBe(NOW - 1)
    expect(door.events.map((event) => event.type)).toContain('agent.joinedQueue')
  })

  test('a machine that slept catches up at once', async () => {
    const { clock, door, run } = await live(NOW, 30, { backfill: millis(0) })
    const napAt = NOW + 5 * MINUTE
    const { sleep } = clock
    let napped = false
    clock.sleep = async (ms) => {
      await sleep.call(clock, ms)
      if (napped || clock.time < napAt) return
      napped = true
      clock.time += 20 * MINUTE
    }
    await run()
    const awake = door.taken.find(({ at }) => at >= napAt + 20 * MINUTE)!
    expect(awake.events.length).toBeGreaterThan(400)
  })
})

describe('faster', () => {
  test('[T6] it says that it is a replay, and every event does', async () => {
    const { door, run } = await live(NOW, 2, { speed: 60 })
    await run()
    expect(door.events[0]).toMatchObject({
      type: 'replay.started',
      time: NOW - 90 * MINUTE - 1,
      data: { file: 'simulated', from: NOW - 90 * MINUTE - 1, speed: 60 },
    })
    expect(door.events.every((event) => event.replay)).toBe(true)
  })

  test('an hour passes in a minute', async () => {
    const { door, run } = await live(NOW, 2, { speed: 60, backfill: millis(0) })
    await run()
    for (const { at, events } of door.taken) {
      for (const event of events) {
        const due = NOW + (event.time - NOW) / 60
        expect(at - due).toBeGreaterThanOrEqual(-0.001)
        expect(at - due).toBeLessThanOrEqual(50)
      }
    }
    expect(door.events.at(-1)!.time - NOW).toBeGreaterThan(1.95 * HOUR)
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('speed %d is refused', async (speed) => {
    await expect(live(NOW, 1, { speed })).rejects.toThrow(/speed must be a number above 0/)
  })
})

describe('when the store is away', () => {
  test('the same batch is offered until it is taken, and nothing is lost', async () => {
    const notices: string[] = []
    const { clock, door, run } = await live(NOW, 5, { notice: (text) => notices.push(text) })
    door.refusals.push(
      new StoreUnavailable('STORE_UNREACHABLE', 'Redis does not answer.'),
      new Overloaded(2),
    )
    await run()
    expect(clock.slept.slice(0, 2)).toEqual([250, 2000])
    expect(notices).toHaveLength(2)
    expect(notices[0]).toContain('Redis does not answer')
    const from = NOW - 90 * MINUTE
    const last = door.events.at(-1)!.time
    expect(ids(door.events.slice(OPENING))).toEqual(ids(modelled(from, 0, last)))
  })

  test('any other failure is not hidden', async () => {
    const { door, run } = await live(NOW, 5)
    door.refusals.push(new TypeError('a bug'))
    await expect(run()).rejects.toThrow('a bug')
  })
})

describe('after a restart', () => {
  test('[E1] the same floor goes on: nothing is missing and nothing comes under another identity', async () => {
    const checkpoints = memory()
    const first = await live(NOW, 7, { checkpoints })
    await first.run()
    const second = await live(NOW + 20 * MINUTE, 5, { checkpoints })
    await second.run()
    const all = [...new Set([...ids(first.door.events), ...ids(second.door.events)])]
    const last = second.door.events.at(-1)!.time
    expect(all.slice(OPENING)).toEqual(ids(modelled(NOW - 90 * MINUTE, 0, last)))
    expect(second.door.events.length).toBeLessThan(first.door.events.length / 2)
    expect(second.door.events.map((event) => event.type)).not.toContain('source.restarted')
  })

  test('[T6] a faster floor goes on at its own clock', async () => {
    const checkpoints = memory()
    const first = await live(NOW, 2, { checkpoints, speed: 60 })
    await first.run()
    const reached = first.door.events.at(-1)!.time
    const second = await live(NOW + HOUR, 1, { checkpoints, speed: 60 })
    await second.run()
    expect(second.door.events[0]).toMatchObject({
      type: 'replay.started',
      time: reached,
      data: { from: reached },
    })
    expect(second.door.events.at(-1)!.time - reached).toBeLessThan(61 * MINUTE)
  })

  test('[E6] another floor begins after what the old one told, and says that its callers are gone', async () => {
    const checkpoints = memory()
    const first = await live(NOW, 7, { checkpoints })
    await first.run()
    const told = first.door.events.at(-1)!.time
    const second = await live(NOW + 20 * MINUTE, 1, { checkpoints, seed: 2 })
    await second.run()
    expect(second.door.events[0]).toMatchObject({ type: 'source.restarted', time: told + 1 })
  })

  test('after two days it is another floor', async () => {
    const checkpoints = memory()
    const first = await live(NOW, 1, { checkpoints })
    await first.run()
    const second = await live(NOW + 49 * HOUR, 1, { checkpoints })
    await second.run()
    expect(second.door.events[0]).toMatchObject({
      type: 'source.restarted',
      time: NOW + 49 * HOUR - 90 * MINUTE - 1,
    })
  })

  test('a checkpoint that cannot be read is told and put aside', async () => {
    const checkpoints = memory()
    checkpoints.kept.set('simulated', 'x y z')
    const notices: string[] = []
    const { door, run } = await live(NOW, 1, { checkpoints, notice: (text) => notices.push(text) })
    await run()
    expect(notices).toEqual([expect.stringContaining('a new floor begins: x y z')])
    expect(door.events[0]!.type).toBe('source.restarted')
  })

  test('a checkpoint that cannot be saved stops nothing', async () => {
    const checkpoints = {
      ...memory(),
      saveCheckpoint: async () => {
        throw new StoreUnavailable('STORE_UNREACHABLE', 'Redis does not answer.')
      },
    }
    const notices: string[] = []
    const { door, run } = await live(NOW, 1, { checkpoints, notice: (text) => notices.push(text) })
    await run()
    expect(door.events.at(-1)!.time).toBeGreaterThan(NOW + 50 * SECOND)
    expect(notices[0]).toContain('could not save how far it came')
  })
})
