import { io, type Socket } from 'socket.io-client'
import {
  PROTOCOL_VERSION,
  WALL,
  type JoinRefusal,
  type ScreenToServer,
  type ServerToScreen,
  type Welcome,
} from '../../shared/protocol/messages.ts'
import type { WallStore } from '../store/wallStore.ts'
import { browserReload, followReload } from './reload.ts'
import { renewToken } from './renewToken.ts'

/** A screen the server does not know asks again this often: the site file may be mended meanwhile. */
const ASK_AGAIN = 10_000
const ANSWER_WITHIN = 5000
/** A page of another build than the server loads itself anew within this time. */
const UPGRADE_WITHIN = 30_000

type WallSocket = Socket<ServerToScreen, ScreenToServer>

const localNow = (): number => performance.now()

/** Keeps one wall's store in step with the server. Returns the way to end it. */
export function connectWall(
  site: string,
  screen: string,
  store: WallStore,
  token = '',
): () => void {
  const socket: WallSocket = io(WALL, {
    auth: { token },
    transports: ['websocket'],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2000,
  })
  const keep = renewToken('wall', token, (renewed) => {
    socket.auth = { token: renewed }
  })
  const room = joining(socket, site, screen, store)
  let again: ReturnType<typeof setTimeout> | undefined
  let asking = false
  const resync = (): void => {
    if (asking) return
    asking = true
    socket.timeout(ANSWER_WITHIN).emit('resync', (failure, snapshot) => {
      asking = false
      if (!failure) store.getState().replace(snapshot)
    })
  }
  socket.on('connect', room.join)
  socket.on('connect_error', ({ message }) => {
    // Nobody has let this screen in: it shows the code by which somebody can.
    if (message === 'NOT_PAIRED') location.replace('/join')
    // A refusal ends the trying; the store behind the server will be back.
    if (message === 'UNAVAILABLE') again = setTimeout(() => socket.connect(), ASK_AGAIN)
  })
  socket.on('delta', (delta) => store.getState().delta(delta) === 'gap' && resync())
  socket.on('tick', (tick) => store.getState().tick(tick, localNow()) === 'gap' && resync())
  socket.on('snapshot', (snapshot) => store.getState().replace(snapshot))
  socket.on('settings', (settings) => store.getState().configure(settings))
  socket.on('reload', (order) => void followReload(order, browserReload))
  return () => {
    keep()
    clearTimeout(again)
    room.leave()
    socket.disconnect()
  }
}

/** Asks to join on each connection, and again while the server refuses or does not answer. */
function joining(socket: WallSocket, site: string, screen: string, store: WallStore) {
  let build = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const welcomed = (welcome: Welcome): void => {
    store.getState().welcome(welcome, localNow())
    if (build === '') build = welcome.build
    else if (build !== welcome.build) {
      followReload({ build: welcome.build, within: UPGRADE_WITHIN }, browserReload)
    }
  }
  const refused = ({ refused }: JoinRefusal): void => {
    store.getState().refuse(refused)
    if (refused === 'PROTOCOL') {
      followReload({ build: `protocol-${PROTOCOL_VERSION}`, within: 2000 }, browserReload)
    }
    timer = setTimeout(join, ASK_AGAIN)
  }
  const join = (): void => {
    clearTimeout(timer)
    if (!socket.connected) return
    const request = { protocol: PROTOCOL_VERSION, site, screen, build }
    socket.timeout(ANSWER_WITHIN).emit('join', request, (failure, answer) => {
      if (failure) join()
      else if ('refused' in answer) refused(answer)
      else welcomed(answer)
    })
  }
  return { join, leave: () => clearTimeout(timer) }
}
