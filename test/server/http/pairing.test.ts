import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { codeOf, housedApp, type HousedApp } from '../../support/housedApp.ts'
import { leadPin } from '../../support/accesses.ts'

/** Each test has a PIN or two to hash, which is slow on purpose. */
vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 })

let house: HousedApp
beforeEach(async () => {
  house = await housedApp()
})
afterEach(() => house.close())

interface Asked {
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUrl: string
  readonly qr: string
  readonly interval: number
  readonly expiresIn: number
}

const json = async <T>(response: Response): Promise<T> => (await response.json()) as T
const announce = async (name = 'Television in the hall'): Promise<Asked> =>
  json(await house.ask('POST', '/api/v1/pairing', { body: { name } }))
const decide = (as: string, userCode: string, body: object) =>
  house.ask('POST', `/api/v1/pairing/${userCode}`, { token: house.tokens.get(as), body })
const poll = (deviceCode: string) =>
  house.ask('POST', '/api/v1/pairing/token', { body: { deviceCode } })
/** Tokens by whose help somebody is let in, for tests that only need one. */
const letIn = async (grant: object): Promise<string> => {
  const { deviceCode, userCode } = await announce()
  expect((await decide('admin', userCode, { allow: true, ...grant })).status).toBe(200)
  return (await json<{ token: string }>(await poll(deviceCode))).token
}

test('[R3] a wall is paired: code, approval by somebody who sees it, token, once', async () => {
  const asked = await announce()
  expect(asked).toMatchObject({
    verificationUrl: `${house.url}/pair`,
    interval: 5,
    expiresIn: 600,
    userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
    qr: expect.stringMatching(/^<svg /),
  })
  expect(await codeOf(await poll(asked.deviceCode))).toBe('PAIRING_PENDING')
  const seen = await house.ask('GET', `/api/v1/pairing/${asked.userCode.toLowerCase()}`, {
    token: house.tokens.get('lead'),
  })
  expect(await seen.json()).toMatchObject({
    name: 'Television in the hall',
    address: '127.0.0.1',
    sites: ['main'],
  })
  const allowed = { allow: true, role: 'wall', screen: 'floor-1' }
  expect((await decide('lead', asked.userCode, allowed)).status).toBe(200)
  const paired = await poll(asked.deviceCode)
  expect(paired.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
  expect(paired.headers.get('cache-control')).toBe('no-store')
  expect(paired.headers.get('referrer-policy')).toBe('no-referrer')
  const { token, ...rest } = await json<{ token: string }>(paired)
  expect(rest).toEqual({ role: 'wall', site: 'main', screen: 'floor-1' })
  expect((await house.ask('GET', '/api/v1/view', { token })).status).toBe(200)
  expect(await codeOf(await poll(asked.deviceCode))).toBe('PAIRING_EXPIRED')
  expect(await codeOf(await decide('lead', asked.userCode, allowed))).toBe('UNKNOWN_CODE')
})

test('[R3] a lead lets walls in and no tablets; the role stands as it was approved', async () => {
  const { userCode, deviceCode } = await announce()
  const tablet = { allow: true, role: 'lead' }
  expect(await codeOf(await decide('lead', userCode, tablet))).toBe('FORBIDDEN')
  expect(await codeOf(await decide('tablet', userCode, tablet))).toBe('TABLET_LOCKED')
  const admin = { allow: true, role: 'admin' }
  expect(await codeOf(await decide('admin', userCode, admin))).toBe('BAD_BODY')
  const elsewhere = { allow: true, role: 'wall', site: 'other' }
  expect(await codeOf(await decide('admin', userCode, elsewhere))).toBe('UNKNOWN_SITE')
  expect((await decide('admin', userCode, { allow: false })).status).toBe(200)
  expect(await codeOf(await poll(deviceCode))).toBe('PAIRING_DENIED')
})

test('[R3] asking too often, trying codes, and announcing without end are each bounded', async () => {
  const { deviceCode } = await announce()
  await poll(deviceCode)
  const again = await poll(deviceCode)
  expect(again.headers.get('retry-after')).toBe('5')
  expect(await codeOf(again)).toBe('PAIRING_SLOW_DOWN')
  const codes: unknown[] = []
  for (let n = 0; n < 6; n += 1) {
    codes.push(await codeOf(await decide('admin', 'BCDF-GHJK', { allow: false })))
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'UNKNOWN_CODE'), 'LOCKED_OUT'])
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => house.ask('POST', '/api/v1/pairing', { body: {} })),
  )
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
})

test('[R5] a paired tablet is opened by a PIN, and locked again', async () => {
  const token = await letIn({ role: 'lead' })
  const unlock = (pin: string) =>
    house.ask('POST', '/api/v1/access/unlock', { token, body: { pin } })
  const who = async () =>
    (await json<{ person: string | null }>(await house.ask('GET', '/api/v1/access/me', { token })))
      .person
  const wrong = await unlock('000000')
  expect(await wrong.json()).toMatchObject({ error: { code: 'WRONG_PIN' }, triesLeft: 4 })
  expect(await (await unlock(leadPin)).json()).toEqual({ lead: 'lin' })
  expect(await who()).toBe('lin')
  house.pass(50_000)
  expect(await who()).toBe('lin')
  house.pass(50_000)
  expect(await who()).toBe('lin')
  house.pass(60_000)
  expect(await who()).toBeNull()
  await unlock(leadPin)
  await house.ask('POST', '/api/v1/access/lock', { token })
  expect(await who()).toBeNull()
  for (let n = 0; n < 5; n += 1) await unlock('000000')
  const out = await unlock(leadPin)
  expect(out.headers.get('retry-after')).toBe('30')
  expect(await codeOf(out)).toBe('LOCKED_OUT')
})

