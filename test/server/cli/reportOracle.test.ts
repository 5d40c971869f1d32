import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { recordings } from '../../support/recordings.ts'
import { reported } from './reported.ts'

/** A row of figures as the oracle computed it. Rates have four decimals, seconds three. */
interface OracleRow {
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly other: number
  readonly connection_rate: number
  readonly abandon_rate: number
  readonly asa: number | null
  readonly aht: number | null
  readonly talk_total: number
  readonly finished: number
  readonly max_wait_answered: number | null
  readonly max_wait_abandoned: number | null
  readonly sl20: { readonly answered_le: number }
}
interface OracleAgent {
  readonly calls?: number
  readonly connects?: number
  readonly finished?: number
  readonly talk_total?: number
  readonly aht?: number
  readonly asa?: number
  readonly ringnoanswer?: number
}
interface Oracle {
  readonly technion_jan1999: {
    readonly all: OracleRow
    readonly by_type: Readonly<Record<string, OracleRow>>
    readonly by_server: Readonly<Record<string, OracleAgent>>
    readonly by_date: Readonly<Record<string, OracleRow>>
  }
  readonly asterisk22_scenario: {
    readonly all: OracleRow & { readonly entered: number }
    readonly by_queue: Readonly<Record<string, OracleRow>>
    readonly by_agent: Readonly<Record<string, OracleAgent>>
    readonly lost_at_restart: readonly { readonly was: string; readonly queue: string }[]
  }
}

type Rows = Awaited<ReturnType<Awaited<ReturnType<typeof reported>>['json']>>
type Row = Rows['total']

const other = (row: Row): number => row.timedOut + row.leftEmpty + row.leftByKey + row.withdrawn

/** Our row in the oracle's words; `connection_rate` is its answered ÷ offered, ours leaves withdrawn out. */
const inItsWords = (row: Row) => ({
  offered: row.offered,
  answered: row.answered,
  abandoned: row.abandoned,
  other: other(row),
  connection_rate: Math.round((row.answered / row.offered) * 1e4) / 1e4,
  abandon_rate: row.abandonRate,
  asa: row.asaSeconds,
  aht: row.ahtSeconds,
  finished: row.handled,
})
const its = (row: OracleRow) => ({
  offered: row.offered,
  answered: row.answered,
  abandoned: row.abandoned,
  other: row.other,
  connection_rate: row.connection_rate,
  abandon_rate: row.abandon_rate,
  asa: row.asa,
  aht: row.aht,
  finished: row.finished,
})
const mapped = <A, B>(rows: Readonly<Record<string, A>>, of: (row: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, of(row)]))
const greatest = (row: OracleRow): number =>
  Math.max(row.max_wait_answered ?? 0, row.max_wait_abandoned ?? 0)

const oracle = (): Oracle =>
  JSON.parse(recordings.present ? readFileSync(recordings.oracle, 'utf8') : 'null') as Oracle

describe.runIf(recordings.present)('[M1] [M3] [M4] [M6] a scripted Asterisk 22', () => {
  const run = async () => (await reported(recordings.scenario)).json()
  const expected = oracle()?.asterisk22_scenario

  test('in total; what the restart cut off is lost', async () => {
    const { total } = await run()
    expect(inItsWords(total)).toEqual(its(expected.all))
    expect(total.lost).toBe(expected.all.entered - expected.all.offered)
    expect(total.longestWaitSeconds).toBe(greatest(expected.all))
  })

  test('[M5] our connection rate differs by definition: the withdrawn caller is on neither side', async () => {
    const { total } = await run()
    expect(total.withdrawn).toBe(1)
    expect(total.connectionRate).toBe(0.625)
    expect(expected.all.connection_rate).toBe(0.6)
    expect(total.answered / (total.offered - total.withdrawn)).toBe(0.625)
  })

  test('by queue', async () => {
    const { queues } = await run()
    expect(mapped(queues, inItsWords)).toEqual(mapped(expected.by_queue, its))
    const lost = expected.lost_at_restart.filter(({ was }) => was === 'waiting')
    expect(
      Object.entries(queues)
        .filter(([, row]) => row.lost > 0)
        .map(([queue]) => queue),
    ).toEqual(lost.map(({ queue }) => queue))
  })

  test('by agent, with the rings that each let pass', async () => {
    const { agents } = await run()
    expect(mapped(agents, (row) => ({ ...row, connected: row.asaSeconds !== null }))).toEqual(
      mapped(expected.by_agent, (row) => ({
        handled: row.finished ?? 0,
        ahtSeconds: row.aht ?? null,
        talkSeconds: row.talk_total ?? 0,
        asaSeconds: row.asa ?? null,
        missed: row.ringnoanswer,
        connected: (row.connects ?? 0) > 0,
      })),
    )
  })

  test('[M7] service level: the same answers in time, our own divisor', async () => {
    const { total } = await run()
    const short = 3
    expect(total.serviceLevel).toBe(
      Math.round((expected.all.sl20.answered_le / (expected.all.offered - short)) * 1e4) / 1e4,
    )
  })
})

/** A visit of the log as it stands there, by other means than ours: epoch seconds of what happened. */
interface Lived {
  entered: number
  answered?: number
  left?: number
  done?: number
  talked?: number
}

