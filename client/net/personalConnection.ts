import type { Socket } from 'socket.io-client'
import type { Delta, ReloadOrder, Tick } from '../../shared/protocol/messages.ts'
import {
  PEOPLE_PROTOCOL_VERSION,
  handshakeRefusals,
  type LockedTablet,
  type PersonalJoin,
  type PersonalRefusal,
  type PersonalSnapshot,
  type PersonalWelcome,
} from '../../shared/protocol/people.ts'
import type { PersonalStore } from '../store/personalStore.ts'
import { browserReload, followReload } from './reload.ts'

/** A device that is not known asks again this often: it may be paired meanwhile. */
const ASK_AGAIN = 10_000
export const ANSWER_WITHIN = 5000
/** A page of another build than the server loads itself anew within this time. [P12] */
const UPGRADE_WITHIN = 30_000

/** What tablets and agents' pages have in common on the wire. */
export type PersonalSocket<View> = Socket<
  {
    delta: (delta: Delta) => void
    tick: (tick: Tick) => void
    snapshot: (snapshot: PersonalSnapshot<View>) => void
    reload: (order: ReloadOrder) => void
  },
  {
    join: (
      join: PersonalJoin,
      answer: (answer: PersonalWelcome<View> | LockedTablet | PersonalRefusal) => void,
    ) => void
    resync: (answer: (snapshot: PersonalSnapshot<View>) => void) => void
  }
>

export const localNow = (): number => performance.now()

/**
 * Keeps a person's store in step with the server.
 * @param opened called whenever the board is open after joining
 * @returns the way to end it
 */
export function followServer<View>(
  socket: PersonalSocket<View>,
  store: PersonalStore<View>,
  opened: () => void,
): () => void {
  let asking = false
  const resync = (): void => {
    if (asking) return
    asking = true
    socket.timeout(ANSWER_WITHIN).emit('resync', (failure, snapshot) => {
      asking = false
      if (!failure) store.getState().replace(snapshot)
    })
  }
  socket.on('delta', (delta) => store.getState().delta(delta) === 'gap' && resync())
  socket.on('tick', (tick) => store.getState().tick(tick, localNow()) === 'gap' && resync())
  socket.on('snapshot', (snapshot) => store.getState().replace(snapshot))
  socket.on('reload', (order) => void followReload(order, browserReload))
  return joining(socket, store, opened)
}

/** Asks to join on each connection, and again after a while when the device is not known. */
function joining<View>(
  socket: PersonalSocket<View>,
  store: PersonalStore<View>,
  opened: () => void,
): () => void {
  let build = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const again = (delay: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => socket.connect(), delay)
  }
  const join = (): void => {
    if (!socket.connected) return
    const request = { protocol: PEOPLE_PROTOCOL_VERSION, build }
    socket.timeout(ANSWER_WITHIN).emit('join', request, (failure, answer) => {
      if (failure) join()
      else build = joined(answer, store, opened, build)
    })
  }
  socket.on('connect', join)
  socket.on('connect_error', ({ message }) => {
    if (!handshakeRefusals.some((code) => code === message)) return
    if (message === 'NOT_PAIRED') store.getState().leave('notPaired')
    again(ASK_AGAIN)
  })
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') again(0)
  })
  return () => {
    clearTimeout(timer)
    socket.disconnect()
  }
}

/** Takes the answer to a question to join; returns the build this page is of. */
function joined<View>(
  answer: PersonalWelcome<View> | LockedTablet | PersonalRefusal,
  store: PersonalStore<View>,
  opened: () => void,
  build: string,
): string {
  if ('refused' in answer) {
    store.getState().leave(answer.refused === 'PROTOCOL' ? 'otherVersion' : 'noPerson')
    const version = `people-${PEOPLE_PROTOCOL_VERSION}`
    if (answer.refused === 'PROTOCOL') {
      followReload({ build: version, within: 2000 }, browserReload)
    }
    return build
  }
  if ('locked' in answer) store.getState().leave('locked', answer.language)
  else {
    store.getState().welcome(answer, localNow())
    opened()
  }
  if (build !== '' && build !== answer.build) {
    followReload({ build: answer.build, within: UPGRADE_WITHIN }, browserReload)
  }
  return build === '' ? answer.build : build
}
