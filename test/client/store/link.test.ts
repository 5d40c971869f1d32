import { expect, test } from 'vitest'
import { noLink, passed, rememberedLink, updated } from '../../../client/store/link.ts'

const good = updated(noLink, 0)

test('[P6] no tick for 3 s is stale, not earlier', () => {
  expect(passed(good, 3000).state).toBe('good')
  expect(passed(good, 3001).state).toBe('stale')
})

test('[P6] more than 5 minutes is lost', () => {
  const stale = passed(good, 3001)
  expect(passed(stale, 300_000).state).toBe('stale')
  expect(passed(stale, 300_001).state).toBe('lost')
})

test('[6] two good updates in a row heal, one does not', () => {
  const stale = passed(good, 10_000)
  const once = updated(stale, 10_100)
  expect(once.state).toBe('stale')
  expect(updated(once, 11_100).state).toBe('good')
})

test('[6] a single update followed by silence does not count towards healing', () => {
  const once = updated(passed(good, 10_000), 10_100)
  const silent = passed(once, 13_200)
  expect(updated(silent, 13_300).state).toBe('stale')
})

test('[6] lost heals the same way', () => {
  const lost = passed(good, 400_000)
  expect(updated(updated(lost, 400_100), 401_100).state).toBe('good')
})

test('before the first word there is nothing to be stale', () => {
  expect(passed(noLink, 1_000_000).state).toBe('waiting')
})

test('[P13] a remembered board is marked from the first moment', () => {
  expect(rememberedLink(50).state).toBe('stale')
  expect(updated(updated(rememberedLink(50), 60), 1060).state).toBe('good')
})
