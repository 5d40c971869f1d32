import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes } from '../../../server/http/errorCodes.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8')
const rows = page
  .split('\n')
  .map((line) =>
    /^\| `(?<code>[A-Z0-9_]+)` \| (?<status>\d{3}) \| (?<en>[^|]+) \| (?<zh>[^|]+) \|$/.exec(line),
  )
  .flatMap((match) => (match?.groups ? [match.groups] : []))

test('every error code is documented with its status, in both languages, and no other', () => {
  const documented = rows.map(({ code, status }) => `${code} ${status}`)
  const known = Object.entries(errorCodes).map(([code, { status }]) => `${code} ${status}`)
  expect(documented).toEqual([...new Set(documented)])
  expect(documented.toSorted()).toEqual(known.toSorted())
  for (const row of rows) expect(row['zh']).toMatch(/\p{Script=Han}/u)
})

test.each(Object.entries(errorCodes))('%s says what to do', (_, { status, hint }) => {
  expect(status).toBeGreaterThanOrEqual(400)
  expect(hint.length).toBeGreaterThan(20)
})
