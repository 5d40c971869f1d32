import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node'
import { home } from './command.ts'
import type { SkippedTest, TestReport } from './tally.ts'

/** Where the run leaves its figures; named by `npm test`. */
const reportFile = process.env['TEST_REPORT']

const nameOf = (test: TestCase) => `${relative(home, test.module.moduleId)} › ${test.fullName}`

/** Why a test did not run: its own words, else the title of the suite whose condition was not met. */
function skippedTest(test: TestCase): SkippedTest {
  const result = test.result()
  const note = result.state === 'skipped' ? result.note : undefined
  const suite = test.parent.type === 'suite' ? test.parent.fullName : undefined
  return {
    name: nameOf(test),
    reason: note ?? (suite ? `not met: ${suite}` : 'no reason given'),
  }
}

/** A file that could not be loaded, and a hook that failed, fail without any test failing. */
function brokenParts(testModule: TestModule): number {
  const suites = [...testModule.children.allSuites()]
  return testModule.errors().length + suites.filter((suite) => suite.errors().length > 0).length
}

function reportOf(
  modules: readonly TestModule[],
  broken: number,
  reason: TestRunEndReason,
): TestReport {
  const tests = modules.flatMap((testModule) => [...testModule.children.allTests()])
  const count = (state: string) => tests.filter((test) => test.result().state === state).length
  const unfinished = count('pending')
  return {
    passed: count('passed'),
    failed: count('failed') + modules.reduce((sum, testModule) => sum + brokenParts(testModule), 0),
    skipped: tests.filter((test) => test.result().state === 'skipped').map(skippedTest),
    whole: broken === 0 && unfinished === 0 && reason !== 'interrupted',
  }
}

/** Writes what `npm test` needs for its last line; the reading of it is vitest's default reporter. */
export default class FigureReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    if (!reportFile) return
    mkdirSync(dirname(reportFile), { recursive: true })
    writeFileSync(reportFile, JSON.stringify(reportOf(modules, unhandled.length, reason)))
  }
}
