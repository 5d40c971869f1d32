import { expect, test } from 'vitest'
import { sendNext, type OutboxSocket } from '../../../client/net/leadOutbox.ts'
import {
  WALL_WITHIN,
  attempted,
  audienceNow,
  kudosId,
  nextToSend,
  pressed,
  refused,
  withdrawn,
  type Given,
  type Outbox,
} from '../../../client/store/outbox.ts'
import { OUTBOX_KEY, createOutboxStore } from '../../../client/store/outboxStore.ts'
import type { ThankAnswer } from '../../../shared/protocol/people.ts'
import { epochMs } from '../../../shared/time.ts'

const thank: Given = {
  by: 'liwenjing',
  id: 'k1',
  to: 'chenxiao',
  behaviour: 'solved',
  reason: '三段账单一次讲清。',
  audience: 'wall',
}
const { by: _, ...wire } = thank
const NOW = 1_763_800_000_000
const one = pressed([], thank, NOW)

function storage(kept = '[]') {
  const values = new Map([[OUTBOX_KEY, kept]])
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
}

/** Answers in turn; `lost` never answers in time. */
function server(...answers: readonly (ThankAnswer | 'lost')[]) {
  const heard: unknown[] = []
  const left = [...answers]
  const socket = {
    timeout: () => ({
      emitWithAck: async (event: string, what: unknown) => {
        heard.push([event, what])
        const answer = left.shift() ?? 'lost'
        return answer === 'lost' ? Promise.reject(new Error('timeout')) : Promise.resolve(answer)
      },
    }),
  } as unknown as OutboxSocket
  return { socket, heard }
}

test('[K3] an id is made at the press: 128 bits, each time another', () => {
  let next = 0
  const fill = (bytes: Uint8Array) => bytes.fill((next += 1))
  expect([kudosId(fill), kudosId(fill)]).toEqual(['01'.repeat(16), '02'.repeat(16)])
})

test('nothing older than 15 minutes is marked for the wall', () => {
  const [entry] = one
  expect(audienceNow(entry!, NOW + WALL_WITHIN)).toBe('wall')
  expect(audienceNow(entry!, NOW + WALL_WITHIN + 1)).toBe('team')
  expect(audienceNow({ ...entry!, audience: 'me' }, NOW + WALL_WITHIN + 1)).toBe('me')
})

test('a clock that was set back says nothing about age, so it is not for the wall', () => {
  expect(audienceNow(one[0]!, NOW - 3_600_000)).toBe('team')
})

test('what never left is forgotten when taken back; what may have arrived is taken back there too', () => {
  expect(withdrawn(one, thank, NOW)).toEqual([])
  const sent: Outbox = attempted(one, 'k1')
  expect(withdrawn(sent, thank, NOW)).toMatchObject([{ id: 'k1', withdrawn: true }])
  expect(withdrawn([], thank, NOW)).toMatchObject([{ id: 'k1', withdrawn: true, attempted: true }])
})

test('one that was refused does not hold up the next', () => {
  const two = pressed(refused(one, 'k1', 'QUOTA'), { ...thank, id: 'k2' }, NOW)
  expect(nextToSend(two, 'liwenjing')?.id).toBe('k2')
})

test('[P12] it survives a reload, written down before it is sent', async () => {
  const kept = storage()
  const outbox = createOutboxStore(kept)
  outbox.setState({ entries: pressed([], thank, Date.now()) })
  const { socket } = server('lost')
  expect(await sendNext(socket, outbox, 'liwenjing')).toBe(false)
  expect(createOutboxStore(kept).getState().entries).toMatchObject([{ id: 'k1', attempted: true }])
})

test.each(['', 'null', '{"id":1}', '[1, null, {"id":"k"}]', 'garbage'])(
  'an outbox that cannot be read is empty and no fault: %s',
  (kept) => {
    expect(createOutboxStore(storage(kept)).getState().entries).toEqual([])
  },
)

test('[K3] a lost answer is asked for again by the same id, and settles it once', async () => {
  const outbox = createOutboxStore(storage())
  outbox.setState({ entries: pressed([], thank, Date.now()) })
  const { socket, heard } = server('lost', { ok: true, visibleAt: epochMs(NOW) })
  expect([
    await sendNext(socket, outbox, 'liwenjing'),
    await sendNext(socket, outbox, 'liwenjing'),
  ]).toEqual([false, true])
  expect(heard).toEqual([
    ['thank', wire],
    ['thank', wire],
  ])
  expect(outbox.getState()).toMatchObject({ entries: [], sent: [{ id: 'k1', to: 'chenxiao' }] })
  expect(await sendNext(socket, outbox, 'liwenjing')).toBe(false)
})

test('one that had arrived while still for the wall is settled, not refused, when it is old by now', async () => {
  const outbox = createOutboxStore(storage())
  outbox.setState({ entries: attempted(pressed([], thank, Date.now() - WALL_WITHIN - 1), 'k1') })
  const { socket, heard } = server({ code: 'OTHER_CONTENT' })
  expect(await sendNext(socket, outbox, 'liwenjing')).toBe(true)
  expect(heard).toEqual([['thank', { ...wire, audience: 'team' }]])
  expect(outbox.getState().entries).toEqual([])
})

test('a locked tablet or a busy server is no refusal', async () => {
  const outbox = createOutboxStore(storage())
  outbox.setState({ entries: pressed([], thank, Date.now()) })
  for (const code of ['LOCKED', 'UNAVAILABLE'] as const) {
    expect(await sendNext(server({ code }).socket, outbox, 'liwenjing')).toBe(false)
  }
  expect(outbox.getState().entries).toMatchObject([{ id: 'k1', refused: null }])
})

test('a withdrawal that came too late says whom it was for', async () => {
  const outbox = createOutboxStore(storage())
  outbox.setState({ entries: withdrawn([], thank, Date.now()) })
  const { socket, heard } = server({ code: 'TOO_LATE' })
  await sendNext(socket, outbox, 'liwenjing')
  expect(heard).toEqual([['withdraw', { id: 'k1' }]])
  expect(outbox.getState()).toMatchObject({ entries: [], tooLate: 'chenxiao' })
})

test('nothing leaves in the name of whoever unlocks the tablet next', async () => {
  const outbox = createOutboxStore(storage())
  outbox.setState({ entries: pressed([], thank, Date.now()) })
  const { socket, heard } = server({ ok: true, visibleAt: epochMs(NOW) })
  expect(await sendNext(socket, outbox, 'luoqiming')).toBe(false)
  expect(heard).toEqual([])
  expect(await sendNext(socket, outbox, 'liwenjing')).toBe(true)
})
