/** What the last line of `npm test` counts: one for each check that is not a test, one for each test. */
export interface Tally {
  readonly passed: number
  readonly failed: number
}

export const noTally: Tally = { passed: 0, failed: 0 }
export const onePassed: Tally = { passed: 1, failed: 0 }
export const oneFailed: Tally = { passed: 0, failed: 1 }

export const addTally = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
})

/** What the tests' own reporter leaves for the last line; see testReporter.ts. */
export interface TestReport extends Tally {
  readonly skipped: readonly SkippedTest[]
  /** False when the run ended early or something broke outside a test. */
  readonly whole: boolean
}

export interface SkippedTest {
  readonly name: string
  readonly reason: string
}

/**
 * The tally of a test run. A run that broke off, or that ended badly although no test failed, has one
 * failure more; a run without a report or without a test is one failure.
 */
export function tallyTests(report: TestReport | undefined, endedWell: boolean): Tally {
  if (!report || report.passed + report.failed === 0) return oneFailed
  const unexplained = !report.whole || (!endedWell && report.failed === 0)
  return { passed: report.passed, failed: report.failed + (unexplained ? 1 : 0) }
}
