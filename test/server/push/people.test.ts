import * as fc from 'fast-check'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLeadSessions } from '../../../server/push/leadScreensSession.ts'
import { createPersonalRooms, type PersonalSocket } from '../../../server/push/personalRooms.ts'
import type { Delta } from '../../../shared/protocol/messages.ts'
import { LEAD, ME, PEOPLE_PROTOCOL_VERSION, type Thank } from '../../../shared/protocol/people.ts'
import { epochMs } from '../../../shared/time.ts'
import { leadStates } from '../../support/peopleFixtures.ts'
import { agentStates } from '../../support/peopleFixturesAgent.ts'
import {
  AGENT_TOKENS,
  PIN,
  TABLET_TOKEN,
  startPeopleServer,
  type AgentEvents,
  type LeadEvents,
  type PeopleServer,
} from '../../support/peopleFixturesServer.ts'

type LeadSocket = Socket<LeadEvents['listen'], LeadEvents['emit']>
type AgentSocket = Socket<AgentEvents['listen'], AgentEvents['emit']>

let server: PeopleServer
const open: Socket[] = []

beforeEach(async () => {
  server = await startPeopleServer(null)
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.disconnect()
  await server.close()
})

const connect = (namespace: string, token: unknown): Socket => {
  const socket = io(server.url + namespace, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
  })
  open.push(socket)
  return socket
}
const tablet = (token: unknown = TABLET_TOKEN): LeadSocket => connect(LEAD, token)
const phone = (token: unknown): AgentSocket => connect(ME, token)

const join = { protocol: PEOPLE_PROTOCOL_VERSION, build: 'b1' }
const thank: Thank = {
  id: 'k1',
  to: 'chenxiao',
  behaviour: 'solved',
  reason: '三段账单一次讲清，客户当场确认。',
  audience: 'wall',
}
const unlocked = async (): Promise<LeadSocket> => {
  const socket = tablet()
  expect(await socket.emitWithAck('unlock', { pin: PIN })).toMatchObject({ ok: true })
  return socket
}

test.each([null, '', 'wrong', 7, { token: TABLET_TOKEN }, 'x'.repeat(500)])(
  '[P16] without a token of a paired device nobody comes in: %j',
  async (token) => {
    for (const socket of [tablet(token), phone(token)]) {
      const refusal = await new Promise<Error>((resolve) => {
        socket.on('connect_error', resolve)
      })
      expect(refusal.message).toBe('NOT_PAIRED')
    }
  },
)

test('[P16] a locked tablet is told nothing and may do nothing', async () => {
  const socket = tablet()
  expect(await socket.emitWithAck('join', join)).toEqual({
    locked: true,
    protocol: PEOPLE_PROTOCOL_VERSION,
    build: 'fake',
    language: 'zh-CN',
  })
  expect(await socket.emitWithAck('thank', thank)).toEqual({ code: 'LOCKED' })
  expect(await socket.emitWithAck('takeAlarm', { alarm: 'a' })).toEqual({ code: 'LOCKED' })
  expect(server.thanks).toEqual([])
})

test('a wrong PIN counts down, the right one shows the lead’s board', async () => {
  const socket = tablet()
  expect(await socket.emitWithAck('unlock', { pin: '0000' })).toEqual({
    code: 'WRONG_PIN',
    triesLeft: 4,
  })
  expect(await socket.emitWithAck('unlock', { pin: PIN })).toMatchObject({
    ok: true,
    welcome: { snapshot: { view: { lead: { id: 'liwenjing' } } } },
  })
})

test('an unlocked tablet that lost its connection asks for no PIN; a locked one does', async () => {
  const first = await unlocked()
  first.disconnect()
  const second = tablet()
  expect(await second.emitWithAck('join', join)).toHaveProperty('snapshot')
  const told = new Promise<void>((resolve) => {
    second.on('locked', resolve)
  })
  second.emit('lock')
  await told
  expect(await second.emitWithAck('join', join)).toHaveProperty('locked')
})

test('[K7] thanks are checked before anybody hears of them', async () => {
  const socket = await unlocked()
  const send = async (more: object) => socket.emitWithAck('thank', { ...thank, ...more })
  expect(await send({ to: 'liwenjing' })).toEqual({ code: 'SELF' })
  expect(await send({ reason: '很好' })).toEqual({ code: 'TOO_SHORT' })
  expect(await send({ reason: '请回 13812345678 的客户' })).toEqual({ code: 'PHONE_NUMBER' })
  expect(await send({ audience: 'world' })).toEqual({ code: 'BAD_REQUEST' })
  expect(await send({ id: 7 })).toEqual({ code: 'BAD_REQUEST' })
  expect(server.thanks).toEqual([])
  expect(await send({ reason: '三段账单\u202E一次讲清' })).toMatchObject({ ok: true })
  expect(server.thanks).toMatchObject([{ reason: '三段账单 一次讲清' }])
})

test('[P4] what an act changes reaches every tablet of that lead as a delta', async () => {
  const [one, two] = [await unlocked(), await unlocked()]
  const delta = new Promise<Delta>((resolve) => {
    two.on('delta', resolve)
  })
  await one.emitWithAck('thank', thank)
  expect(await delta).toMatchObject({ patch: { coverage: { thanked: 12 } } })
})

