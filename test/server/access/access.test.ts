import { expect, onTestFinished, test, vi } from 'vitest'
import type { Access } from '../../../server/access/access.ts'
import { CODE_LETTERS, shownCode, typedCode } from '../../../server/access/token.ts'
import {
  accessFor,
  identityOf,
  ingestToken,
  leadPin,
  metricsToken,
  tokensOf,
} from '../../support/accesses.ts'

function open(changes: Parameters<typeof accessFor>[0] = {}) {
  const made = accessFor(changes)
  onTestFinished(() => made.access.close())
  return made
}

const wallGrant = { role: 'wall', site: 'main', screen: 'floor-1', person: null } as const

async function pair(access: Access, grant: Parameters<Access['pairings']['decide']>[1]) {
  const admin = await identityOf(access, (await tokensOf(access, 'main')).get('admin')!)
  const asked = (await access.pairings.ask('Television', '10.0.0.7'))!
  expect(await access.pairings.decide(asked.userCode, grant, admin)).toBe('done')
  return { asked, answer: await access.pairings.poll(asked.deviceCode), admin }
}

test('[R3] a code has eight letters of twenty, none of them a vowel, and is read as it is typed', async () => {
  const { access } = open()
  const { userCode } = (await access.pairings.ask('Television', '10.0.0.7'))!
  expect(CODE_LETTERS).toMatch(/^[^AEIOUY0-9]{20}$/)
  expect(new Set(CODE_LETTERS).size).toBe(20)
  expect(userCode).toMatch(new RegExp(`^[${CODE_LETTERS}]{8}$`))
  expect(typedCode(` ${shownCode(userCode).toLowerCase()} `)).toBe(userCode)
  for (const wrong of ['', 'BCDF', 'ABCDEFGH', 'BCDFGHJKL', '__proto__'])
    expect(typedCode(wrong)).toBeNull()
})

test('[R3] a device is let in as whoever approves says, once', async () => {
  const { access } = open()
  const { asked, answer } = await pair(access, wallGrant)
  expect(answer).toMatchObject({
    type: 'paired',
    device: { ...wallGrant, name: 'Television', address: '10.0.0.7' },
  })
  expect(await access.pairings.poll(asked.deviceCode)).toEqual({ type: 'expired' })
  const token = answer.type === 'paired' ? answer.token : ''
  expect(await identityOf(access, token)).toMatchObject({ role: 'wall', screen: 'floor-1' })
})

test('[R3] of many polls at once only one is handed the token', async () => {
  const { access } = open()
  const admin = await identityOf(access, (await tokensOf(access, 'main')).get('admin')!)
  const { userCode, deviceCode } = (await access.pairings.ask('Television', '10.0.0.7'))!
  await access.pairings.decide(userCode, wallGrant, admin)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => access.pairings.poll(deviceCode)),
  )
  expect(answers.filter(({ type }) => type === 'paired')).toHaveLength(1)
})

test('[R3] waiting, too fast, turned away, too late, unknown', async () => {
  const { access, pass } = open()
  const admin = await identityOf(access, (await tokensOf(access, 'main')).get('admin')!)
  const { userCode, deviceCode } = (await access.pairings.ask('Television', '10.0.0.7'))!
  expect(await access.pairings.poll(deviceCode)).toEqual({ type: 'pending' })
  pass(1000)
  expect(await access.pairings.poll(deviceCode)).toEqual({ type: 'slowDown' })
  expect(await access.pairings.decide(userCode, null, admin)).toBe('done')
  expect(await access.pairings.poll(deviceCode)).toEqual({ type: 'denied' })
  const late = (await access.pairings.ask('Television', '10.0.0.7'))!
  pass(600_000)
  expect(await access.pairings.decide(late.userCode, wallGrant, admin)).toBe('unknownCode')
  expect(await access.pairings.poll(late.deviceCode)).toEqual({ type: 'expired' })
  expect(await access.pairings.poll('nonsense')).toEqual({ type: 'expired' })
})

test('[R3] a used code approves nothing a second time, and five wrong codes end the trying', async () => {
  const { access } = open()
  const { asked, admin } = await pair(access, wallGrant)
  for (let n = 0; n < 4; n += 1) {
    expect(await access.pairings.decide(asked.userCode, wallGrant, admin)).toBe('unknownCode')
  }
  expect(await access.pairings.look('BCDFGHJK', admin)).toBe('unknownCode')
  const { userCode } = (await access.pairings.ask('Another', '10.0.0.8'))!
  expect(await access.pairings.decide(userCode, wallGrant, admin)).toBe('throttled')
})

