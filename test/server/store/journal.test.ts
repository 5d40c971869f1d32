import { readFileSync, statSync, truncateSync, appendFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Journal } from '../../../server/store/journal.ts'
import { temporaryDirectory } from '../../support/redis.ts'

let directory: ReturnType<typeof temporaryDirectory>
beforeEach(() => {
  directory = temporaryDirectory()
})
afterEach(() => directory.remove())

const file = (): string => path.join(directory.directory, 'deep', 'journal-main.log')
const keys = (noted: readonly (readonly [string, unknown])[]): string[] => noted.map(([key]) => key)

test('[P2] what was written and not done is there after a restart, in its order', async () => {
  const journal = await Journal.open<number>(file())
  await Promise.all(['a', 'b', 'c'].map((key, n) => journal.write(key, n)))
  await journal.done('b')
  const again = await Journal.open<number>(file())
  expect(again.open()).toEqual([
    ['a', 0],
    ['c', 2],
  ])
  expect(keys(again.recent())).toEqual(['a', 'b', 'c'])
  expect(statSync(file()).mode & 0o077).toBe(0)
  await journal.close()
  await again.close()
})

test('[P2] a line cut short was never acknowledged; the ones before it are kept', async () => {
  const journal = await Journal.open<string>(file())
  await journal.write('a', 'one')
  await journal.write('b', 'two')
  await journal.close()
  truncateSync(file(), statSync(file()).size - 5)
  const unreadable: number[] = []
  const again = await Journal.open<string>(file(), { unreadable: (line) => unreadable.push(line) })
  expect(again.open()).toEqual([['a', 'one']])
  expect(unreadable).toEqual([2])
  await again.write('c', 'three')
  await again.close()
  const third = await Journal.open<string>(file())
  expect(keys(third.open())).toEqual(['a', 'c'])
  await third.close()
})

test('what is no journal line is left out and told', async () => {
  const journal = await Journal.open<string>(file())
  await journal.write('a', 'one')
  await journal.close()
  appendFileSync(file(), 'not JSON\n')
  const unreadable: number[] = []
  const again = await Journal.open<string>(file(), { unreadable: (line) => unreadable.push(line) })
  expect(keys(again.open())).toEqual(['a'])
  expect(unreadable).toEqual([2])
  await again.close()
})

test('what was done is kept for ten minutes and then pruned; what was not done is kept for ever', async () => {
  let now = 1_000_000
  const journal = await Journal.open<string>(file(), { now: () => now })
  await journal.write('old', 'done long ago')
  await journal.write('open', 'never done')
  await journal.done('old')
  now += 601_000
  await journal.write('new', 'done just now')
  await journal.done('new')
  await journal.close()
  expect(readFileSync(file(), 'utf8')).not.toContain('long ago')
  const again = await Journal.open<string>(file(), { now: () => now })
  expect(keys(again.open())).toEqual(['open'])
  expect(keys(again.recent())).toEqual(['open', 'new'])
  await again.close()
})

test('a journal that grows is written anew while it is written to', async () => {
  let now = 0
  const journal = await Journal.open<string>(file(), { now: () => now })
  const words = 'x'.repeat(10_000)
  for (let n = 0; n < 100; n += 1) {
    now += 60_000
    await Promise.all([
      journal.write(`a${n}`, words).then(() => journal.done(`a${n}`)),
      journal.write(`b${n}`, words).then(() => journal.done(`b${n}`)),
    ])
  }
  await journal.write('last', 'open')
  expect(statSync(file()).size).toBeLessThan(400_000)
  const again = await Journal.open<string>(file(), { now: () => now })
  expect(keys(again.open())).toEqual(['last'])
  await journal.close()
  await again.close()
})
