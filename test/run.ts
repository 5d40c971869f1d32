/**
 * `npm test`: fetches what is missing, then types, lint, format, unused code, build and every test.
 * `npm run check` (`--static`): the first four only. Ends with one line, `N passed, N failed`.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { home, runCommand } from './run/command.ts'
import { prerequisites } from './run/prerequisites.ts'
import type { Prerequisite } from './run/prerequisites.ts'
import { buildCheck, staticChecks } from './run/staticChecks.ts'
import type { Check } from './run/staticChecks.ts'
import { addTally, noTally, oneFailed, onePassed, tallyTests } from './run/tally.ts'
import type { Tally, TestReport } from './run/tally.ts'

/** Seconds after which the tests count as hung. */
const testLimit = 20 * 60

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, string]> {
  const begun = performance.now()
  const result = await work()
  return [result, `${((performance.now() - begun) / 1000).toFixed(1)} s`]
}

async function runCheck(check: Check): Promise<Tally> {
  say(`… ${check.name}`)
  const [result, time] = await timed(() => runCommand(check.program, check.words, { quiet: true }))
  if (!result.ok) say(result.output.trimEnd())
  say(`${result.ok ? '✓' : '✗'} ${check.name} ${time}${result.ok ? '' : ` (${check.remedy})`}`)
  return result.ok ? onePassed : oneFailed
}

async function runChecks(checks: readonly Check[]): Promise<Tally> {
  let tally = noTally
  for (const check of checks) tally = addTally(tally, await runCheck(check))
  return tally
}

/** Settings with which the tests find it, `undefined` (and a line that says what to do) when missing. */
async function provide(needed: Prerequisite): Promise<Record<string, string> | undefined> {
  const [settings, time] = await timed(() =>
    needed.provide(say).catch((error: unknown) => {
      say(String(error))
      return undefined
    }),
  )
  say(
    settings
      ? `✓ ${needed.name} ${time}`
      : `✗ ${needed.name} is missing and could not be fetched. ${needed.remedy}`,
  )
  return settings
}

function readReport(file: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TestReport
  } catch {
    return undefined
  }
}

async function runTests(settings: Readonly<Record<string, string>>): Promise<Tally> {
  const reportFile = join(home, '.data', 'test-report.json')
  rmSync(reportFile, { force: true })
  const reporters = ['--reporter=default', '--reporter=./test/run/testReporter.ts']
  say('… tests')
  const [result, time] = await timed(() =>
    runCommand('vitest', ['run', ...reporters], {
      env: { ...settings, TEST_REPORT: reportFile },
      limit: testLimit,
    }),
  )
  const report = readReport(reportFile)
  for (const { name, reason } of report?.skipped ?? []) say(`skipped: ${name} (${reason})`)
  const tally = tallyTests(report, result.ok)
  if (!report) say('The test run broke off before it could report.')
  say(`${tally.failed === 0 ? '✓' : '✗'} tests ${time}`)
  return tally
}

async function runEverything(): Promise<Tally> {
  let settings: Record<string, string> | undefined = {}
  let tally = noTally
  for (const needed of prerequisites) {
    const own = await provide(needed)
    settings = own && settings ? { ...settings, ...own } : undefined
    if (!own) tally = addTally(tally, oneFailed)
  }
  tally = addTally(tally, await runChecks([...staticChecks, buildCheck]))
  if (settings) return addTally(tally, await runTests(settings))
  say('✗ tests: not run, see what is missing above')
  return addTally(tally, oneFailed)
}

const tally = process.argv.includes('--static')
  ? await runChecks(staticChecks)
  : await runEverything()
say(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 ? 0 : 1