function livesIn(log: string): readonly Lived[] {
  const lives = new Map<string, Lived>()
  for (const line of log.split('\n')) {
    const [time, call = '', , , verb, ...data] = line.split('|')
    const life = lives.get(call) ?? { entered: Number(time) }
    if (verb === 'CONNECT') life.answered = Number(time)
    if (verb === 'ABANDON') life.left = Number(time)
    if (verb === 'COMPLETECALLER' || verb === 'COMPLETEAGENT') {
      Object.assign(life, { done: Number(time), talked: Number(data[1]) })
    }
    if (call !== '') lives.set(call, life)
  }
  return [...lives.values()]
}

/** The bank is at UTC+2 all through January. */
const bankDay = (time: number): string => new Date((time + 7200) * 1000).toISOString().slice(0, 10)
const oracleDay = (date: string): string =>
  `19${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`

describe.runIf(recordings.present)('[M1] [M3] [M4] [M6] a bank in January 1999', () => {
  let rows: Rows
  beforeAll(async () => {
    rows = (await reported(recordings.january, { json: true, timezone: 'Asia/Jerusalem' })).json()
  })
  const january = () => rows
  const expected = oracle()?.technion_jan1999

  test('by day of what happened; the oracle puts all of a call on the day of its row', () => {
    const moved = new Map<
      string,
      { answered: number; abandoned: number; finished: number; talk: number }
    >()
    const move = (day: string, of: 'answered' | 'abandoned' | 'finished' | 'talk', by: number) => {
      const sums = moved.get(day) ?? { answered: 0, abandoned: 0, finished: 0, talk: 0 }
      sums[of] += by
      moved.set(day, sums)
    }
    const lives = livesIn(readFileSync(recordings.january, 'utf8'))
    for (const {
      entered,
      answered = entered,
      left = entered,
      done = entered,
      talked = 0,
    } of lives) {
      const day = bankDay(entered)
      for (const [of, at, amount] of [
        ['answered', answered, 1],
        ['abandoned', left, 1],
        ['finished', done, 1],
        ['talk', done, talked],
      ] as const) {
        move(day, of, -amount * Number(bankDay(at) !== day))
        move(bankDay(at), of, amount * Number(bankDay(at) !== day))
      }
    }
    const over = lives.filter(({ entered, done = entered }) => bankDay(done) !== bankDay(entered))
    // 24 calls of 27,060 were in service over midnight.
    expect(over).toHaveLength(24)

    const ours = mapped(
      january().days,
      ({ offered, answered, abandoned, handled, ahtSeconds }) => ({
        offered,
        answered,
        abandoned,
        finished: handled,
        aht: ahtSeconds,
      }),
    )
    const theirs = Object.entries(expected.by_date).map(([date, row]) => {
      const day = oracleDay(date)
      const shift = moved.get(day) ?? { answered: 0, abandoned: 0, finished: 0, talk: 0 }
      const finished = row.finished + shift.finished
      return [
        day,
        {
          offered: row.offered,
          answered: row.answered + shift.answered,
          abandoned: row.abandoned + shift.abandoned,
          finished,
          aht: Math.round(((row.talk_total + shift.talk) / finished) * 1e3) / 1e3,
        },
      ] as const
    })
    expect(ours).toEqual(Object.fromEntries(theirs))
  })

  test('[M4] by day, where nobody was answered on another day than the one they came', () => {
    const lives = livesIn(readFileSync(recordings.january, 'utf8'))
    const crossed = lives.flatMap(({ entered, answered = entered }) =>
      bankDay(entered) === bankDay(answered) ? [] : [bankDay(entered), bankDay(answered)],
    )
    const days = Object.entries(expected.by_date).filter(
      ([date]) => !crossed.includes(oracleDay(date)),
    )
    expect(days.length).toBeGreaterThan(20)
    expect(days.map(([date]) => january().days[oracleDay(date)]?.asaSeconds)).toEqual(
      days.map(([, { asa }]) => asa),
    )
  })

  test('in total', () => {
    const { total } = january()
    expect(inItsWords(total)).toEqual(its(expected.all))
    expect(total.connectionRate).toBe(expected.all.connection_rate)
    expect(total.longestWaitSeconds).toBe(greatest(expected.all))
    expect(total.lost).toBe(0)
  })

  test('by queue', () => {
    expect(mapped(january().queues, inItsWords)).toEqual(mapped(expected.by_type, its))
  })

  test('by agent; calls without a server stand under their own name', () => {
    const { NO_SERVER: nobody, ...agents } = january().agents
    expect(
      mapped(agents, ({ handled, talkSeconds, ahtSeconds, asaSeconds }) => ({
        calls: handled,
        talk_total: talkSeconds,
        aht: ahtSeconds,
        asa: asaSeconds,
      })),
    ).toEqual(
      mapped(expected.by_server, ({ calls, talk_total, aht, asa }) => ({
        calls,
        talk_total,
        aht,
        asa,
      })),
    )
    const named = Object.values(expected.by_server).reduce((sum, { calls = 0 }) => sum + calls, 0)
    expect(nobody?.handled).toBe(expected.all.answered - named)
  })
})
