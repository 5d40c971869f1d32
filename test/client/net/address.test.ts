import { expect, test } from 'vitest'
import { readAddress } from '../../../client/net/address.ts'
import { screenAt } from '../../../client/screens/index.ts'

test('the address names site and screen and may override settings', () => {
  expect(readAddress('main', '?language=en&theme=day&layout=standard&motion=reduced')).toEqual({
    site: 'default',
    screen: 'main',
    overrides: { language: 'en', theme: 'day', layout: 'standard', reducedMotion: true },
  })
  expect(readAddress('east', '?site=b')).toEqual({ site: 'b', screen: 'east', overrides: {} })
})

test('settings that do not exist are left out', () => {
  expect(readAddress('main', '?language=xx&theme=neon&layout=').overrides).toEqual({})
})

test('addresses lead to screens, others to none', () => {
  expect(screenAt('/wall/main')?.name).toBe('main')
  expect(screenAt('/wall/%E4%B8%9C')?.name).toBe('东')
  expect(screenAt('/wall')?.name).toBe('main')
  expect(screenAt('/')).toBeNull()
  expect(screenAt('/elsewhere/x')).toBeNull()
})