test('[R5] the admin gives and takes PINs of leads alone', async () => {
  const put = (person: string, pin: string) =>
    house.ask('PUT', `/api/v1/access/pins/${person}`, {
      token: house.tokens.get('admin'),
      body: { pin },
    })
  expect((await put('wei', '775533')).status).toBe(200)
  expect(await codeOf(await put('wei', leadPin))).toBe('PIN_TAKEN')
  expect(await codeOf(await put('wei', '12ab'))).toBe('PIN_FORM')
  expect(await codeOf(await put('ana', '884422'))).toBe('UNKNOWN_PERSON')
})

test('[R6] an agent comes in by a link whose code is in no address, once', async () => {
  const link = await house.ask('POST', '/api/v1/access/links', {
    token: house.tokens.get('lead'),
    body: { person: 'ana' },
  })
  const { url } = await json<{ url: string }>(link)
  const [page, code] = url.split('#')
  expect(page).toBe(`${house.url}/enter`)
  const shown = await house.ask('GET', '/enter')
  expect(shown.headers.get('cache-control')).toBe('no-store')
  expect(shown.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await shown.text()).toContain('enter.js')
  const enter = () => house.ask('POST', '/api/v1/access/enter', { body: { code } })
  const entered = await enter()
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(await entered.json()).toMatchObject({ role: 'agent', site: 'main', person: 'ana' })
  const me = await house.ask('GET', '/api/v1/access/me', { headers: { cookie } })
  expect(await me.json()).toMatchObject({ role: 'agent', person: 'ana' })
  expect(await codeOf(await enter())).toBe('LINK_USED')
  expect(house.log.join('')).not.toContain(code)
})

test('[R1] a cookie acts for no page of another site', async () => {
  const cookie = `starboard=${house.tokens.get('admin')}`
  const leave = (origin: string) =>
    house.ask('DELETE', '/api/v1/access/me', { headers: { cookie, origin } })
  expect(await codeOf(await leave('http://evil.example'))).toBe('FORBIDDEN')
  expect(await codeOf(await leave('null'))).toBe('FORBIDDEN')
  expect((await leave(house.url)).status).toBe(200)
})

test('[R4, R7] the admin logs in, lists devices, gives tokens out and revokes them', async () => {
  await house.access.admin.keep('a password of my own')
  const login = (password: string) =>
    house.ask('POST', '/api/v1/access/admin', { body: { password } })
  expect(await codeOf(await login('wrong'))).toBe('WRONG_PASSWORD')
  const { token } = await json<{ token: string }>(await login('a password of my own'))
  const made = await house.ask('POST', '/api/v1/access/tokens', {
    token,
    body: { name: 'crm', scopes: ['kudos'], site: 'main', person: 'lin' },
  })
  const crm = await json<{ token: string; device: { id: string } }>(made)
  const list = await house.ask('GET', '/api/v1/access/devices', { token })
  const { devices } = await json<{ devices: object[] }>(list)
  expect(devices).toContainEqual(crm.device)
  expect(JSON.stringify(devices)).not.toMatch(/hash/)
  const unowned = { name: 'crm', scopes: ['kudos'], site: 'main', person: 'ana' }
  expect(
    await codeOf(await house.ask('POST', '/api/v1/access/tokens', { token, body: unowned })),
  ).toBe('UNKNOWN_PERSON')
  const revoke = () => house.ask('DELETE', `/api/v1/access/devices/${crm.device.id}`, { token })
  expect((await revoke()).status).toBe(200)
  expect(await codeOf(await revoke())).toBe('UNKNOWN_DEVICE')
  const after = await house.ask('POST', '/api/v1/kudos', { token: crm.token, body: {} })
  expect(await codeOf(after)).toBe('UNAUTHORIZED')
})

test('[R4] a token older than a week is replaced when its device asks', async () => {
  const token = house.tokens.get('wall')
  const renew = async (shown?: string) => {
    const answer = await house.ask('POST', '/api/v1/access/renew', { token: shown })
    return (await json<{ token: string | null }>(answer)).token
  }
  expect(await renew(token)).toBeNull()
  house.pass(8 * 86_400_000)
  expect((await house.ask('GET', '/api/v1/view', { token })).status).toBe(200)
  const renewed = (await renew(token)) ?? ''
  expect(renewed).toMatch(/^[\w-]+\.[\w-]{43}$/)
  expect((await house.ask('GET', '/api/v1/view', { token })).status).toBe(200)
  expect((await house.ask('GET', '/api/v1/view', { token: renewed })).status).toBe(200)
  expect((await house.ask('GET', '/api/v1/view', { token })).status).toBe(401)
})

test('the page that lets devices in names what the routes answer with', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../server/http/pages/pair.js'), 'utf8')
  for (const code of ['UNKNOWN_CODE', 'LOCKED_OUT', 'WRONG_PASSWORD', 'TABLET_LOCKED'])
    expect(page).toContain(code)
})
