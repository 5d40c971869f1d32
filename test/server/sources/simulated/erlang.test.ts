import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { simulate } from '../../../../server/sources/simulated/simulate.ts'
import { erlangA, erlangC } from '../../../support/erlang.ts'
import { recordings } from '../../../support/recordings.ts'
import { FROM, type PlainQueue, plainQueue } from './plans.ts'

interface Measured {
  readonly mean: number
  readonly error: number
}

const BATCHES = 20

/** Mean and its standard error from the means of batches long enough to forget each other. */
function measured(batches: readonly number[]): Measured {
  const mean = batches.reduce((sum, value) => sum + value, 0) / batches.length
  const variance =
    batches.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (batches.length - 1)
  return { mean, error: Math.sqrt(variance / batches.length) }
}

interface Batch {
  calls: number
  answered: number
  abandoned: number
  waited: number
  waitedAtAll: number
  answeredInTime: number
  answeredWait: number
}

const emptyBatch = (): Batch => ({
  calls: 0,
  answered: 0,
  abandoned: 0,
  waited: 0,
  waitedAtAll: 0,
  answeredInTime: 0,
  answeredWait: 0,
})

/** Runs the floor for so many finished visits, forgets the first tenth, and batches the rest. */
function run(queue: PlainQueue, calls: number, withinSeconds: number) {
  const batches = Array.from({ length: BATCHES }, emptyBatch)
  let seen = -calls / 10
  for (const event of simulate(plainQueue(queue), 7, FROM)) {
    if (event.type !== 'contact.connected' && event.type !== 'contact.left') continue
    if (seen >= calls) break
    const batch = batches[Math.floor((seen++ * BATCHES) / calls)]
    if (batch === undefined) continue
    const waited = (event.data.waited ?? 0) / 1000
    batch.calls++
    batch.waited += waited
    if (waited > 0) batch.waitedAtAll++
    if (event.type === 'contact.left') batch.abandoned++
    else {
      batch.answered++
      batch.answeredWait += waited
      if (waited <= withinSeconds) batch.answeredInTime++
    }
  }
  const over = (ratio: (batch: Batch) => number) => measured(batches.map(ratio))
  return {
    pWait: over((batch) => batch.waitedAtAll / batch.calls),
    asa: over((batch) => batch.answeredWait / batch.answered),
    meanWait: over((batch) => batch.waited / batch.calls),
    pAbandon: over((batch) => batch.abandoned / batch.calls),
    inTime: over((batch) => batch.answeredInTime / batch.calls),
  }
}

/** How many standard errors apart. */
const apart = (found: Measured, right: number): number => Math.abs(found.mean - right) / found.error

interface OracleC {
  readonly erlangs: number
  readonly agents: number
  readonly p_wait: number
  readonly asa: number
  readonly sl: number
  readonly T: number
  readonly mean_queue: number
}
interface OracleA {
  readonly erlangs: number
  readonly agents: number
  readonly patience: number
  readonly p_wait: number
  readonly p_abandon: number
  readonly mean_wait_all: number
  readonly mean_queue: number
  readonly sl_served_within_T_of_offered: number
  readonly T: number
}
interface Oracle {
  readonly erlang: {
    readonly erlang_c_cases: readonly { readonly ours: OracleC }[]
    readonly erlang_a_cases: readonly { readonly ours: OracleA }[]
    readonly grid: readonly OracleC[]
  }
}

/** Little's law gives the handle time of the oracle's rows. */
const handleC = (row: OracleC): number => Math.round((row.erlangs * row.asa) / row.mean_queue)
const handleA = (row: OracleA): number =>
  Math.round((row.erlangs * row.mean_wait_all) / row.mean_queue)

function rowC(erlangs: number, agents: number, handleSeconds: number, T: number): OracleC {
  const known = erlangC({ erlangs, agents, handleSeconds }, T)
  const mean_queue = (known.asa * erlangs) / handleSeconds
  return {
    erlangs,
    agents,
    T,
    p_wait: known.pWait,
    asa: known.asa,
    sl: known.serviceLevel,
    mean_queue,
  }
}

/** Where the recordings are absent, the same cases against our own formulas. */
const own: readonly OracleC[] = [
  rowC(10, 14, 180, 20),
  rowC(48, 55, 240, 15),
  rowC(10, 13, 180, 20),
  rowC(5 / 3, 3, 300, 20),
]
const oracle = recordings.present
  ? (JSON.parse(readFileSync(recordings.oracle, 'utf8')) as Oracle).erlang
  : null
const onGrid = (row: OracleC): boolean => ['5/8', '20/23'].includes(`${row.erlangs}/${row.agents}`)
const casesC =
  oracle === null
    ? own
    : [...oracle.erlang_c_cases.map((row) => row.ours), ...oracle.grid.filter(onGrid)]

/** The closer to the limit, the longer a floor remembers a bad minute, and the longer it must be watched. */
const callsFor = (row: OracleC): number => {
  const load = row.erlangs / row.agents
  if (load > 0.93) return 240_000
  return load > 0.85 ? 120_000 : 60_000
}

