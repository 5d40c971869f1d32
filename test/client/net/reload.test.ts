import { expect, test } from 'vitest'
import { followReload, type ReloadPort } from '../../../client/net/reload.ts'

function fakePort(random = 0.5) {
  const asked: number[] = []
  let remembered: string | null = null
  const port: ReloadPort = {
    remembered: () => remembered,
    remember: (build) => (remembered = build),
    reload: () => undefined,
    random: () => random,
    later: (_work, delay) => asked.push(delay),
  }
  return { port, asked }
}

test('[P12] a new build is loaded after a random part of the time given', () => {
  const { port, asked } = fakePort(0.25)
  expect(followReload({ build: 'b2', within: 60_000 }, port)).toBe(true)
  expect(asked).toEqual([15_000])
})

test('[P12] the same build is never reloaded for twice: no loop', () => {
  const { port, asked } = fakePort()
  followReload({ build: 'b2', within: 1000 }, port)
  expect(followReload({ build: 'b2', within: 1000 }, port)).toBe(false)
  expect(asked).toHaveLength(1)
})