test('an alarm is put aside for 15, 30 or 60 minutes and nothing else', async () => {
  server.showLead(leadStates.alarm)
  const socket = await unlocked()
  const alarm = leadStates.alarm.alarms[0].id
  const shelve = socket as unknown as { emitWithAck(...of: unknown[]): Promise<unknown> }
  expect(await shelve.emitWithAck('shelveAlarm', { alarm, minutes: 20 })).toEqual({
    code: 'BAD_REQUEST',
  })
  expect(await shelve.emitWithAck('shelveAlarm', { alarm, minutes: 30 })).toEqual({ ok: true })
  expect(server.acts).toEqual([`shelve ${alarm} 30`])
})

test('[P17] a revoked tablet is locked and let go', async () => {
  const socket = await unlocked()
  const gone = new Promise<string>((resolve) => {
    socket.on('disconnect', resolve)
  })
  server.revokeTablet()
  expect(await gone).toBe('io server disconnect')
})

test('[P18] an agent’s page is sent its own view and changes nobody else', async () => {
  const [mine, other] = [phone(AGENT_TOKENS.chenxiao), phone(AGENT_TOKENS.zhouye)]
  const heard: unknown[] = []
  other.onAny((...event: unknown[]) => heard.push(event))
  const [own, theirs] = await Promise.all([
    mine.emitWithAck('join', join),
    other.emitWithAck('join', join),
  ])
  expect(own).toMatchObject({ snapshot: { view: { me: { id: 'chenxiao' } } } })
  expect(theirs).toMatchObject({ snapshot: { view: { me: { id: 'zhouye' } } } })
  const delta = new Promise<Delta>((resolve) => {
    mine.on('delta', resolve)
  })
  const asIfZhouye = { audience: 'me', person: 'zhouye' } as const
  expect(await mine.emitWithAck('chooseAudience', asIfZhouye)).toEqual({ ok: true })
  expect(await delta).toMatchObject({ patch: { audience: 'me' } })
  expect(server.acts).toEqual(['audience chenxiao me'])
  expect(await other.emitWithAck('resync')).toMatchObject({ view: { audience: 'wall' } })
  expect(heard.filter((event) => (event as unknown[])[0] === 'delta')).toEqual([])
})

test('[S9] how it is worked out comes as data', async () => {
  const mine = phone(AGENT_TOKENS.chenxiao)
  expect(await mine.emitWithAck('explain')).toMatchObject({ score: 91.4, cohortSize: 18 })
})

test('[P21] another page version is told to load itself anew', async () => {
  const other = { ...join, protocol: 99 }
  expect(await tablet().emitWithAck('join', other)).toEqual({ refused: 'PROTOCOL' })
  expect(await phone(AGENT_TOKENS.chenxiao).emitWithAck('join', other)).toEqual({
    refused: 'PROTOCOL',
  })
})

test('a tablet nobody touches for 60 s is locked, one in use is not', () => {
  let now = 0
  const sessions = createLeadSessions(() => now)
  sessions.open('t1', 'lead')
  now = 59_000
  sessions.touch('t1')
  now = 118_000
  expect([sessions.leadOf('t1'), sessions.expire()]).toEqual(['lead', []])
  now = 119_000
  expect([sessions.leadOf('t1'), sessions.expire(), sessions.expire()]).toEqual([null, ['t1'], []])
})

test('[P8] a socket that takes nothing is queued nothing, and is made good by one snapshot', () => {
  const views = new Map([['a', { n: 0 }]])
  const rooms = createPersonalRooms<{ n: number }>({
    epoch: 'e',
    time: () => ({ at: epochMs(1), heard: null, rate: 1 }),
    view: (_site, person) => views.get(person) ?? null,
  })
  let writable = false
  const sent: string[] = []
  const slow: PersonalSocket<{ n: number }> = {
    writable: () => writable,
    delta: () => sent.push('delta'),
    snapshot: ({ view }) => sent.push(`snapshot ${view.n}`),
    tick: () => sent.push('tick'),
  }
  rooms.enter('s', 'a', slow)
  for (const n of [1, 2, 3]) {
    views.set('a', { n })
    rooms.refresh('s')
    rooms.beat()
  }
  expect(sent).toEqual([])
  writable = true
  rooms.beat()
  expect(sent).toEqual(['snapshot 3', 'tick'])
})

test('[P18] over any states and any order, nobody is sent a value of somebody else', () => {
  const person = fc.constantFrom('a', 'b', 'c')
  fc.assert(
    fc.property(fc.array(fc.tuple(person, fc.nat()), { maxLength: 30 }), (changes) => {
      const views = new Map(['a', 'b', 'c'].map((id) => [id, { me: id, secret: `${id}0` }]))
      const rooms = createPersonalRooms<{ me: string; secret: string }>({
        epoch: 'e',
        time: () => ({ at: epochMs(1), heard: null, rate: 1 }),
        view: (_site, id) => views.get(id) ?? null,
      })
      const heard = new Map<string, string[]>()
      for (const id of ['a', 'b', 'c']) {
        const said: string[] = []
        heard.set(id, said)
        rooms.enter('s', id, {
          writable: () => true,
          delta: ({ patch }) => said.push(JSON.stringify(patch)),
          snapshot: (snapshot) => said.push(JSON.stringify(snapshot.view)),
          tick: () => {},
        })
      }
      for (const [id, value] of changes) {
        views.set(id, { me: id, secret: `${id}${value}` })
        rooms.refresh('s')
      }
      for (const [id, said] of heard) {
        expect(said.every((one) => one.startsWith(`{"secret":"${id}`))).toBe(true)
      }
    }),
  )
})

test('the fixtures are views of one person', () => {
  expect(JSON.stringify(agentStates.glance)).not.toContain('周野')
})
