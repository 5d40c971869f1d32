import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { findExcess } from '../../../server/http/jsonBounds.ts'
import { findJsonFault } from '../../../server/http/jsonFault.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** JSON with some of its characters taken out or replaced. */
const almostJson = fc
  .tuple(
    fc.json(),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ...Array.from('{}[]",:1e.-\\u \nx\u0000'))), {
      maxLength: 3,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [place, letter]) => {
      const at = place % (now.length + 1)
      return now.slice(0, at) + letter + now.slice(at + 1)
    }, text),
  )

property.prop([almostJson], { numRuns: 2000 })(
  'a fault is found exactly where JSON.parse finds one',
  (text) => {
    expect(findJsonFault(text) === null).toBe(isJson(text))
  },
)

property.prop([fc.string()])('any text at all has a fault or is JSON', (text) => {
  expect(findJsonFault(text) === null).toBe(isJson(text))
})

test.each<[string, number, number, string]>([
  ['', 1, 1, 'it ends too early'],
  ['{"a": 1', 1, 8, 'it ends too early'],
  ['{"a" 1}', 1, 6, 'expected :'],
  ["{'a': 1}", 1, 2, 'expected a name in double quotes or }'],
  ['{"a": 1,\n}', 2, 1, 'expected a name in double quotes'],
  ['[1 2]', 1, 4, 'expected a comma or the closing bracket'],
  ['[1}', 1, 3, 'expected a comma or the closing bracket'],
  ['[,]', 1, 2, 'expected a value or ]'],
  ['{} x', 1, 4, 'expected nothing more'],
  ['{"a":\n  "b\\q"}', 2, 3, 'this text is not closed'],
  ['[01]', 1, 3, 'expected a comma'],
])('%j breaks at line %i, column %i: %s', (text, line, column, reason) => {
  expect(findJsonFault(text)).toMatchObject({
    line,
    column,
    reason: expect.stringContaining(reason) as string,
  })
})

test('[P21] what no event could be is refused before it is parsed', () => {
  expect(findExcess('['.repeat(33))).toMatchObject({ offset: 32, reason: 'nested deeper than 32' })
  expect(findExcess('['.repeat(32) + ']'.repeat(32))).toBeNull()
  const wide = (count: number): string =>
    JSON.stringify(
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])),
    )
  expect(findExcess(wide(1001))).toMatchObject({ reason: 'more than 1000 members in one object' })
  expect(findExcess(`[${Array(40).fill(wide(1000)).join(',')}]`)).toBeNull()
  expect(findExcess(JSON.stringify({ text: '[{:"\\'.repeat(2000) }))).toBeNull()
})
