import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { patched } from '../../../shared/protocol/apply.ts'
import { type Json, diff } from '../../../shared/protocol/diff.ts'

/** As it would arrive: through text and back. */
const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', '0', '1') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '', '-'),
  },
)
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, '', 'x', '星'),
    fc.integer({ min: -3, max: 3 }),
    fc.array(tie('json'), { maxLength: 5 }),
    fc
      .array(fc.tuple(key, tie('json')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}))
const wired = json.map(overTheWire)

test('[P4] patching with the difference gives the other value', () => {
  fc.assert(
    fc.property(wired, wired, (from, to) => {
      const patch = diff(from, to)
      const result = patch === undefined ? from : patched(from, overTheWire(patch))
      expect(sorted(result as Json)).toStrictEqual(sorted(to))
    }),
  )
})

test('[P4] equal values have no difference', () => {
  fc.assert(
    fc.property(wired, (value) => {
      expect(diff(value, overTheWire(value))).toBeUndefined()
    }),
  )
})

test('[P4] a branch that did not change keeps its identity', () => {
  fc.assert(
    fc.property(wired, wired, wired, (still, from, to) => {
      fc.pre(JSON.stringify(from) !== JSON.stringify(to))
      const before = { still: [still], list: [[still], from], moving: from }
      const patch = diff(before, {
        still: [overTheWire(still)],
        list: [[overTheWire(still)], to],
        moving: to,
      })
      fc.pre(patch !== undefined)
      const after = patched(before, overTheWire(patch!)) as unknown as typeof before
      expect(after).not.toBe(before)
      expect(after.still).toBe(before.still)
      expect(after.list[0]).toBe(before.list[0])
    }),
  )
})

test('[P4] patching never alters what it was given', () => {
  fc.assert(
    fc.property(wired, wired, (from, to) => {
      const kept = JSON.stringify(from)
      const patch = diff(from, to)
      if (patch !== undefined) patched(from, patch)
      expect(JSON.stringify(from)).toBe(kept)
    }),
  )
})

test('[P4] a patch made for another value never throws', () => {
  fc.assert(
    fc.property(wired, wired, wired, (from, to, other) => {
      const patch = diff(from, to)
      expect(() => patched(other, patch ?? {})).not.toThrow()
    }),
  )
})

test('[P4] the patch carries only what changed, in its shortest form', () => {
  const from = {
    waiting: 4,
    callers: { 7: 100, 8: 200 },
    alarms: [{ id: 'x' }, { id: 'y' }],
    name: 'Support',
  }
  const to = {
    waiting: 5,
    callers: { 8: 200, 9: 300 },
    alarms: [{ id: 'x' }],
    shift: { zh: '早班' },
    name: null,
  }
  expect(diff(from, to)).toStrictEqual({
    waiting: 5,
    callers: { 7: [], 9: 300 },
    alarms: { 1: [] },
    shift: [{ zh: '早班' }],
    name: null,
  })
})

test('[P4] lists grow, shrink and turn into objects', () => {
  expect(diff([1, 2], [1, 3, [4]])).toStrictEqual({ 1: 3, 2: [[4]] })
  expect(patched([1, 2], { 1: 3, 2: [[4]] })).toStrictEqual([1, 3, [4]])
  expect(patched([1, 2, 3], { 0: 9, 1: [] })).toStrictEqual([9])
  expect(diff([], {})).toStrictEqual([{}])
  expect(diff({ 0: 1 }, [1])).toStrictEqual([[1]])
})

test('[P4] a member set to undefined is gone, as JSON has it, and does not linger', () => {
  const patch = diff({ a: 1, b: 2 }, { a: 1, b: undefined } as unknown as Json)
  expect(patch).toStrictEqual({ b: [] })
  expect(diff({ a: 1 }, { a: 1, b: undefined } as unknown as Json)).toBeUndefined()
})

test('[P4] a patch that does not fit is refused', () => {
  expect(patched({ a: 1 }, { a: { b: 2 } })).toBeUndefined()
  expect(patched({}, { a: { b: 2 } })).toBeUndefined()
  expect(patched([1], { 3: 1 })).toBeUndefined()
  for (const place of ['length', '-1', '1.5', '', '00', '1e0'])
    expect(patched([1, 2, 3], { [place]: 0 })).toBeUndefined()
})

test('[P21] `__proto__` is a member like any other and pollutes nothing', () => {
  const from = JSON.parse('{"a":{"__proto__":{"x":1}}}') as Json
  const to = JSON.parse(
    '{"a":{"__proto__":{"x":2,"polluted":true}},"__proto__":{"polluted":true}}',
  ) as Json
  const after = patched(from, overTheWire(diff(from, to)!)) as object
  expect(JSON.stringify(after)).toBe(JSON.stringify(to))
  expect(Object.getPrototypeOf(after)).toBe(Object.prototype)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  const gone = patched(to, diff(to, from)!)
  expect(JSON.stringify(gone)).toBe(JSON.stringify(from))
})

/** Members as a list: their order means nothing, and `__proto__` or `constructor` do not mislead the matcher. */
function sorted(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)])
}
