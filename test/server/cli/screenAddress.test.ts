import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { listenFault } from '../../../server/cli/listenFault.ts'
import { screenAddress } from '../../../server/cli/screenAddress.ts'

const face = (address: string, internal: boolean): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
})
const network = { lo: [face('127.0.0.1', true)], eth0: [face('192.168.7.4', false)] }
const at = (host: string, publicUrl: URL | null = null, interfaces = network as object) =>
  screenAddress('http://localhost:8080', { host, publicUrl }, { ...interfaces })

test('an address that a screen elsewhere can open is printed', () => {
  expect(at('0.0.0.0')).toBe('http://192.168.7.4:8080')
  expect(at('::')).toBe('http://192.168.7.4:8080')
  expect(at('127.0.0.1')).toBe('http://localhost:8080')
  expect(at('0.0.0.0', null, {})).toBe('http://localhost:8080')
  expect(at('0.0.0.0', new URL('https://wall.example.com/'))).toBe('https://wall.example.com')
})

test.each([
  ['EADDRINUSE', 'set another PORT'],
  ['EACCES', 'Set a PORT above 1023'],
  ['EADDRNOTAVAIL', 'HOST: 127.0.0.1 is no address of this machine'],
])('where the server cannot listen (%s), it says what to do', (code, words) => {
  const error = Object.assign(new Error(`listen ${code}`), { code })
  expect(listenFault(error, { host: '127.0.0.1', port: 80 })).toContain(words)
})

test('other errors are not explained away', () => {
  expect(listenFault(new Error('boom'), { host: '', port: 0 })).toBeNull()
  expect(listenFault('boom', { host: '', port: 0 })).toBeNull()
})
