import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyDelta } from '../../shared/protocol/apply.ts'
import { PROTOCOL_VERSION, type Snapshot, type Welcome } from '../../shared/protocol/messages.ts'
import { PEOPLE_PROTOCOL_VERSION } from '../../shared/protocol/people.ts'
import { dataDirectory, freePort, ServerProcess } from '../support/serverProcess.ts'

const SITE = `site: east
name: { zh-CN: 华东, en: East }
timezone: Asia/Shanghai
queues: [{ id: billing, name: 账单 }]
teams: [{ id: kapok, name: { zh-CN: 木棉组, en: Kapok } }]
people:
  - { id: li, name: { zh-CN: 李文静, en: Wenjing Li }, team: kapok, startedOn: 2020-01-06, lead: true }
  - { id: chen, name: { zh-CN: 陈晓, en: Xiao Chen }, team: kapok, startedOn: 2021-03-01, agents: [a1] }
`
const PASSWORD = 'password-for-tests'

/** Everything real: pairing, PIN, consent, ledger, log, fold, scheduler, two walls. */
let server: ServerProcess
const data = dataDirectory()
const sockets: Socket[] = []

beforeAll(async () => {
  const file = join(data.path, 'east.yaml')
  writeFileSync(file, SITE)
  const environment = { SITE_FILES: file, ADMIN_PASSWORD: PASSWORD }
  server = new ServerProcess({ dataDirectory: data.path, port: await freePort(), environment })
  await server.ready()
})

afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await server.stop()
  data.remove()
})

async function call<T>(method: string, path: string, body: object, token = ''): Promise<T> {
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  const said = (await answer.json()) as T
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`)
  return said
}

type Token = { readonly token: string }

function connect(namespace: string, token = ''): Socket {
  const socket = io(server.url + namespace, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
  })
  sockets.push(socket)
  return socket
}

const ask = <T>(socket: Socket, event: string, question: object): Promise<T> =>
  socket.timeout(10_000).emitWithAck(event, question) as Promise<T>

async function wall(): Promise<() => Snapshot> {
  const socket = connect('/wall')
  const question = { protocol: PROTOCOL_VERSION, site: '', screen: 'main', build: '' }
  let board = (await ask<Welcome>(socket, 'join', question)).snapshot
  socket.on('delta', (delta) => {
    const next = applyDelta(board, delta)
    if (next === 'gap') throw new Error('a delta was missed')
    board = next
  })
  return () => board
}

async function until<T>(look: () => T | undefined | false | null, withinMs = 20_000): Promise<T> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    const seen = look()
    if (seen) return seen
    await wait(50)
  }
  throw new Error(`Waited ${withinMs} ms in vain. The server said:\n${server.output}`)
}

/** Pairs a tablet and unlocks it, as a lead does on the first day. */
async function openTablet(admin: string): Promise<Socket> {
  await call('PUT', 'access/pins/li', { pin: '135790' }, admin)
  const asked = await call<{ deviceCode: string; userCode: string }>('POST', 'pairing', {})
  await call(
    'POST',
    `pairing/${asked.userCode}`,
    { allow: true, role: 'lead', person: 'li' },
    admin,
  )
  const { token } = await call<Token>('POST', 'pairing/token', { deviceCode: asked.deviceCode })
  const tablet = connect('/lead', token)
  const locked = await ask(tablet, 'join', { protocol: PEOPLE_PROTOCOL_VERSION, build: '' })
  expect(locked).toMatchObject({ locked: true })
  expect(await ask(tablet, 'unlock', { pin: '135790' })).toMatchObject({ ok: true })
  return tablet
}

async function openPhone(admin: string): Promise<Socket> {
  const { url } = await call<{ url: string }>('POST', 'access/links', { person: 'chen' }, admin)
  const { token } = await call<Token>('POST', 'access/enter', { code: url.split('#')[1] ?? '' })
  const phone = connect('/me', token)
  await ask(phone, 'join', { protocol: PEOPLE_PROTOCOL_VERSION, build: '' })
  return phone
}

const thank = (id: string) => ({
  id,
  to: 'chen',
  behaviour: 'solved',
  reason: '三段账单一次讲清，客户当场确认。',
  audience: 'wall',
})

test('[K6] [K7] a thank-you waits ten seconds, plays on two walls, and leaves both within 5 s when consent ends', async () => {
  const { token: admin } = await call<Token>('POST', 'access/admin', { password: PASSWORD })
  const [tablet, phone] = [await openTablet(admin), await openPhone(admin)]
  const boards = [await wall(), await wall()]
  expect(await ask(phone, 'chooseAudience', { audience: 'wall' })).toEqual({ ok: true })
  // In force once the fold has heard of it.
  await wait(1500)

  const taken = await ask<{ ok: true; visibleAt: number }>(tablet, 'thank', thank('kudos-0001'))
  expect(taken.ok).toBe(true)
  expect(boards.every((board) => board().view.people?.stage === null)).toBe(true)
  const stages = await Promise.all(boards.map((board) => until(() => board().view.people?.stage)))
  for (const { startedAt, content } of stages) {
    expect(startedAt).toBeGreaterThanOrEqual(taken.visibleAt)
    expect(content).toMatchObject({
      kind: 'thanks',
      name: { 'zh-CN': '陈晓' },
      from: { kind: 'lead', name: { en: 'Wenjing Li' } },
      sentence: { 'zh-CN': '三段账单一次讲清，客户当场确认。' },
    })
  }
  const withdrawn = performance.now()
  await ask(phone, 'chooseAudience', { audience: 'me' })
  const gone = (board: () => Snapshot): boolean => {
    const stage = board().view.people?.stage
    return !stage || stage.leavingAt !== null
  }
  await Promise.all(boards.map((board) => until(() => gone(board))))
  expect(performance.now() - withdrawn).toBeLessThan(5000)
}, 90_000)

test('[K7] a thank-you taken back within ten seconds is never seen; nobody thanks themselves', async () => {
  const { token: admin } = await call<Token>('POST', 'access/admin', { password: PASSWORD })
  const [tablet, board] = [await openTablet(admin), await wall()]
  const phone = await openPhone(admin)
  await ask(phone, 'chooseAudience', { audience: 'wall' })
  const seen = new Set<string>()
  const watching = setInterval(
    () => seen.add(JSON.stringify(board().view.people?.stage ?? null)),
    100,
  )
  expect(await ask(tablet, 'thank', thank('kudos-0002'))).toMatchObject({ ok: true })
  expect(await ask(tablet, 'withdraw', { id: 'kudos-0002' })).toEqual({ ok: true })
  expect(await ask(tablet, 'thank', { ...thank('kudos-0003'), to: 'li' })).toEqual({ code: 'SELF' })
  expect(
    await ask(tablet, 'thank', { ...thank('kudos-0004'), reason: '打 13812345678 找我' }),
  ).toHaveProperty('code')
  await wait(13_000)
  clearInterval(watching)
  expect([...seen].filter((stage) => stage.includes('kudos-0002'))).toEqual([])
}, 90_000)
