import { appendFileSync, copyFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { unpackCheckpoint } from '../../../../server/sources/asterisk/queueLogCheckpoint.ts'
import { entry, follow, lines, patience, place } from './followedFile.ts'

test('what is there is read, and what comes later as it comes', async () => {
  const { path, checkpoints } = place()
  writeFileSync(path, lines(1, 2))
  const followed = follow(path, checkpoints)
  await expect.poll(followed.calls, patience).toEqual([1, 2])
  appendFileSync(path, lines(3))
  await expect.poll(followed.calls, patience).toEqual([1, 2, 3])
  expect(followed.log.status()).toMatchObject({ watching: true, problem: null })
})

test('a half-written line is held back until its end comes', async () => {
  const { path, checkpoints } = place()
  writeFileSync(path, lines(1) + entry(2).slice(0, 20))
  const followed = follow(path, checkpoints)
  await expect.poll(followed.calls, patience).toEqual([1])
  await followed.looked()
  await expect.poll(followed.calls, patience).toEqual([1])
  appendFileSync(path, `${entry(2).slice(20)}\n`)
  await expect.poll(followed.calls, patience).toEqual([1, 2])
  expect(followed.letters).toEqual([])
})

test('a file that is not there yet is waited for, and the status says so', async () => {
  const { path, checkpoints } = place()
  const followed = follow(path, checkpoints)
  await vi.waitFor(() => expect(followed.notices).toHaveLength(1))
  expect(followed.log.status().watching).toBe(false)
  expect(followed.log.status().problem).toContain('check the path')
  expect(followed.beats).toEqual([])
  writeFileSync(path, lines(1))
  await expect.poll(followed.calls, patience).toEqual([1])
  await followed.looked()
  expect(followed.log.status()).toMatchObject({ watching: true, problem: null })
})

test('bad lines and unknown verbs are set aside with place and reason, the rest goes on', async () => {
  const { path, checkpoints } = place()
  const unknown = '1795320600|9.1|support|NONE|FROBNICATE|5550199\n'
  writeFileSync(path, `${lines(1)}nonsense\n${unknown}${lines(2)}`)
  const followed = follow(path, checkpoints)
  await expect.poll(followed.calls, patience).toEqual([1, 2])
  expect(followed.log.status().advice).toEqual([expect.stringContaining('FROBNICATE 1')])
  await vi.waitFor(() => expect(followed.letters).toHaveLength(2))
  const [bad, kept] = followed.letters
  expect(bad).toMatchObject({ raw: 'nonsense', source: 'pbx' })
  expect(bad?.reason).toContain(`${path}: Line 2 has 1 of the 5 columns`)
  expect(kept?.reason).toContain(`${path}: Line 3 has the verb FROBNICATE`)
  expect(kept?.raw).toContain('FROBNICATE')
  expect(kept?.raw).not.toContain('5550199')
})

describe('rotation', () => {
  test('by renaming: the old file is followed until Asterisk writes to the new one', async () => {
    const { path, aside, checkpoints } = place()
    writeFileSync(path, lines(1))
    const followed = follow(path, checkpoints)
    await expect.poll(followed.calls, patience).toEqual([1])
    renameSync(path, aside('queue_log.1'))
    appendFileSync(aside('queue_log.1'), lines(2))
    await expect.poll(followed.calls, patience).toEqual([1, 2])
    writeFileSync(path, '')
    appendFileSync(aside('queue_log.1'), lines(3))
    await expect.poll(followed.calls, patience).toEqual([1, 2, 3])
    appendFileSync(aside('queue_log.1'), lines(4))
    appendFileSync(path, lines(5))
    await expect.poll(followed.calls, patience).toEqual([1, 2, 3, 4, 5])
    appendFileSync(path, lines(6))
    await expect.poll(followed.calls, patience).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('a file that is gone is said to be gone, and gives no sign of life', async () => {
    const { path, aside, checkpoints } = place()
    writeFileSync(path, lines(1))
    const followed = follow(path, checkpoints)
    await followed.looked()
    renameSync(path, aside('queue_log.1'))
    await vi.waitFor(() => expect(followed.log.status().problem).toContain('is gone'))
    expect(followed.log.status().watching).toBe(false)
  })

  test('a half line at the end of a rotated file is set aside', async () => {
    const { path, aside, checkpoints } = place()
    writeFileSync(path, lines(1) + entry(2).slice(0, 20))
    const followed = follow(path, checkpoints)
    await followed.looked()
    renameSync(path, aside('queue_log.1'))
    writeFileSync(path, lines(3))
    await expect.poll(followed.calls, patience).toEqual([1, 3])
    expect(followed.letters[0]?.reason).toContain('half written')
  })

  test('by copying and truncating: the lines since our last look come from the copy', async () => {
    const { path, aside, checkpoints } = place()
    writeFileSync(path, lines(1, 2))
    const followed = follow(path, checkpoints)
    await expect.poll(followed.calls, patience).toEqual([1, 2])
    // In one go, so that no look falls between.
    appendFileSync(path, lines(3))
    copyFileSync(path, aside('queue_log-20261122'))
    truncateSync(path)
    appendFileSync(path, lines(4))
    await expect.poll(followed.calls, patience).toEqual([1, 2, 3, 4])
  })

  test('truncated and written again beyond the old length: noticed by its first line', async () => {
    const { path, checkpoints } = place()
    writeFileSync(path, lines(1, 2))
    const followed = follow(path, checkpoints)
    await expect.poll(followed.calls, patience).toEqual([1, 2])
    truncateSync(path)
    appendFileSync(path, lines(3, 4, 5, 6))
    await expect.poll(followed.calls, patience).toEqual([1, 2, 3, 4, 5, 6])
    expect(followed.notices.join()).toContain('truncated')
  })
})

describe('[P1] the store', () => {
  test('is asked again until it takes the events, and no place is saved before', async () => {
    const { path, checkpoints } = place()
    writeFileSync(path, lines(1))
    let refusals = 2
    const savedWhileRefused: number[] = []
    const followed = follow(path, checkpoints, {
      admit: async () => {
        if (refusals === 0) return { accepted: 0, duplicates: 0 }
        refusals -= 1
        savedWhileRefused.push(checkpoints.size)
        throw new Error('store down')
      },
    })
    await expect.poll(followed.calls, patience).toEqual([1])
    expect(savedWhileRefused).toEqual([0, 0])
    expect(followed.notices.join()).toContain('store down')
    await vi.waitFor(() => expect(checkpoints.size).toBe(1))
  })

  test('stopped while the store is down: the saved place lies before what was not taken', async () => {
    const { path, checkpoints } = place()
    writeFileSync(path, lines(1))
    let down = false
    const followed = follow(path, checkpoints, {
      admit: async () => {
        if (down) throw new Error('store down')
        return { accepted: 0, duplicates: 0 }
      },
    })
    await expect.poll(followed.calls, patience).toEqual([1])
    await vi.waitFor(() => expect(checkpoints.size).toBe(1))
    down = true
    appendFileSync(path, lines(2))
    await vi.waitFor(() => expect(followed.notices.join()).toContain('store down'))
    await followed.stop()
    const [saved] = checkpoints.values()
    expect(unpackCheckpoint(saved ?? null)?.offset).toBe(lines(1).length)
    const after = follow(path, checkpoints)
    await expect.poll(after.calls, patience).toEqual([2])
  })
})

test('signs of life come at their pace, each with an identity of its own', async () => {
  const { path, checkpoints } = place()
  writeFileSync(path, lines(1))
  const followed = follow(path, checkpoints, { heartbeatEvery: 5 })
  await vi.waitFor(() => expect(followed.beats.length).toBeGreaterThan(3))
  await followed.stop()
  const times = followed.beats.map(({ time }) => time)
  const gaps = times.slice(1).map((time, n) => time - times[n]!)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5)
  expect(new Set(followed.beats.map(({ id }) => id)).size).toBe(followed.beats.length)
  expect(followed.beats[0]?.data).toEqual({ every: 5 })
})