describe('the formulas', () => {
  test('Erlang C gives the published figures: 200 calls/h of 180 s, 14 agents', () => {
    const known = erlangC({ erlangs: 10, agents: 14, handleSeconds: 180 }, 20)
    expect(known.pWait * 100).toBeCloseTo(17.41, 2)
    expect(known.serviceLevel * 100).toBeCloseTo(88.8, 1)
    expect(known.asa).toBeCloseTo(7.8, 1)
    expect(known.occupancy * 100).toBeCloseTo(71.4, 1)
  })

  test('Erlang A gives the published figures: 48 a minute of 60 s, 50 agents, patience 120 s', () => {
    const known = erlangA({ erlangs: 48, agents: 50, handleSeconds: 60 }, 120)
    expect(known.pAbandon * 100).toBeCloseTo(3.1, 1)
    expect(known.meanWait).toBeCloseTo(3.7, 1)
  })

  test.runIf(oracle !== null)('both give what other hands computed', () => {
    const rowsC = [
      ...(oracle?.erlang_c_cases.map((row) => row.ours) ?? []),
      ...(oracle?.grid ?? []),
    ]
    expect(rowsC.length).toBeGreaterThan(20)
    for (const row of rowsC) {
      const known = erlangC({ ...row, handleSeconds: handleC(row) }, row.T)
      // Four digits: the oracle prints its erlangs rounded.
      expect(known.pWait).toBeCloseTo(row.p_wait, 4)
      expect(known.serviceLevel).toBeCloseTo(row.sl, 4)
      expect(known.asa / row.asa).toBeCloseTo(1, 3)
    }
    for (const { ours } of oracle?.erlang_a_cases ?? []) {
      const known = erlangA({ ...ours, handleSeconds: handleA(ours) }, ours.patience)
      expect(known.pWait).toBeCloseTo(ours.p_wait, 5)
      expect(known.pAbandon).toBeCloseTo(ours.p_abandon, 5)
      expect(known.meanWait).toBeCloseTo(ours.mean_wait_all, 3)
    }
  })
})

describe('the floor agrees with Erlang C where nobody hangs up', () => {
  test.each(casesC)('$erlangs erlangs, $agents agents', (row) => {
    const queue = { ...row, handleSeconds: handleC(row), patienceSeconds: null }
    const found = run(queue, callsFor(row), row.T)
    expect(found.pAbandon.mean).toBe(0)
    expect(apart(found.pWait, row.p_wait)).toBeLessThan(4)
    expect(apart(found.asa, row.asa)).toBeLessThan(4)
    expect(apart(found.inTime, row.sl)).toBeLessThan(4)
    // A wide error would agree with anything.
    expect(found.asa.error / row.asa).toBeLessThan(0.2)
  })
})

describe('the floor agrees with Erlang A where callers hang up', () => {
  const cases = oracle?.erlang_a_cases.map((row) => row.ours) ?? []
  test.runIf(oracle !== null).each(cases)('$erlangs erlangs, $agents agents', (row) => {
    const queue = { ...row, handleSeconds: handleA(row), patienceSeconds: row.patience }
    const found = run(queue, 50_000, row.T)
    expect(apart(found.pWait, row.p_wait)).toBeLessThan(4)
    expect(apart(found.pAbandon, row.p_abandon)).toBeLessThan(4)
    expect(apart(found.meanWait, row.mean_wait_all)).toBeLessThan(4)
    expect(apart(found.inTime, row.sl_served_within_T_of_offered)).toBeLessThan(4)
    expect(found.pAbandon.error / row.p_abandon).toBeLessThan(0.1)
  })

  test('with our own formula too', () => {
    const queue = { erlangs: 8, agents: 8, handleSeconds: 240, patienceSeconds: 150 }
    const known = erlangA(queue, queue.patienceSeconds)
    const found = run(queue, 40_000, 20)
    expect(apart(found.pWait, known.pWait)).toBeLessThan(4)
    expect(apart(found.pAbandon, known.pAbandon)).toBeLessThan(4)
    expect(apart(found.meanWait, known.meanWait)).toBeLessThan(4)
  })
})

describe('a floor that is 5 % too slow does not pass for the right one', () => {
  test('neither by Erlang C', () => {
    const known = erlangC({ erlangs: 10, agents: 14, handleSeconds: 180 }, 20)
    const slow = { erlangs: 10.5, agents: 14, handleSeconds: 189, patienceSeconds: null }
    const found = run(slow, 50_000, 20)
    expect(apart(found.pWait, known.pWait)).toBeGreaterThan(4)
    expect(apart(found.asa, known.asa)).toBeGreaterThan(4)
    expect(apart(found.inTime, known.serviceLevel)).toBeGreaterThan(4)
  })

  test('nor by Erlang A', () => {
    const known = erlangA({ erlangs: 10, agents: 10, handleSeconds: 180 }, 120)
    const slow = { erlangs: 10.5, agents: 10, handleSeconds: 189, patienceSeconds: 120 }
    const found = run(slow, 50_000, 20)
    expect(apart(found.pAbandon, known.pAbandon)).toBeGreaterThan(4)
    expect(apart(found.meanWait, known.meanWait)).toBeGreaterThan(4)
  })
})
