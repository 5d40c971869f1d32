import { expect, test } from 'vitest'
import { roomOf, wholeOfD3, wrongDirections } from './architecture/directions.ts'
import { impurities } from './architecture/purity.ts'
import { rulesOf, unquotedRules } from './architecture/ruleQuotes.ts'
import { emptyNames, tooLong } from './architecture/shape.ts'
import { filesUnder } from './architecture/sourceFile.ts'
import type { SourceFile } from './architecture/sourceFile.ts'

const scripts = ['.ts', '.tsx', '.mjs']
const product = ['server', 'shared', 'client'].flatMap((room) => filesUnder(room, scripts))
const tests = filesUnder('test', scripts)
const texts = ['server', 'shared', 'client', 'test'].flatMap((room) =>
  filesUnder(room, [...scripts, '.css', '.lua']),
)

const snippet = (path: string, text = ''): SourceFile => ({ path, text })

test('imports follow client → shared ← server/core ← adapters ← main.ts', () => {
  expect(product.length).toBeGreaterThan(20)
  expect(product.flatMap(wrongDirections)).toEqual([])
})

test.each([
  ['client/screens/wall/Wall.tsx', '../../../server/core/fold.ts'],
  ['shared/views.ts', '../server/core/fold.ts'],
  ['shared/views.ts', '../client/main.tsx'],
  ['server/core/fold.ts', '../store/siteStore.ts'],
  ['server/core/fold.ts', '../main.ts'],
  ['server/http/routes.ts', '../store/redisStore.ts'],
  ['server/http/routes.ts', '../main.ts'],
  ['server/main.ts', '../client/main.tsx'],
])('an import against the direction is reported: %s → %s', (path, from) => {
  for (const text of [
    `import { a } from '${from}'`,
    `import type { A } from '${from}'`,
    `export { a } from '${from}'`,
    `export const a = await import('${from}')`,
  ])
    expect(wrongDirections(snippet(path, text))).toHaveLength(1)
})

test('imports along the direction are not reported', () => {
  const port = snippet('server/http/a.ts', `import type { S } from '../store/siteStore.ts'`)
  const builder = snippet('server/main.ts', `import { a } from './http/a.ts'`)
  const screen = snippet('client/main.tsx', `import { a } from '../shared/time.ts'`)
  expect([port, builder, screen].flatMap(wrongDirections)).toEqual([])
  expect(roomOf('server/cli/report.ts')).toBe('server')
})

const isPure = ({ path }: SourceFile) => roomOf(path) === 'shared' || roomOf(path) === 'server/core'

test('shared/ and server/core have no packages, clock, chance, timers, process or console', () => {
  expect(product.filter(isPure).flatMap(impurities)).toEqual([])
})

test.each([
  `import { z } from 'zod'`,
  `import type { Server } from 'node:http'`,
  `export const now = () => Date.now()`,
  `export const now = () => new Date()`,
  `export const now = () => Date()`,
  `export const dice = () => Math.random()`,
  `export const home = () => process.env['HOME']`,
  `export const later = (f: () => void) => setTimeout(f, 1)`,
  `export const say = () => console.log(1)`,
  `export const hidden = globalThis`,
  `export const since = () => performance.now()`,
])('an impurity is reported: %s', (text) => {
  expect(impurities(snippet('shared/a.ts', text))).toHaveLength(1)
})

test('what only looks impure is not reported', () => {
  const text = `
    // process, Date.now() and Math.random() in words
    export const said = 'console.log(Date.now())'
    export const at = (moment: number) => new Date(moment)
    export const field = (of: { process: number }) => of.process
    export const made = { fetch: 1 }`
  expect(impurities(snippet('shared/a.ts', text))).toEqual([])
})

test('no file is longer than 250 lines, no test than 300', () => {
  expect(texts.flatMap(tooLong)).toEqual([])
  expect(tooLong(snippet('server/a.ts', 'a\n'.repeat(250)))).toEqual([])
  expect(tooLong(snippet('server/a.ts', 'a\n'.repeat(251)))).toHaveLength(1)
  expect(tooLong(snippet('test/a.test.ts', 'a\n'.repeat(300)))).toEqual([])
  expect(tooLong(snippet('test/a.test.ts', 'a\n'.repeat(301)))).toHaveLength(1)
})

test('no file or folder has a name that says nothing', () => {
  expect(texts.flatMap(emptyNames)).toEqual([])
  for (const path of [
    'shared/types.ts',
    'server/utils/a.ts',
    'client/dateHelpers.ts',
    'server/queue-manager.ts',
    'server/http/alarmService.ts',
  ])
    expect(emptyNames(snippet(path)), path).toHaveLength(1)
  expect(emptyNames(snippet('shared/metrics/serviceLevel.ts'))).toEqual([])
})

test('d3 is imported by name', () => {
  expect([...product, ...tests].flatMap(wholeOfD3)).toEqual([])
  expect(wholeOfD3(snippet('client/a.ts', `import * as d3 from 'd3'`))).toHaveLength(1)
  expect(wholeOfD3(snippet('client/a.ts', `import { scaleLinear } from 'd3'`))).toEqual([])
})

test('every rule of the specification is quoted by a test', () => {
  const [specification] = filesUnder('shared', ['SPEC.md'])
  const quoting = tests.filter(({ path }) => !path.startsWith('test/architecture'))
  expect(rulesOf(specification?.text ?? '').length).toBeGreaterThan(0)
  expect(unquotedRules(specification?.text ?? '', quoting)).toEqual([])
})

test('a rule that no test quotes is reported', () => {
  const specification = '## T\n- T1 One.\n- T2 Two.\n| M1 | offered |\n| M2 | answered |\n- see T9'
  const quoting = snippet(
    'test/a.test.ts',
    `// [T2] in a comment proves nothing\ntest('[T1] one', f)\ntest(\`[M1, M3] \${two}\`, f)`,
  )
  expect(rulesOf(specification)).toEqual(['T1', 'T2', 'M1', 'M2'])
  expect(unquotedRules(specification, [quoting])).toEqual(['T2', 'M2'])
})
