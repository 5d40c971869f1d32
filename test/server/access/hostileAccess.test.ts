import { expect, onTestFinished, test } from 'vitest'
import { Tries } from '../../../server/access/tries.ts'
import { epochMs } from '../../../shared/time.ts'
import { accessFor, identityOf, memoryRecords, tokensOf } from '../../support/accesses.ts'

function open() {
  const made = accessFor()
  onTestFinished(() => made.access.close())
  return made
}

test('[R7] many who try passwords at once neither pass the count nor take all threads', async () => {
  const { access, records } = open()
  await access.admin.keep('a password of my own')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => access.admin.enter('wrong', 'Browser', `10.0.1.${n}`)),
  )
  const judged = answers.filter((answer) => 'waitMs' in answer && answer.waitMs === 0)
  expect(judged.length).toBeGreaterThan(0)
  expect(judged.length).toBeLessThan(20)
  expect(answers.some((answer) => 'token' in answer)).toBe(false)
  expect((await records.all('@house', 'tries')).size).toBe(judged.length)
})

test('[R5] counts of wrong tries from ever new addresses do not grow without end', async () => {
  const { access, records } = open()
  const tries = new Tries(records, 'admin', { free: 5, firstWait: 30_000 }, () => epochMs(1))
  for (let n = 0; n < 1005; n += 1) await tries.failed('@house', `10.0.${n}`)
  expect((await records.all('@house', 'tries')).size).toBe(1000)
  expect(await access.admin.keep('a password of my own')).toBeNull()
})

test('[P6] while the store is away, screens that were in come back, and nobody else comes in', async () => {
  const records = memoryRecords()
  const store = { away: false }
  const { access } = accessFor(
    {},
    {
      ...records,
      read: (...question) =>
        store.away ? Promise.reject(new Error('away')) : records.read(...question),
    },
  )
  onTestFinished(() => access.close())
  const tokens = await tokensOf(access, 'main')
  const [wall, lead] = [tokens.get('wall')!, tokens.get('lead')!]
  const identity = await identityOf(access, wall)
  await identityOf(access, lead)
  store.away = true
  expect((await access.authenticate(wall))?.identity).toEqual(identity)
  expect(await access.current(identity)).toEqual(identity)
  await expect(access.authenticate(lead)).rejects.toThrow('away')
  await expect(access.authenticate(tokens.get('agent')!)).rejects.toThrow('away')
  store.away = false
  await access.revoke('main', identity.device)
  store.away = true
  await expect(access.authenticate(wall)).rejects.toThrow('away')
})

test('[R5] a hundred wrong PINs at once are a hundred tries', async () => {
  const { access } = open()
  const tablet = await identityOf(access, (await tokensOf(access, 'main')).get('tablet')!)
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => access.unlock(tablet, `9${n}`)),
  )
  expect(answers.filter((answer) => 'code' in answer && answer.code === 'WRONG_PIN').length).toBe(4)
})