test('[R4] nothing in the store can be used as a token', async () => {
  const { access, records } = open()
  const tokens = await tokensOf(access, 'main')
  const kept: string[] = []
  for (const kind of ['tokens', 'devices', 'pins'] as const) {
    for (const [id, value] of await records.all('main', kind)) kept.push(id, value)
  }
  for (const token of [...tokens.values(), leadPin]) {
    expect(kept.some((text) => text.includes(token))).toBe(false)
  }
  expect(kept.some((text) => text.includes('$argon2id$'))).toBe(true)
})

test('[R4] a token is replaced after a week; the old one works until the new one is used', async () => {
  const { access, pass } = open()
  const first = (await tokensOf(access, 'main')).get('wall')!
  expect((await access.authenticate(first, { rotate: true }))?.renewed).toBeNull()
  pass(8 * 86_400_000)
  expect((await access.authenticate(first))?.renewed).toBeNull()
  const answers = await Promise.all(
    [1, 2, 3].map(() => access.authenticate(first, { rotate: true })),
  )
  const renewed = answers.flatMap((answer) => answer?.renewed ?? [])
  expect(renewed).toHaveLength(1)
  const [second = ''] = renewed
  expect(await access.authenticate(first)).not.toBeNull()
  expect(await access.authenticate(second)).toMatchObject({ identity: { role: 'wall' } })
  expect(await access.authenticate(first)).toBeNull()
})

test('[R4] a new token that was lost on its way is followed by another one', async () => {
  const { access, pass } = open()
  const first = (await tokensOf(access, 'main')).get('wall')!
  pass(8 * 86_400_000)
  const lost = (await access.authenticate(first, { rotate: true }))?.renewed
  pass(23 * 3_600_000)
  const arrived = (await access.authenticate(first, { rotate: true }))?.renewed
  pass(23 * 3_600_000)
  expect(await access.authenticate(lost!)).toBeNull()
  expect(await access.authenticate(first)).not.toBeNull()
  expect(await access.authenticate(arrived!)).not.toBeNull()
  expect(await access.authenticate(first)).toBeNull()
})

test('[R4] a token replaced and never taken up still ends after a day', async () => {
  const { access, pass } = open()
  const first = (await tokensOf(access, 'main')).get('wall')!
  pass(8 * 86_400_000)
  await access.authenticate(first, { rotate: true })
  pass(86_400_000)
  expect(await access.authenticate(first)).toBeNull()
})

test('[R5] a tablet speaks for nobody until a PIN opens it, and locks itself after a minute', async () => {
  const { access, pass } = open()
  const tablet = (await tokensOf(access, 'main')).get('tablet')!
  const locked = await identityOf(access, tablet)
  expect(access.standings(locked)).not.toContain('lead')
  expect(await access.unlock(locked, leadPin)).toEqual({ lead: 'lin' })
  expect(await identityOf(access, tablet)).toMatchObject({ person: 'lin' })
  pass(59_000)
  await access.pins.touch('main', locked.device)
  pass(59_000)
  expect((await identityOf(access, tablet)).person).toBe('lin')
  pass(1000)
  expect((await identityOf(access, tablet)).person).toBeNull()
  await access.pins.touch('main', locked.device)
  expect((await identityOf(access, tablet)).person).toBeNull()
  await access.unlock(locked, leadPin)
  await access.pins.lock('main', locked.device)
  expect((await identityOf(access, tablet)).person).toBeNull()
})

test('[R5] five wrong PINs lock the tablet out, and longer each time; the right one does not help', async () => {
  const { access, pass } = open()
  const tablet = await identityOf(access, (await tokensOf(access, 'main')).get('tablet')!)
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await access.unlock(tablet, '999999')).toEqual({ code: 'WRONG_PIN', triesLeft })
  }
  expect(await access.unlock(tablet, '999999')).toEqual({ code: 'LOCKED_OUT', seconds: 30 })
  expect(await access.unlock(tablet, leadPin)).toMatchObject({ code: 'LOCKED_OUT' })
  pass(30_000)
  expect(await access.unlock(tablet, '999999')).toEqual({ code: 'LOCKED_OUT', seconds: 60 })
  pass(60_000)
  expect(await access.unlock(tablet, leadPin)).toEqual({ lead: 'lin' })
  expect(await access.unlock(tablet, '999999')).toEqual({ code: 'WRONG_PIN', triesLeft: 4 })
})

