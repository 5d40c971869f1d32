import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { home, runCommand } from './command.ts'
import { tallyTests } from './tally.ts'
import type { TestReport } from './tally.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starboard-report-'))
  mkdirSync(join(folder, 'test'))
  symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs vitest on one file of tests of its own and reads what `npm test` would. */
async function reportOn(lines: string): Promise<{ ended: boolean; report: TestReport }> {
  const file = join(folder, 'report.json')
  writeFileSync(join(folder, 'test', 'a.test.js'), `import * as v from 'vitest'\n${lines}`)
  const reporter = join(home, 'test', 'run', 'testReporter.ts')
  const words = ['run', '--root', folder, `--reporter=${reporter}`]
  const { ok } = await runCommand('vitest', words, { quiet: true, env: { TEST_REPORT: file } })
  return { ended: ok, report: JSON.parse(readFileSync(file, 'utf8')) as TestReport }
}

test('passed, failed and skipped tests are told apart, with the reason of the skipped', async () => {
  const { report } = await reportOn(`
    v.test('good', () => {})
    v.test('bad', () => { throw new Error('bad') })
    v.test('gone', (context) => context.skip('no browser'))
    v.describe.runIf(false)('needs the recordings', () => { v.test('read', () => {}) })`)
  expect(report).toMatchObject({ passed: 1, failed: 1, whole: true })
  expect(report.skipped.map(({ reason }) => reason)).toEqual([
    'no browser',
    'not met: needs the recordings',
  ])
})

test.each([
  ['a file that cannot be loaded', `import './missing.js'`],
  [
    'a hook that fails',
    `v.describe('d', () => { v.beforeAll(() => { throw new Error() }); v.test('t', () => {}) })`,
  ],
  [
    'an error outside a test',
    `v.test('t', () => void Promise.reject(new Error('nobody waits for this')))`,
  ],
  ['a worker that dies', `process.kill(process.pid, 'SIGKILL')`],
])('%s counts as a failure', async (_name, lines) => {
  const { ended, report } = await reportOn(lines)
  expect(tallyTests(report, ended).failed).toBe(1)
})
