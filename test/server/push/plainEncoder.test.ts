import { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { type PlainPacket, Prepared, encodePlain } from '../../../server/push/plainEncoder.ts'

/** As the library writes it. */
const { encoder } = new Server()
const encodeTheirs = encoder.encode.bind(encoder) as (packet: PlainPacket) => string[]

const packets: PlainPacket[] = [
  { type: 0, nsp: '/wall', data: { sid: 'abc' } },
  { type: 1, nsp: '/wall' },
  { type: 2, nsp: '/wall', data: ['tick', { at: 1, name: '第1队 "x"\n' }] },
  { type: 2, nsp: '/', data: ['a', null, 1, [], {}] },
  { type: 3, nsp: '/wall', id: 0, data: [{ refused: 'PROTOCOL' }] },
  { type: 3, nsp: '/wall', id: 17, data: [] },
  { type: 4, nsp: '/', data: { message: 'no' } },
]
test.each(packets)('[G15] a packet of type $type is written as the library writes it', (packet) => {
  expect([encodePlain(packet)]).toEqual(encodeTheirs({ ...packet }))
})

test('[G15] what is text already is taken over as it is', () => {
  const data = ['snapshot', { a: [1, '星'] }, 2]
  const prepared = data.map((item) =>
    typeof item === 'object' ? new Prepared(JSON.stringify(item)) : item,
  )
  expect(encodePlain({ type: 3, nsp: '/wall', id: 5, data: prepared })).toBe(
    encodePlain({ type: 3, nsp: '/wall', id: 5, data }),
  )
})