test('[R5] a PIN has six digits or more and names one lead; a tablet of one lead opens for no other', async () => {
  const { access } = open()
  expect(await access.pins.set('main', 'lin', '12345')).toBe('PIN_FORM')
  expect(await access.pins.set('main', 'lin', '123456')).toBeNull()
  expect(await access.pins.set('main', 'wei', '123456')).toBe('PIN_TAKEN')
  expect(await access.pins.set('main', 'wei', '654321')).toBeNull()
  const { answer } = await pair(access, { role: 'lead', site: 'main', screen: null, person: 'wei' })
  const tablet = await identityOf(access, answer.type === 'paired' ? answer.token : '')
  expect(await access.unlock(tablet, leadPin)).toMatchObject({ code: 'WRONG_PIN' })
  expect(await access.unlock(tablet, '654321')).toEqual({ lead: 'wei' })
})

test('[R6] an agent is let in by a link once, within a quarter of an hour', async () => {
  const { access, pass } = open()
  const { code } = await access.links.make('main', 'ana', 'lin')
  const uses = await Promise.all([1, 2, 3].map(() => access.links.use(code, 'Phone', '10.0.0.9')))
  const [entered, ...others] = uses.filter((use) => use !== null)
  expect(others).toEqual([])
  expect(await identityOf(access, entered!.token)).toMatchObject({ role: 'agent', person: 'ana' })
  const late = await access.links.make('main', 'ana', 'lin')
  pass(15 * 60_000)
  expect(await access.links.use(late.code, 'Phone', '10.0.0.9')).toBeNull()
  expect(await access.links.use('nonsense', 'Phone', '10.0.0.9')).toBeNull()
})

test('[R7] the admin password is made once, or is the one given; wrong ones are counted', async () => {
  const { access, pass } = open()
  const made = await access.admin.keep(null)
  expect(made).toMatch(/^[\w-]{20}$/)
  expect(await access.admin.keep(null)).toBeNull()
  const entered = await access.admin.enter(made!, 'Browser', '10.0.0.2')
  const token = 'token' in entered ? entered.token : ''
  expect(await identityOf(access, token)).toMatchObject({ role: 'admin', site: null })
  pass(12 * 3_600_000)
  expect(await access.authenticate(token)).toBeNull()
  await access.admin.keep('a password of my own')
  expect(await access.admin.enter(made!, 'Browser', '10.0.0.2')).toEqual({ waitMs: 0 })
  for (let n = 0; n < 4; n += 1) await access.admin.enter('wrong', 'Browser', '10.0.0.2')
  const right = 'a password of my own'
  expect(await access.admin.enter(right, 'Browser', '10.0.0.2')).toEqual({ waitMs: 30_000 })
  expect(await access.admin.enter(right, 'Browser', '10.0.0.3')).toHaveProperty('token')
})

test('[P17] revoking ends a token here and on another server at once', async () => {
  const { access, records } = open()
  const other = accessFor({}, records).access
  onTestFinished(() => other.close())
  const token = (await tokensOf(access, 'main')).get('wall')!
  const identity = await identityOf(access, token)
  const ended = {
    here: vi.fn<() => void>(),
    there: vi.fn<() => void>(),
    left: vi.fn<() => void>(),
  }
  access.watch(identity, ended.here)
  other.watch(identity, ended.there)
  other.watch(identity, ended.left)()
  expect(await access.revoke('main', identity.device)).toBe(true)
  expect(ended.here).toHaveBeenCalledOnce()
  expect(await other.authenticate(token)).toBeNull()
  expect(await other.current(identity)).toBeNull()
  await vi.waitUntil(() => ended.there.mock.calls.length > 0, { timeout: 2000, interval: 5 })
  expect(ended.there).toHaveBeenCalledOnce()
  expect(ended.left).not.toHaveBeenCalled()
  expect(await access.revoke('main', identity.device)).toBe(false)
  expect((await access.devices.list('main')).map(({ id }) => id)).not.toContain(identity.device)
})

test('tokens of the settings are integrators with one purpose each', async () => {
  const { access } = open()
  expect(await identityOf(access, ingestToken)).toMatchObject({ scopes: ['events'], site: null })
  expect(await identityOf(access, metricsToken)).toMatchObject({ scopes: ['metrics'] })
  for (const token of ['', 'x', `${ingestToken}x`, 'bWFpbg.short'])
    expect(await access.authenticate(token)).toBeNull()
})
